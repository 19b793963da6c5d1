"""What a service does with an image, before and after the model: goes into the model package.

Begun in the engine with the model's file; `train.py` puts it beside that.
"""

from __future__ import annotations

from typing import Any, BinaryIO

import joblib
import numpy as np
from model_service.python_model_service import XgSklServingBaseService
from PIL import Image

SIDE = 16  # as in train.py: the model knows images of 16 by 16 gray pixels


class DigitsService(XgSklServingBaseService):
    """Answers an image with the digit that it shows, and how sure the model is of each."""

    def __init__(self, model_name: str, model_path: str) -> None:
        super().__init__(model_name, model_path)
        self.model = joblib.load(model_path)

    def _preprocess(self, data: Any) -> np.ndarray:
        """`data` of a form is `{field: {file name: file}}`; config.json names the field."""
        images = [read_pixels(file) for file in data["images"].values()]
        return np.stack(images[:1])

    def _inference(self, data: np.ndarray) -> np.ndarray:
        return self.model.predict_proba(data)[0]

    def _postprocess(self, data: np.ndarray) -> dict[str, Any]:
        order = np.argsort(-data)
        scores = [[str(self.model.classes_[at]), round(float(data[at]), 6)] for at in order]
        return {"predicted_label": scores[0][0], "scores": scores}


def read_pixels(file: BinaryIO) -> np.ndarray:
    """An image as a row of numbers between 0 and 1, as train.py reads it."""
    with Image.open(file) as image:
        small = image.convert("L").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return np.asarray(small, dtype=np.float32).ravel() / 255
