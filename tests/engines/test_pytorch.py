"""PyTorch as users get it: built by the workload that builds it, and trained with in another."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import State, WorkloadSpec
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.catalog import PYTORCH
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.engines.schemas import EngineState

from .means import pytorch_is_too_large
from .test_scikit_learn import KINDS, fits_on

pytestmark = pytest.mark.slow

BUILD_S = 900.0
TRAIN = """
import torch
torch.manual_seed(0)
x = torch.linspace(-1, 1, 64).unsqueeze(1)
y = 3 * x + 2
model = torch.nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
for _ in range(100):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
print(f"weight={model.weight.item():.2f} bias={model.bias.item():.2f}")
"""


@pytest.fixture
def within_means() -> None:
    """Skips where a download would be gigabytes."""
    if pytorch_is_too_large():
        pytest.skip("only PyTorch's build for GPUs can be had here")


@pytest.mark.usefixtures("within_means")
def test_it_is_built_and_trains(
    db: Database, workloads: WorkloadManager, state_dir: Path, tmp_path: Path
) -> None:
    catalog, kernels = {PYTORCH.id: PYTORCH}, Kernels(tmp_path / "jupyter")
    engines = EngineManager(db, workloads, state_dir, catalog, kernels)
    with db.write() as tx:
        ensured = engines.ensure(tx, PYTORCH.id)
        argv = [str(ensured.python), "-c", TRAIN]
        spec = WorkloadSpec(kind="test", name="job", argv=argv, waits_for=ensured.waits_for)
        job = workloads.submit(tx, spec)

    ended = workloads.wait(job.id, BUILD_S)

    log = engines.log(PYTORCH.id, 0, 1 << 20).text
    assert engines.get(PYTORCH.id).state is EngineState.READY, log
    assert "to download" in log
    assert ended.state is State.SUCCEEDED
    assert "weight=3.00 bias=2.00" in workloads.log(job.id, 0, 1 << 20).text


@pytest.mark.parametrize(("python", "platform"), KINDS)
def test_its_requirements_fit_together_everywhere(
    python: str, platform: str, tmp_path: Path
) -> None:
    assert "torch==2." in fits_on(PYTORCH, tmp_path, python, platform)
