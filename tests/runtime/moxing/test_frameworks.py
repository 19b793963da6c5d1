"""Scripts of real engines, whose libraries are given URLs after a shift."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.engines.catalog import PYTORCH, SCIKIT_LEARN
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.schemas import EngineDescription
from tests.engines.means import pytorch_is_too_large

from .conftest import Running

Made = Callable[[EngineDescription], Environment]
SCIKIT = """
import os, sys
import moxing as mox
mox.file.shift("os", "mox")
import joblib
import numpy as np
from PIL import Image
base = sys.argv[1]
np.save(f"{base}/a.npy", np.arange(10))
np.savez(f"{base}/b.npz", x=np.load(f"{base}/a.npy"))
Image.new("RGB", (8, 4)).save(f"{base}/c.png")
joblib.dump({"mean": 1.5}, f"{base}/d.joblib")
with open(f"{base}/a.npy", "rb") as file:
    file.seek(-80, 2)
    print(np.fromfile(file, dtype=np.int64).sum())
print(np.load(f"{base}/b.npz")["x"].sum(), Image.open(f"{base}/c.png").size)
print(joblib.load(f"{base}/d.joblib"), sorted(os.listdir(base)))
"""
TORCH = """
import os, sys
import moxing as mox
mox.file.shift("os", "mox")
import torch
from torch.utils.data import DataLoader, Dataset
base = sys.argv[1]

class Files(Dataset):
    def __init__(self):
        self.names = sorted(os.listdir(f"{base}/data"))

    def __len__(self):
        return len(self.names)

    def __getitem__(self, index):
        with open(os.path.join(base, "data", self.names[index])) as file:
            return float(file.read())

for number in range(4):
    mox.file.write(f"{base}/data/{number}.txt", str(number))
print([batch.tolist() for batch in DataLoader(Files(), batch_size=2, num_workers=2)])
torch.save({"w": torch.arange(3)}, f"{base}/model.pt")
print(torch.load(f"{base}/model.pt")["w"].tolist())
torch.save(torch.ones(1), "local.pt")
print(torch.load("local.pt").tolist(), os.path.isfile("local.pt"))
"""


def run(python: Path, script: str, base: str, running: Running, folder: Path) -> str:
    environment = {**os.environ, "MODELARTS_CONFIG": str(running.config)}
    ended = subprocess.run(
        [str(python), "-c", script, base],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_libraries_of_scikit_learn_take_objects(
    made: Made, mox: Any, base: str, running: Running, tmp_path: Path
) -> None:
    printed = run(made(SCIKIT_LEARN).python, SCIKIT, base, running, tmp_path)

    assert printed.splitlines() == [
        "45",
        "45 (8, 4)",
        "{'mean': 1.5} ['a.npy', 'b.npz', 'c.png', 'd.joblib']",
    ]


@pytest.mark.slow
def test_torch_saves_and_loads_objects(
    made: Made, mox: Any, base: str, running: Running, tmp_path: Path
) -> None:
    if pytorch_is_too_large():
        pytest.skip("only PyTorch's build for GPUs can be had here")

    printed = run(made(PYTORCH).python, TORCH, base, running, tmp_path)

    assert printed.splitlines() == ["[[0.0, 1.0], [2.0, 3.0]]", "[0, 1, 2]", "[1.0] True"]
    assert mox.file.exists(f"{base}/model.pt")
