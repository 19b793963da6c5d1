"""Metrics read from real logs as they grow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jupyter_modelarts.compute.manager import WorkloadManager
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training import metrics as under_test
from jupyter_modelarts.training.drafts import JobDraft
from jupyter_modelarts.training.schemas import JobView, MetricRule, Mode

Draft = Callable[..., JobDraft]
Run = Callable[[JobDraft], JobView]

EPOCHS = "for n in range(1, 6): print(f'epoch {n}: loss={1 / n:.3f} val_accuracy: {n / 10}')"


def test_printed_values_become_series(draft: Draft, run: Run, training: TrainingManager) -> None:
    view = run(draft(EPOCHS))

    found = training.metrics(view.job.id)

    assert found.complete
    assert [(one.name, one.count, one.last) for one in found.series] == [
        ("loss", 5, 0.2),
        ("val_accuracy", 5, 0.5),
    ]
    assert [(point.step, point.value) for point in found.series[1].points][:2] == [
        (1, 0.1),
        (2, 0.2),
    ]


def test_a_jobs_own_expressions_are_the_only_ones(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    rules = [MetricRule(name="speed", regex=r"(\d+) images/s", mode=Mode.MAX)]
    view = run(
        draft("print('loss=1'); print('200 images/s'); print('300 images/s')", metrics=rules)
    )
    found = training.metrics(view.job.id).series
    assert [(one.name, one.mode, one.largest) for one in found] == [("speed", Mode.MAX, 300)]
    assert [point.step for point in found[0].points] == [1, 2]


def test_looking_again_reads_nothing_twice(
    draft: Draft, run: Run, training: TrainingManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_test, "CHUNK_BYTES", 7)  # also: lines and values cut in two
    view = run(draft(EPOCHS))
    while not training.metrics(view.job.id).complete:
        pass
    first = training.metrics(view.job.id)

    reads: list[int] = []
    monkeypatch.setattr(WorkloadManager, "log", lambda *args: reads.append(1))
    second = training.metrics(view.job.id)

    assert second == first
    assert [one.count for one in first.series] == [5, 5]
    assert reads == []


def test_two_who_look_at_once_count_nothing_twice(
    draft: Draft, run: Run, training: TrainingManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = run(draft(EPOCHS))
    log = WorkloadManager.log

    def overtaken(self: WorkloadManager, *args: int) -> object:
        monkeypatch.setattr(WorkloadManager, "log", log)
        training.metrics(view.job.id)
        return log(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(WorkloadManager, "log", overtaken)
    assert [one.count for one in training.metrics(view.job.id).series] == [5, 5]


def test_a_running_job_shows_what_it_has_printed(
    draft: Draft, training: TrainingManager, workloads: WorkloadManager
) -> None:
    script = "import time; print('loss=0.5'); print('loss=0.4'); time.sleep(600)"
    view = training.create(draft(script))
    found = training.metrics(view.job.id)
    while not found.series or found.series[0].count < 2:
        workloads.reconcile()
        found = training.metrics(view.job.id)
    assert not found.complete
    assert found.series[0].last == 0.4


def test_kept_points_are_capped_and_the_summary_is_not(
    draft: Draft, run: Run, training: TrainingManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults, log flood: the viewer stays quick."""
    monkeypatch.setattr(under_test, "MAX_POINTS", 100)
    view = run(draft("for n in range(1000): print(f'step {n} loss={n}')"))
    found = training.metrics(view.job.id, limit=10_000)
    assert found.truncated
    assert (found.series[0].count, found.series[0].last) == (1000, 999)
    assert len(found.series[0].points) == 100


def test_without_expressions_nothing_is_read(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    found = training.metrics(run(draft(EPOCHS, metrics=[])).job.id)
    assert (found.series, found.complete) == ([], True)


def test_a_progress_bar_without_newlines_is_read_too(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    view = run(draft("import sys\nfor n in range(3): sys.stdout.write(f'\\rloss={n}')"))
    assert training.metrics(view.job.id).series[0].count == 3


def test_versions_are_compared_by_what_they_printed(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    first = run(draft("print('accuracy=0.7'); print('accuracy=0.6')"))
    second = run(draft("print('accuracy=0.9')", name="", pre_version_id=first.job.id))
    versions = training.versions(second.job.id)
    assert [view.job.version for view, _ in versions] == [2, 1]
    assert [(one.last, one.largest) for _, series in versions for one in series] == [
        (0.9, 0.9),
        (0.6, 0.7),
    ]
