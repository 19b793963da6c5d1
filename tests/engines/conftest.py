"""Engines small enough to be made in a moment, without a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.schemas import EngineDescription

PYTHONS = ["3.10", "3.11", "3.12", "3.13"]
TINY = EngineDescription(
    id="tiny",
    framework="Tiny",
    version="1",
    description="An interpreter and nothing else.",
    requirements=[],
    pythons=PYTHONS,
    kernel=True,
    seed=False,
)
BROKEN = TINY.model_copy(update={"id": "broken", "requirements": ["jupyter-modelarts-nowhere==0"]})


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Jupyter's data directory, where kernels go."""
    path = tmp_path / "jupyter"
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(path))
    return path


@pytest.fixture
def engines(
    db: Database,
    workloads: WorkloadManager,
    state_dir: Path,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> EngineManager:
    """An engine that can be made and one that cannot."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return EngineManager(db, workloads, state_dir, {"tiny": TINY, "broken": BROKEN})
