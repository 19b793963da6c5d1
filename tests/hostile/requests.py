"""Requests that are right but for what a test puts into them."""

from __future__ import annotations

import time
from typing import Any

from .conftest import Target

JOBS = "/v2/default/training-jobs"
DATASETS = "/v2/default/datasets"
PATIENCE_S = 120.0


def job(**algorithm: object) -> dict[str, Any]:
    """A training job; keywords replace fields of its algorithm."""
    usual = {
        "code_dir": "code",
        "boot_file": "train.py",
        "engine": {"engine_id": "scikit-learn"},
        "outputs": [{"remote": {"obs": {"obs_url": "obs://modelarts/out/"}}}],
    }
    return {"metadata": {"name": "hostile"}, "algorithm": {**usual, **algorithm}}


def dataset(name: str, **fields: object) -> dict[str, Any]:
    """A dataset with a folder of its own; keywords replace fields."""
    return {
        "dataset_name": name,
        "data_sources": [{"data_path": f"obs://modelarts/{name}/"}],
        "work_path": "obs://modelarts/work/",
        **fields,
    }


def imported(target: Target, name: str, files: dict[str, bytes]) -> tuple[str, dict[str, Any]]:
    """A dataset of these files; its id, and its import when that has ended."""
    folder = target.folder / "state" / "objects" / "modelarts" / name
    for file, data in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    made = target.ask("POST", DATASETS, dataset(name)).json
    path_of_task = f"{DATASETS}/{made['dataset_id']}/import-tasks/{made['import_task_id']}"
    deadline = time.monotonic() + PATIENCE_S
    while True:
        task = target.ask("GET", path_of_task).json
        if task["status"] in ("COMPLETED", "FAILED", "STOPPED"):
            return made["dataset_id"], task
        assert time.monotonic() < deadline, task
        time.sleep(0.1)
