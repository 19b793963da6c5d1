"""TensorFlow's base class: a SavedModel, asked by one of its signatures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .errors import PackageError, RequestError
from .model_service import SingleNodeService
from .tensors import array, by_input

_FILES = ("saved_model.pb", "saved_model.pbtxt")
_PREFERRED = ("serving_default", "predict", "predict_images")


class TfServingBaseService(SingleNodeService):
    """`_inference` takes `{input: array}` and gives `{output: list}`, by the signature.

    It runs in a session, which loads what TensorFlow 1 and 2 have saved alike. `signature_name`
    chooses a signature; without it, `serving_default`, else the first that takes something.
    """

    signature_name = ""

    def __init__(self, model_name: str, model_path: str) -> None:
        super().__init__(model_name, model_path)
        self._call: Any = None
        self._inputs: dict[str, Any] = {}
        self._outputs: list[str] = []

    def prepare(self) -> None:
        """Load the model now. Raises PackageError."""
        import tensorflow.compat.v1 as tf

        folder = saved_model_in(Path(self.model_path))
        session = tf.Session(graph=tf.Graph())
        with session.graph.as_default():
            found = tf.saved_model.load(
                session, [tf.saved_model.tag_constants.SERVING], str(folder)
            )
            signature = self._signature(found.signature_def)
            self._inputs = {
                name: session.graph.get_tensor_by_name(info.name)
                for name, info in sorted(signature.inputs.items())
            }
            outputs = sorted(signature.outputs.items())
            self._outputs = [name for name, _ in outputs]
            fetched = [session.graph.get_tensor_by_name(info.name) for _, info in outputs]
            self._call = session.make_callable(fetched, list(self._inputs.values()))

    def _signature(self, signatures: Any) -> Any:
        usable = {name: one for name, one in signatures.items() if one.inputs and one.outputs}
        wanted = [self.signature_name] if self.signature_name else [*_PREFERRED, *sorted(usable)]
        for name in wanted:
            if name in usable:
                return usable[name]
        raise PackageError(
            f"The SavedModel has no signature {self.signature_name or 'that takes something'}: it "
            f"has {', '.join(sorted(signatures)) or 'none'}."
        )

    def _inference(self, data: Any) -> Any:
        if self._call is None:
            self.prepare()
        given = by_input(data, list(self._inputs))
        values = [
            array(given[name], name, tensor.dtype.as_numpy_dtype)
            for name, tensor in self._inputs.items()
        ]
        for (name, tensor), value in zip(self._inputs.items(), values):
            if not tensor.shape.is_compatible_with(value.shape):
                raise RequestError(
                    f"{name} has the shape {list(value.shape)}, and the model takes {tensor.shape}."
                )
        return {name: _plain(value) for name, value in zip(self._outputs, self._call(*values))}


def saved_model_in(folder: Path) -> Path:
    """The folder itself, or the newest version below it. Raises PackageError."""
    for place in (folder, *sorted((one for one in folder.iterdir() if one.is_dir()), reverse=True)):
        if any((place / name).is_file() for name in _FILES):
            return place
    raise PackageError(
        f"The package has no SavedModel: put {_FILES[0]} and its folder variables/ into model/."
    )


def _plain(value: Any) -> Any:
    listed = value.tolist() if hasattr(value, "tolist") else value
    is_text = getattr(getattr(value, "dtype", None), "kind", "") == "O"
    return _texts(listed) if is_text else listed


def _texts(value: Any) -> Any:
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
