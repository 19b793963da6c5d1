"""A replica in the pytorch engine: weights in a file, a network in the package's code."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from jupyter_modelarts.engines.catalog import PYTORCH
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.schemas import EngineDescription

from ..engines.means import pytorch_is_too_large
from .replicas import form, package, request, serving

pytestmark = pytest.mark.slow

# It tells a bright picture from a dark one by the sum of its pixels.
SAVE = """
import sys, torch
net = torch.nn.Linear(16, 2)
with torch.no_grad():
    net.weight.copy_(torch.stack([-torch.ones(16), torch.ones(16)]))
    net.bias.copy_(torch.tensor([8.0, -8.0]))
torch.save(net.state_dict(), sys.argv[1])
"""
# In the shape of the published example for PyTorch.
SERVICE = """
import numpy as np
import torch
from PIL import Image
from model_service.pytorch_model_service import PTServingBaseService

NAMES = ["dark", "bright"]

class Brightness(PTServingBaseService):
    def __init__(self, model_name, model_path):
        super(Brightness, self).__init__(model_name, model_path)
        self.model = torch.nn.Linear(16, 2)
        self.model.load_state_dict(torch.load(model_path, map_location="cpu", weights_only=True))
        self.model.eval()

    def _preprocess(self, data):
        preprocessed = {}
        for name, files in data.items():
            for file_name, content in files.items():
                pixels = np.asarray(Image.open(content).convert("L").resize((4, 4)), np.float32)
                preprocessed[name] = torch.from_numpy(pixels.ravel() / 255).unsqueeze(0)
        return preprocessed

    def _postprocess(self, data):
        chances = torch.softmax(data["images"][0], dim=0).tolist()
        best = max(range(2), key=chances.__getitem__)
        return {"predicted_label": NAMES[best], "scores": list(zip(NAMES, chances))}
"""


@pytest.fixture(scope="module")
def python(made: Callable[[EngineDescription], Environment]) -> str:
    """The engine's interpreter."""
    if pytorch_is_too_large():
        pytest.skip("only PyTorch's build for GPUs can be had here")
    return str(made(PYTORCH).python)


def picture(gray: int) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (8, 8), gray).save(stream, "PNG")
    return stream.getvalue()


def test_a_network_answers_about_pictures_and_survives_what_is_none(
    tmp_path: Path, python: str
) -> None:
    model = package(tmp_path, SERVICE, model_type="PyTorch")
    subprocess.run([python, "-c", SAVE, str(model / "net.pth")], check=True, timeout=300)

    with serving(model, python=python) as replica:
        bright = replica.send(request(*form(("images", "sun.png", picture(250)))))
        broken = replica.send(request(*form(("images", "sun.png", b"no picture"))))
        dark = replica.send(request(*form(("images", "night.png", picture(5)))))

    assert (bright.status, bright.json["predicted_label"]) == (200, "bright")
    assert broken.status == 400
    assert "image" in broken.message
    assert dark.json["scores"][0][1] > 0.99
