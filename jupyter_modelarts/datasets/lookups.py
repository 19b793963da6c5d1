"""Finding what a request names, or saying that it is not there."""

from __future__ import annotations

from ..core.db import Tx
from ..core.errors import NotFound
from .schemas import Dataset, Sample, Task, Version
from .store import datasets, labels, samples, tasks, versions


def dataset(tx: Tx, dataset_id: str) -> Dataset:
    """A dataset outside the trash. Raises NotFound."""
    found = datasets.get(tx, dataset_id)
    if found is None:
        raise NotFound(f"Dataset {dataset_id} not found.")
    if found.deleted_at is not None:
        raise NotFound(f"Dataset {found.name} is in the trash: restore it first.")
    return found


def sample(tx: Tx, dataset_id: str, sample_id: str) -> Sample:
    """A sample, in the trash or not. Raises NotFound."""
    found = samples.find(tx, dataset_id, [sample_id], labels.of_dataset(tx, dataset_id))
    if not found:
        raise NotFound(f"Image {sample_id} not found in this dataset.")
    return found[0]


def task(tx: Tx, dataset_id: str, task_id: str) -> Task:
    """Raises NotFound."""
    found = tasks.get(tx, task_id)
    if found is None or found.dataset_id != dataset_id:
        raise NotFound(f"Task {task_id} not found in this dataset.")
    return found


def version(tx: Tx, dataset_id: str, version_id: str) -> Version:
    """A version that was not deleted. Raises NotFound."""
    found = versions.get(tx, dataset_id, version_id)
    if found is None:
        raise NotFound(f"Version {version_id} not found in this dataset.")
    return found
