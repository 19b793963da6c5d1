"""What the home page shows, on real records and real processes."""

from __future__ import annotations

import sys
from pathlib import Path

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.compute.schemas import Resources, State, Workload, WorkloadSpec
from jupyter_modelarts.core.ids import urn
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import Dataset, NewDataset
from jupyter_modelarts.home import HomeManager
from jupyter_modelarts.home.schemas import AttentionKind, DismissRequest, StartKind
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import JobDraft
from jupyter_modelarts.training.schemas import JobView

PATIENCE_S = 300.0
IMPORT = "import-dataset"


def submit(platform: Platform, code: str, owner: str = "", **fields: object) -> Workload:
    values = {
        "kind": IMPORT,
        "name": "Import into flowers",
        "argv": [sys.executable, "-c", code],
        "owner_urn": owner,
        "resources": Resources(cpu=0.5, memory_mb=200),
        **fields,
    }
    with platform.db.write() as tx:
        made = platform.workloads.submit(tx, WorkloadSpec.model_validate(values))
    platform.workloads.kick()
    return made


def run(platform: Platform, code: str, owner: str = "") -> Workload:
    return platform.workloads.wait(submit(platform, code, owner).id, PATIENCE_S)


def new_dataset(platform: Platform, name: str) -> Dataset:
    """A dataset whose first synchronization, of an empty folder, is over."""
    wanted = NewDataset(
        name=name, input_path="obs://modelarts/in/", work_path="obs://modelarts/out/"
    )
    dataset, task = platform.managers.get(DatasetManager).create(wanted)
    assert task.workload_id is not None
    platform.workloads.wait(task.workload_id, PATIENCE_S)
    return dataset


def test_a_new_installation_has_starts_and_nothing_else(home: HomeManager) -> None:
    shown = home.overview()

    assert shown.is_new
    assert (shown.running, shown.attention, shown.recent) == ([], [], [])
    assert [start.kind for start in shown.starts] == [*StartKind]
    assert shown.survives_server or shown.survival_note


def test_what_runs_is_shown_and_children_are_not(platform: Platform, home: HomeManager) -> None:
    sleep = "import time; time.sleep(60)"
    parent = submit(platform, sleep)
    submit(platform, sleep, parent_id=parent.id)

    shown = home.overview().running

    assert [one.workload_id for one in shown] == [parent.id]
    assert shown[0].name == "Import into flowers"


def test_failed_work_needs_attention_until_it_was_seen(
    platform: Platform, home: HomeManager
) -> None:
    owner = urn("dataset", "flowers")
    assert run(platform, "raise SystemExit(3)", owner).state is State.FAILED

    item = home.overview().attention[0]
    home.dismiss(DismissRequest(item=item.item, mark=item.mark))

    assert (item.kind, item.urn) == (AttentionKind.FAILED_WORK, owner)
    assert item.message
    assert home.overview().attention == []


def test_a_later_failure_comes_back_after_a_dismissal(
    platform: Platform, home: HomeManager
) -> None:
    owner = urn("dataset", "flowers")
    run(platform, "raise SystemExit(3)", owner)
    first = home.overview().attention[0]
    home.dismiss(DismissRequest(item=first.item, mark=first.mark))

    run(platform, "raise SystemExit(3)", owner)

    again = home.overview().attention
    assert [one.item for one in again] == [first.item]
    assert again[0].mark > first.mark


def test_a_failure_that_was_mended_is_forgotten(platform: Platform, home: HomeManager) -> None:
    owner = urn("dataset", "flowers")
    run(platform, "raise SystemExit(3)", owner)

    run(platform, "pass", owner)

    assert home.overview().attention == []


def test_a_dismissal_that_comes_late_does_not_hide_less(home: HomeManager) -> None:
    home.dismiss(DismissRequest(item="unlabeled:x", mark=9))

    kept = home.dismiss(DismissRequest(item="unlabeled:x", mark=4))

    assert kept.mark == 9


def test_datasets_are_what_one_goes_on_with(platform: Platform, home: HomeManager) -> None:
    dataset = new_dataset(platform, "flowers")

    shown = home.overview()

    assert not shown.is_new
    assert [(one.id, one.name) for one in shown.recent] == [(dataset.id, "flowers")]
    assert shown.recent[0].urn == dataset.urn


def test_a_deleted_dataset_is_gone(platform: Platform, home: HomeManager) -> None:
    dataset = new_dataset(platform, "flowers")

    platform.managers.get(DatasetManager).delete(dataset.id)

    assert home.overview().recent == []


def job_view(platform: Platform, code: str, work_dir: Path) -> JobView:
    """A job of the scikit-learn engine that is queued: nothing is built, for nothing is begun."""
    (work_dir / "code").mkdir(exist_ok=True)
    (work_dir / "code" / "run.py").write_text(code)
    draft = JobDraft(name="job", code_dir="code", boot_file="run.py", engine_id="scikit-learn")
    return platform.managers.get(TrainingManager).create(draft)


def test_a_job_that_waits_is_told_of_once(
    platform: Platform, home: HomeManager, work_dir: Path
) -> None:
    platform.workloads.kick = lambda: None
    view = job_view(platform, "pass", work_dir)

    shown = home.overview()

    waiting = [one for one in shown.running if one.owner_urn == urn("training-job", view.job.id)]
    assert [one.name for one in waiting] == ["job V0001"]
    assert shown.recent == []
    assert not shown.is_new
