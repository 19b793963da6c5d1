"""Imports and publications that die at every durable step, and a disk that is full."""

from __future__ import annotations

import io
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import orjson
import pytest
import sqlalchemy as sa
from PIL import Image

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.core.errors import NotFound, Unavailable
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import (
    Dataset,
    NewDataset,
    PublishSpec,
    SampleFilter,
    Task,
    VersionState,
)
from jupyter_modelarts.datasets.store import samples as sample_store
from tests.conftest import stop_everything

pytestmark = pytest.mark.faults

INPUT = "obs://modelarts/in/"
IMAGES = [f"{label}/{number}.png" for label in ("Cat", "Dog") for number in range(5)]
MOST_STEPS = 100


@pytest.fixture
def platform(state_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """A platform that begins no work by itself."""
    with closing(compose(state_dir)) as made:
        monkeypatch.setattr(made.workloads, "kick", lambda: None)
        for number, name in enumerate(IMAGES):
            stream = io.BytesIO()
            Image.new("RGB", (8, 8), (number, 0, 0)).save(stream, "PNG")
            made.objects.put(INPUT + name, stream.getvalue())
        yield made
        stop_everything(made.workloads)


@pytest.fixture
def datasets(platform: Platform) -> DatasetManager:
    return platform.managers.get(DatasetManager)


def new(datasets: DatasetManager, name: str) -> tuple[Dataset, Task]:
    wanted = NewDataset(name=name, input_path=INPUT, work_path="obs://modelarts/out/")
    return datasets.create(wanted)


def dies(platform: Platform, work: str, task_id: str, at: int) -> bool:
    """Do the work in a child that dies at a step; False where it came to its end before."""
    arguments = [str(platform.state_dir), work, task_id, str(at)]
    command = [sys.executable, "-m", "tests.faults.dying", *arguments]
    done = subprocess.run(command, check=False, timeout=300, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode != 0


def state(datasets: DatasetManager, dataset_id: str) -> dict[str, list[str]]:
    found = datasets.samples.page(dataset_id, SampleFilter(), PageQuery(limit=1000)).items
    return {one.source.removeprefix(INPUT): [a.name for a in one.annotations] for one in found}


def assert_whole(platform: Platform, datasets: DatasetManager, dataset_id: str) -> None:
    """Counts fit, every image that is there has its label, and the database is sound."""
    dataset = datasets.get(dataset_id)
    with platform.db.read() as tx:
        counted = sample_store.recount(tx, dataset_id)
        assert tx.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert counted == (dataset.total, dataset.labeled, dataset.hard)
    found = state(datasets, dataset_id)
    assert all(labels == [name.partition("/")[0]] for name, labels in found.items())
    counts = {label.name: label.sample_count for label in datasets.labels.all(dataset_id)}
    assert sum(counts.values()) == len(found)


def test_robustness_crash_at_every_step_of_an_import(
    platform: Platform, datasets: DatasetManager
) -> None:
    expected = {name: [name.partition("/")[0]] for name in IMAGES}
    for at in count(1):
        dataset, task = new(datasets, f"crash-{at}")
        died = dies(platform, "import", task.id, at)
        assert_whole(platform, datasets, dataset.id)

        result = datasets.run_import(task.id)

        assert (result.imported, result.labeled) == (len(IMAGES), len(IMAGES)), f"step {at}"
        assert state(datasets, dataset.id) == expected
        if not died:
            break
    assert 4 < at < MOST_STEPS


def test_robustness_crash_at_every_step_of_a_publication(
    platform: Platform, datasets: DatasetManager
) -> None:
    dataset, task = new(datasets, "published")
    datasets.run_import(task.id)
    for at in count(1):
        version = datasets.versions.publish(dataset.id, PublishSpec())
        died = dies(platform, "publish", version.task_id or "", at)
        seen = datasets.versions.get(dataset.id, version.id)
        if seen.state is VersionState.READY:
            assert lines(platform, version.manifest_path) == len(IMAGES)
        else:
            assert datasets.get(dataset.id).current_version_id != version.id
            assert lines(platform, version.manifest_path) in (0, len(IMAGES))

        done = datasets.run_publish(version.task_id or "")

        assert done.state is VersionState.READY
        assert lines(platform, version.manifest_path) == done.total == len(IMAGES)
        if not died:
            break
    assert 3 < at < MOST_STEPS


def lines(platform: Platform, path: str) -> int:
    """How many whole lines a manifest has, 0 where there is none."""
    try:
        found = platform.objects.read(path).splitlines()
    except NotFound:
        return 0
    return sum(bool(orjson.loads(line)["source"]) for line in found)


@contextmanager
def no_room(platform: Platform) -> Iterator[None]:
    """SQLite gets no page more than it has: what a full disk is to it."""
    engine = platform.db._engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.dispose()
    sa.event.listen(engine, "connect", limit)
    yield
    sa.event.remove(engine, "connect", limit)
    engine.dispose()


def test_robustness_disk_full_while_importing(platform: Platform, datasets: DatasetManager) -> None:
    image = platform.objects.read(INPUT + IMAGES[0])
    for number in range(200):
        platform.objects.put(f"{INPUT}Cat/more-{number}.png", image)
    dataset, task = new(datasets, "full")

    with no_room(platform), pytest.raises(Unavailable, match="disk is full"):
        datasets.run_import(task.id)

    assert_whole(platform, datasets, dataset.id)
    again = datasets.run_import(datasets.sync(dataset.id).id)
    assert again.imported + again.existing == 210
    assert_whole(platform, datasets, dataset.id)
