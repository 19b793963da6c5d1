"""What was deleted long ago goes for good; what was deleted lately stays."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.compute.schemas import State, WorkloadFilter, WorkloadSpec
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.core.store import recall, remember
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import NewDataset
from jupyter_modelarts.engines.schemas import Build
from jupyter_modelarts.engines.store import save_build
from jupyter_modelarts.housekeeping import housekeep

NOW = timedelta()
AGES_AGO = timedelta(days=-1)
"""A retention that everything has outlived: what ended in this very millisecond, too."""


@pytest.fixture
def platform(state_dir: Path) -> Iterator[Platform]:
    """Everything, on an empty state directory."""
    made = compose(state_dir)
    yield made
    made.close()


def test_the_trash_of_objects_is_emptied_after_its_time(platform: Platform) -> None:
    platform.objects.put("obs://modelarts/a", b"1")
    platform.objects.trash("obs://modelarts/a")

    housekeep(platform)
    assert len(platform.objects.trashed("modelarts")) == 1

    housekeep(platform, NOW)
    assert platform.objects.trashed("modelarts") == []


def test_runs_of_forgotten_workloads_are_swept(platform: Platform, state_dir: Path) -> None:
    spec = WorkloadSpec(kind="test", name="a job", argv=[sys.executable, "-c", "print(1)"])
    with platform.db.write() as tx:
        kept = platform.workloads.submit(tx, spec)
    platform.workloads.wait(kept.id, 300)
    (state_dir / "runs" / "forgotten" / "1").mkdir(parents=True)

    housekeep(platform)

    assert [path.name for path in (state_dir / "runs").iterdir()] == [kept.id]


def test_fresh_answers_are_kept_for_retries(platform: Platform) -> None:
    with platform.db.write() as tx:
        remember(tx, "test", "key", {"done": True})

    housekeep(platform, NOW)

    with platform.db.read() as tx:
        assert recall(tx, "test", "key") == {"done": True}


def work(platform: Platform, kind: str, **fields: object) -> str:
    """One of the platform's works, ended."""
    argv = [sys.executable, "-c", "print(1)"]
    values = {"kind": kind, "name": kind, "argv": argv, **fields}
    with platform.db.write() as tx:
        made = platform.workloads.submit(tx, WorkloadSpec.model_validate(values))
    return platform.workloads.wait(made.id, 300).id


def ids(platform: Platform) -> set[str]:
    """All workloads that are known."""
    return {one.id for one in platform.workloads.list(WorkloadFilter(), PageQuery()).items}


def test_works_that_ended_long_ago_are_forgotten_and_jobs_are_not(platform: Platform) -> None:
    imported, job = work(platform, "import-dataset"), work(platform, "training-job")
    child = work(platform, "draw-digits", parent_id=imported)

    housekeep(platform)
    lately = ids(platform)
    housekeep(platform, AGES_AGO)

    assert lately == {imported, job, child}
    assert ids(platform) == {job}


def test_works_that_something_refers_to_stay(platform: Platform) -> None:
    newest, older, waited_for = (work(platform, "build-engine") for _ in range(3))
    waiting = WorkloadSpec(kind="training-job", name="job", argv=["x"], waits_for=[waited_for])
    build = Build(engine_id="scikit-learn", digest="", workload_id=newest, created_at=0)
    with platform.db.write() as tx:
        save_build(tx, build)
        job = platform.workloads.submit(tx, waiting).id

    housekeep(platform, AGES_AGO)

    assert ids(platform) == {newest, waited_for, job}
    assert older not in ids(platform)


def test_an_import_is_still_told_of_when_its_work_is_forgotten(platform: Platform) -> None:
    datasets = platform.managers.get(DatasetManager)
    platform.objects.put("obs://modelarts/in/note.txt", b"no image")
    places = {"input_path": "obs://modelarts/in/", "work_path": "obs://modelarts/out/"}
    dataset, task = datasets.create(NewDataset(name="animals", **places))
    assert task.workload_id is not None
    platform.workloads.wait(task.workload_id, 300)

    housekeep(platform, AGES_AGO)

    told = datasets.tasks.get(dataset.id, task.id)
    assert ids(platform) == set()
    assert (told.state, told.workload_id) == (State.SUCCEEDED, None)
