"""Where a model came from: its job, and through that the dataset versions."""

from __future__ import annotations

from ..core.errors import NotFound
from ..training.arguments import version_name
from ..training.manager import TrainingManager
from .schemas import DatasetOrigin, Model, Origin


def origin_of(training: TrainingManager, model: Model) -> Origin | None:
    """None where it came from a folder, or the job was removed for good."""
    if model.source.job_id is None:
        return None
    try:
        job = training.get(model.source.job_id).job
    except NotFound:
        return None
    trained_on = [item.dataset for item in job.config.inputs if item.dataset is not None]
    return Origin(
        job_id=job.id,
        job_name=job.name,
        job_version=version_name(job.version),
        datasets=[
            DatasetOrigin(
                dataset_id=dataset.dataset_id,
                dataset_name=dataset.dataset_name,
                version_id=dataset.version_id,
                version_name=dataset.version_name,
            )
            for dataset in trained_on
        ],
    )
