"""Caffe's base class: a network and its weights, read by OpenCV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .errors import PackageError, RequestError
from .model_service import SingleNodeService
from .tensors import array, by_input


class CaffeBaseService(SingleNodeService):
    """`self.net` is OpenCV's network of the package's .prototxt and .caffemodel.

    `_inference` takes `{input: array}` and gives `{output: list}`.
    """

    def __init__(self, model_name: str, model_path: str) -> None:
        super().__init__(model_name, model_path)
        self.net: Any = None

    def prepare(self) -> None:
        """Load the network now, unless `__init__` has. Raises PackageError."""
        if self.net is not None:
            return
        import cv2

        folder = Path(self.model_path)
        network = _one(folder, ".prototxt", "deploy")
        weights = _one(folder, ".caffemodel", "")
        try:
            self.net = cv2.dnn.readNetFromCaffe(str(network), str(weights))
        except cv2.error as error:
            raise PackageError(f"OpenCV cannot read {network.name}: {error}") from error

    def _inference(self, data: Any) -> Any:
        import cv2

        if self.net is None:
            self.prepare()
        name = "data"
        blob = array(by_input(data, [name])[name], name, "float32")
        try:
            self.net.setInput(blob)
            outputs = self.net.getUnconnectedOutLayersNames()
            found = self.net.forward(outputs)
        except cv2.error as error:
            raise RequestError(f"The network does not take this: {str(error)[:300]}") from error
        return {output: value.tolist() for output, value in zip(outputs, found)}


def _one(folder: Path, ending: str, preferred: str) -> Path:
    found = sorted(folder.glob(f"*{ending}"))
    if not found:
        raise PackageError(f"The package has no *{ending} in the folder model/.")
    return next((one for one in found if one.stem == preferred), found[0])
