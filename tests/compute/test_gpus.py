"""GPUs are shared out, on a machine that is said to have two; test_gpu.py asks a real one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager, machine
from jupyter_modelarts.compute.gpus import share_out
from jupyter_modelarts.compute.machine import local_flavors, usable_gpus, visible
from jupyter_modelarts.compute.schemas import Pool, Resources, State, Workload, WorkloadSpec
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import Unavailable

from .test_workloads import script, submit

POOL = Pool(id="local", name="This computer", runner="local", cpu=16, memory_mb=65536, gpus=2)


@pytest.fixture
def two_gpus(monkeypatch: pytest.MonkeyPatch, workloads: WorkloadManager) -> WorkloadManager:
    """A pool of two."""
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    monkeypatch.setattr(machine, "gpu_count", lambda: 2)
    workloads.prepare()
    return workloads


def needs(gpus: int, **fields: object) -> WorkloadSpec:
    """It goes on until it is stopped."""
    size = Resources(cpu=0, memory_mb=200, gpus=gpus)
    return script("import time; time.sleep(600)", resources=size, **fields)


def seen_by(workloads: WorkloadManager, workload: Workload, task: int = 0) -> str | None:
    """What its process is told."""
    run_dir = workloads.run_dir(workload.id, task)
    assert run_dir is not None
    found: dict[str, str] = json.loads((run_dir / "launch.json").read_text())["env"]
    return found.get("CUDA_VISIBLE_DEVICES")


def test_each_job_has_its_own_and_one_more_waits(db: Database, two_gpus: WorkloadManager) -> None:
    first, second = (submit(db, two_gpus, needs(1)) for _ in range(2))
    without = submit(db, two_gpus, needs(0))
    third = submit(db, two_gpus, needs(1))

    assert [seen_by(two_gpus, one) for one in (first, second, without)] == ["0", "1", ""]
    assert (third.state, third.reason) == (State.QUEUED, "waiting for 1 GPU, 0 ahead")


def test_what_no_running_task_has_is_free(db: Database, two_gpus: WorkloadManager) -> None:
    run_dir = two_gpus.run_dir(submit(db, two_gpus, needs(1)).id)
    assert run_dir is not None
    assert share_out(1, 1, [run_dir]) == [["1"]]
    assert share_out(1, 2, []) == [["0"], ["1"]]


def test_ranks_share_no_gpu(db: Database, two_gpus: WorkloadManager) -> None:
    both = submit(db, two_gpus, needs(1, tasks=2))
    assert [seen_by(two_gpus, both, task) for task in range(2)] == ["0", "1"]


def test_the_platforms_own_work_sees_what_the_server_sees(
    db: Database, two_gpus: WorkloadManager
) -> None:
    argv = [*two_gpus.platform_argv("none")]
    made = submit(db, two_gpus, needs(0).model_copy(update={"argv": argv}))
    assert seen_by(two_gpus, made) is None


def test_a_machine_without_any_leaves_the_users_setting(
    db: Database, workloads: WorkloadManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "7")
    monkeypatch.setattr(machine, "gpu_count", lambda: 0)
    workloads.prepare()
    assert seen_by(workloads, submit(db, workloads, needs(0))) == "7"


@pytest.mark.parametrize(
    ("value", "names"),
    [("", []), ("2,3", ["2", "3"]), (" GPU-ab , 1", ["GPU-ab", "1"]), ("0,-1,1", ["0"])],
)
def test_what_a_server_was_left_is_what_it_shares_out(
    value: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "gpu_count", lambda: 4)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", value)
    assert visible(value) == usable_gpus() == names


@pytest.mark.usefixtures("two_gpus")
def test_a_gpu_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="needs 3 GPUs, and only 2 are there"):
        share_out(3, 1, [tmp_path / "never launched"])


def test_flavors_with_gpus_leave_room_beside_them() -> None:
    sizes = [(one.cpu, one.memory_mb, one.gpus) for one in local_flavors(POOL) if one.gpus]
    assert sizes == [(4, 16384, 1), (8, 32768, 1), (8, 32768, 2), (16, 65536, 2)]
