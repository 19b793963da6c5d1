"""Lists, the trash, and what the home page shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.core.errors import NotFound
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import JobDraft
from jupyter_modelarts.training.schemas import JobFilter, JobView

from .conftest import OUTPUT

Draft = Callable[..., JobDraft]
Run = Callable[[JobDraft], JobView]
ALL = PageQuery(limit=1000)


@pytest.fixture
def five(draft: Draft, training: TrainingManager, workloads: WorkloadManager) -> TrainingManager:
    """Five queued jobs: job-0 to job-3 and a second version of job-0."""
    workloads.kick = lambda: None
    made = [training.create(draft(name=f"job-{number}")) for number in range(4)]
    training.create(draft(name="", pre_version_id=made[0].job.id))
    return training


def names(views: list[JobView]) -> list[str]:
    """Name and version of each."""
    return [f"{view.job.name}/{view.job.version}" for view in views]


def test_pages_follow_each_other_newest_first(five: TrainingManager) -> None:
    seen: list[JobView] = []
    marker = None
    while True:
        page = five.list(JobFilter(), PageQuery(limit=2, marker=marker))
        seen += page.items
        marker = page.next_marker
        if marker is None:
            break
    assert page.total == 5
    assert names(seen) == ["job-0/2", "job-3/1", "job-2/1", "job-1/1", "job-0/1"]


def test_pages_can_be_counted_as_modelarts_does(five: TrainingManager) -> None:
    page = five.list(JobFilter(), PageQuery(limit=2), skipped=2)
    beyond = five.list(JobFilter(), PageQuery(limit=2), skipped=6)
    assert names(page.items) == ["job-2/1", "job-1/1"]
    assert (beyond.items, beyond.total) == ([], 5)


def test_jobs_are_found_by_name_and_state(five: TrainingManager) -> None:
    assert names(five.list(JobFilter(name_contains="JOB-3"), ALL).items) == ["job-3/1"]
    assert five.list(JobFilter(name_contains="%"), ALL).items == []
    assert five.list(JobFilter(states=[State.FAILED]), ALL).total == 0
    assert five.list(JobFilter(states=[State.QUEUED]), ALL).total == 5


def test_only_the_newest_version_of_each_name(five: TrainingManager) -> None:
    page = five.list(JobFilter(latest_only=True), ALL)
    assert names(page.items) == ["job-0/2", "job-3/1", "job-2/1", "job-1/1"]
    assert [view.versions for view in page.items] == [2, 1, 1, 1]


def test_oldest_first_where_that_is_asked_for(five: TrainingManager) -> None:
    wanted = JobFilter(ascending=True)
    page = five.list(wanted, PageQuery(limit=2))
    after = five.list(wanted, PageQuery(limit=2, marker=page.next_marker))
    assert names(page.items + after.items) == ["job-0/1", "job-1/1", "job-2/1", "job-3/1"]


def test_the_home_page_tells_of_a_failure_until_it_is_mended(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    failed = run(draft("raise ValueError('wrong')"))
    before = training.summary()
    run(draft("pass", name="", pre_version_id=failed.job.id))
    after = training.summary()
    assert before.failed[0].failure is not None
    assert before.failed[0].failure.last_line == "ValueError: wrong"
    assert after.failed == []
    assert names(after.recent) == ["job/2"]


def test_the_trash_is_emptied_of_what_is_old_enough(
    draft: Draft,
    run: Run,
    training: TrainingManager,
    workloads: WorkloadManager,
    objects: Objects,
    state_dir: Path,
    work_dir: Path,
) -> None:
    (work_dir / "code").mkdir()
    script = "import sys, pathlib; print('loss=1'); "
    script += "pathlib.Path(sys.argv[-1].split('=')[1], 'model').touch()"
    (work_dir / "code" / "train.py").write_text(script)
    view = run(draft(code_dir="code"))
    training.metrics(view.job.id)
    training.delete(view.job.id)

    kept = training.empty_trash()
    gone = training.empty_trash(timedelta(seconds=-1))
    workloads.sweep_runs()

    assert (kept, gone) == (0, 1)
    with pytest.raises(NotFound):
        training.get(view.job.id)
    assert list((state_dir / "jobs").iterdir()) == []
    assert not (state_dir / "runs" / view.workload.id).exists()
    assert objects.exists(f"{OUTPUT}V0001/model")


def test_what_happened_is_told_in_its_order(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    view = run(draft("import sys; sys.exit(2)"))
    events = [event.message for event in training.events(view.job.id)]
    assert events == [
        "Training job job V0001 created.",
        "Training job is running.",
        "Training finished. Exit code 2.",
        "Training job failed (code): The command ended with exit code 2.",
    ]
