"""What was deleted long ago goes for good; what was deleted lately stays."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.compute.schemas import WorkloadSpec
from jupyter_modelarts.core.store import recall, remember
from jupyter_modelarts.housekeeping import housekeep

NOW = timedelta()


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
    platform.workloads.wait(kept.id, 60)
    (state_dir / "runs" / "forgotten" / "1").mkdir(parents=True)

    housekeep(platform)

    assert [path.name for path in (state_dir / "runs").iterdir()] == [kept.id]


def test_fresh_answers_are_kept_for_retries(platform: Platform) -> None:
    with platform.db.write() as tx:
        remember(tx, "test", "key", {"done": True})

    housekeep(platform, NOW)

    with platform.db.read() as tx:
        assert recall(tx, "test", "key") == {"done": True}
