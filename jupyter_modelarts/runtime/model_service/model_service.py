"""The base of every service class."""

from __future__ import annotations

from typing import Any


class SingleNodeService:
    """One model in one process. Subclasses say how to prepare, infer, and put into words.

    `data` is the parsed JSON body, or for a form `{field: {file name: io.BytesIO}}`; fields that
    are not files are texts. `model_path` is the package's folder here, and the model's file for
    the engines whose published base classes say so.
    """

    def __init__(self, model_name: str, model_path: str) -> None:
        self.model_name = model_name
        self.model_path = model_path
        self.model: Any = None

    def prepare(self) -> None:
        """Load the model before the first request, where the class knows how."""

    def inference(self, data: Any) -> Any:
        """The answer to one request."""
        return self._postprocess(self._inference(self._preprocess(data)))

    def _preprocess(self, data: Any) -> Any:
        return data

    def _inference(self, data: Any) -> Any:
        if self.model is None:
            raise NotImplementedError(
                f"{type(self).__name__} sets no self.model in __init__ and has no _inference."
            )
        return self.model(data)

    def _postprocess(self, data: Any) -> Any:
        return data
