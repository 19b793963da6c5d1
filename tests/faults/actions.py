"""What is killed at each of its writes: save, upload, submit, delete."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.compute.schemas import WorkloadFilter
from jupyter_modelarts.core.errors import NotFound
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import (
    Annotation,
    Dataset,
    Labeling,
    NewDataset,
    NewLabel,
    Sample,
    SampleFilter,
    SampleState,
)
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.models.schemas import ImportDraft, ModelFilter, ModelState
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import InputDraft, JobDraft, OutputDraft
from jupyter_modelarts.training.schemas import JobFilter
from tests.datasets.conftest import INPUT, OUTPUT, put_images
from tests.models.packages import PACKAGE

ALL = PageQuery(limit=100)
CODE = "obs://modelarts/code/"
MODEL = "obs://modelarts/packages/digits/"


@dataclass(frozen=True)
class Action:
    """`do` is killed, looked at with `look`, and followed by `then`: again, or a way back."""

    prepare: Callable[[Platform], None]
    do: Callable[[Platform], None]
    look: Callable[[Platform], Any]
    then: Callable[[Platform], None]


def _datasets(platform: Platform) -> DatasetManager:
    return platform.managers.get(DatasetManager)


def _objects(platform: Platform) -> Objects:
    return platform.managers.get(Objects)


def _dataset(platform: Platform) -> Dataset:
    return _datasets(platform).page(ALL).items[0]


def _samples(platform: Platform, state: SampleState | None = None) -> list[Sample]:
    wanted = SampleFilter(state=state)
    return _datasets(platform).samples.page(_dataset(platform).id, wanted, ALL).items


def _two_labels_on_four_images(platform: Platform) -> None:
    put_images(_objects(platform), ["Cat/1.png", "Cat/2.png", "Dog/1.png", "x.png"])
    wanted = NewDataset(
        name="animals",
        input_path=INPUT,
        work_path=OUTPUT,
        labels=[NewLabel(name=name) for name in ("Cat", "Dog")],
    )
    _, task = _datasets(platform).create(wanted)
    _datasets(platform).run_import(task.id)
    assert task.workload_id is not None
    _stop(platform, task.workload_id)


def _stop(platform: Platform, workload_id: str) -> None:
    platform.workloads.stop(workload_id)
    platform.workloads.reconcile()


# save


def _save(platform: Platform) -> None:
    labelings = [
        Labeling(sample_id=one.id, annotations=[Annotation(name="Bird"), Annotation(name="Dog")])
        for one in _samples(platform)[:3]
    ]
    results = _datasets(platform).samples.label(_dataset(platform).id, labelings).results
    assert [result.error for result in results] == [None] * 3


def _saved(platform: Platform) -> Any:
    stats = _datasets(platform).samples.stats(_dataset(platform).id)
    labels = {label.name: label.sample_count for label in stats.labels}
    samples = [
        (one.source, one.revision, sorted(a.name for a in one.annotations))
        for one in _samples(platform)
    ]
    return {"labels": labels, "labeled": stats.labeled, "samples": sorted(samples)}


# submit


def _code_and_data(platform: Platform) -> None:
    for number in range(3):
        _objects(platform).put(f"{CODE}part{number}.py", b"print(1)")
        _objects(platform).put(f"{INPUT}{number}.txt", b"data")


def _submit(platform: Platform) -> None:
    draft = JobDraft(
        name="job",
        code_dir=CODE,
        boot_file="part0.py",
        engine_id="scikit-learn",
        inputs=[InputDraft(url=INPUT)],
        outputs=[OutputDraft(url=OUTPUT)],
    )
    platform.managers.get(TrainingManager).create(draft, key="the same request")


def _submitted(platform: Platform) -> Any:
    jobs = platform.managers.get(TrainingManager).list(JobFilter(), ALL).items
    workloads = platform.workloads.list(WorkloadFilter(), ALL).items
    return {
        "jobs": [[view.job.name, view.job.version, view.workload.state.value] for view in jobs],
        "workloads": sorted([one.kind, one.state.value] for one in workloads),
    }


# delete


def _delete_samples(platform: Platform) -> None:
    dataset = _dataset(platform)
    every = [*_samples(platform), *_samples(platform, SampleState.DELETED)]
    wanted = [one.id for one in every if "Cat" in one.source]
    _datasets(platform).samples.delete(dataset.id, wanted, True)


def _where_images_are(platform: Platform) -> Any:
    """Rows and objects."""
    deleted = _samples(platform, SampleState.DELETED)
    return {
        "total": _datasets(platform).samples.stats(_dataset(platform).id).total,
        "deleted": sorted(one.source for one in deleted),
        "in place": [str(info.uri) for info in _objects(platform).walk(INPUT)],
        "in trash": sum(entry.count for entry in _objects(platform).trashed("modelarts")),
    }


def _restore_samples(platform: Platform) -> None:
    """What was deleted half or wholly can be had back."""
    dataset = _dataset(platform)
    deleted = [one.id for one in _samples(platform, SampleState.DELETED)]
    refused = _datasets(platform).samples.restore(dataset.id, deleted)
    assert set(refused.values()) <= {None}, refused


def _ended_job(platform: Platform) -> None:
    _code_and_data(platform)
    _submit(platform)
    for workload in platform.workloads.list(WorkloadFilter(), ALL).items:
        _stop(platform, workload.id)


def _delete_job(platform: Platform) -> None:
    jobs = platform.managers.get(TrainingManager)
    for view in jobs.list(JobFilter(), ALL).items:
        jobs.delete(view.job.id)


def _deleted_job(platform: Platform) -> Any:
    jobs = platform.managers.get(TrainingManager)
    lists = [jobs.list(JobFilter(deleted=deleted), ALL).items for deleted in (False, True)]
    return [[view.job.name for view in views] for views in lists]


def _delete_dataset(platform: Platform) -> None:
    for dataset in _datasets(platform).page(ALL).items:
        _datasets(platform).delete(dataset.id)


def _deleted_dataset(platform: Platform) -> Any:
    try:
        live = _dataset(platform).name
    except (IndexError, NotFound):
        live = None
    trash = _datasets(platform).page(ALL, deleted=True).items
    return [live, [one.name for one in trash], len(list(_objects(platform).walk(INPUT)))]


# models


def _models(platform: Platform) -> ModelManager:
    return platform.managers.get(ModelManager)


def _package(platform: Platform) -> None:
    for name, data in PACKAGE.items():
        _objects(platform).put(MODEL + name, data)


def _ask_for_model(platform: Platform) -> None:
    _models(platform).import_(ImportDraft(name="digits", location=MODEL), key="the same request")


def _asked_for_model(platform: Platform) -> Any:
    workloads = platform.workloads.list(WorkloadFilter(), ALL).items
    return [_models_there(platform), sorted(one.kind for one in workloads)]


def _waiting_model(platform: Platform) -> None:
    _package(platform)
    _ask_for_model(platform)


def _import_model(platform: Platform) -> None:
    with redirect_stdout(sys.stderr):  # its log; what is found is told on standard output
        for model in _models(platform).versions("digits"):
            _models(platform).run_import(model.id)


def _imported_model(platform: Platform) -> None:
    _waiting_model(platform)
    _import_model(platform)
    for workload in platform.workloads.list(WorkloadFilter(), ALL).items:
        _stop(platform, workload.id)


def _delete_model(platform: Platform) -> None:
    for model in _models(platform).versions("digits"):
        _models(platform).delete(model.id)


def _deleted_model(platform: Platform) -> None:
    _imported_model(platform)
    _delete_model(platform)


def _purge_models(platform: Platform) -> None:
    _models(platform).empty_trash(timedelta(seconds=-1))


def _models_there(platform: Platform) -> Any:
    """Each with its files, which must be whole where it says that it is published."""
    found = []
    for deleted in (False, True):
        for row in _models(platform).list(ModelFilter(deleted=deleted), ALL).items:
            model = _models(platform).get(row.id)
            if model.state is ModelState.PUBLISHED:
                for file in model.files:
                    data = _objects(platform).read(model.location + file.name)
                    assert data == PACKAGE[f"model/{file.name}"]
            found.append([model.version, model.state.value, deleted, len(model.files)])
    return found


def _models_and_snapshots(platform: Platform) -> Any:
    files = list(_objects(platform).walk("obs://modelarts/model-store/"))
    return {"models": _models_there(platform), "files": len(files)}


ACTIONS = {
    "save": Action(_two_labels_on_four_images, _save, _saved, _save),
    "submit": Action(_code_and_data, _submit, _submitted, _submit),
    "delete-samples": Action(
        _two_labels_on_four_images, _delete_samples, _where_images_are, _delete_samples
    ),
    "delete-samples-and-restore": Action(
        _two_labels_on_four_images, _delete_samples, _where_images_are, _restore_samples
    ),
    "ask-for-model": Action(_package, _ask_for_model, _asked_for_model, _ask_for_model),
    "import-model": Action(_waiting_model, _import_model, _models_there, _import_model),
    "delete-model": Action(_imported_model, _delete_model, _models_there, _delete_model),
    "purge-models": Action(_deleted_model, _purge_models, _models_and_snapshots, _purge_models),
    "delete-job": Action(_ended_job, _delete_job, _deleted_job, _delete_job),
    "delete-dataset": Action(
        _two_labels_on_four_images, _delete_dataset, _deleted_dataset, _delete_dataset
    ),
}
