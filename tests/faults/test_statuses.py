"""robustness.md, faults: "completed with an error": no status says success with an error recorded.

Everything that can go wrong in a workload is made to go wrong, then every row that a client can
see is held against the rule: a success has no error, and what is no success says why.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.runners.attempt import Started, read_file
from jupyter_modelarts.compute.schemas import (
    Input,
    Output,
    Resources,
    State,
    Workload,
    WorkloadFilter,
)
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import ImportSpec, NewDataset, Task
from jupyter_modelarts.obs import Objects
from tests.compute.harness import until
from tests.compute.test_workloads import is_in, run, script, submit
from tests.datasets.conftest import INPUT, OUTPUT, put_images

pytestmark = pytest.mark.faults

# no object can have this name
LEAVES_OUTPUT = "import pathlib; pathlib.Path('../out/a\\x01b').write_text('x')"
OUT = [Output(name="out", directory="out", target="obs://modelarts/out/")]
FAILING: dict[str, dict[str, Any]] = {
    "raises": {"code": "raise ValueError('no')"},
    "exits": {"code": "raise SystemExit(3)"},
    "is killed": {"code": "import os; os.kill(os.getpid(), 9)"},
    "leaves an output that fails": {"code": LEAVES_OUTPUT, "outputs": OUT, "directories": ["out"]},
    "fails, and its output too": {
        "code": LEAVES_OUTPUT + "; 1/0",
        "outputs": OUT,
        "directories": ["out"],
    },
    "lacks an input": {
        "code": "1",
        "inputs": [Input(name="in", source="obs://modelarts/nothing", target="in")],
    },
    "cannot start": {"code": "", "argv": ["/nowhere/at/all"]},
    "uses too much memory": {
        "code": "x = bytearray(400 << 20); import time; time.sleep(60)",
        "resources": Resources(cpu=1, memory_mb=100),
    },
}


def _assert_honest(workload: Workload) -> None:
    """The rule."""
    outcome = workload.outcome
    if workload.state is State.SUCCEEDED:
        assert workload.reason == ""
        assert workload.failure_phase is None
        assert outcome is not None
        assert (outcome.state, outcome.message, outcome.exit_code) == (State.SUCCEEDED, "", 0)
        assert outcome.traceback is None
    elif workload.state in (State.FAILED, State.LOST):
        assert workload.reason
        assert workload.ended_at is not None
    if outcome is not None:
        assert (outcome.state is State.SUCCEEDED) == (workload.state is State.SUCCEEDED)


def test_robustness_no_workload_succeeds_with_an_error(
    db: Database, workloads: WorkloadManager
) -> None:
    """robustness.md: no status ever says "completed" with an error recorded."""
    for name, given in FAILING.items():
        fields = {**given, "name": name}
        code = fields.pop("code")
        ended = run(db, workloads, script(code, **fields))
        assert ended.state is State.FAILED, (name, ended.state, ended.reason)
    run(db, workloads, script("print('well')"))
    _lose_one(db, workloads)

    everything = workloads.list(WorkloadFilter(), PageQuery(limit=100)).items

    assert len(everything) == len(FAILING) + 2
    for workload in everything:
        _assert_honest(workload)
    states = {one.state for one in everything}
    assert states == {State.SUCCEEDED, State.FAILED, State.LOST}


def _lose_one(db: Database, workloads: WorkloadManager) -> None:
    job = submit(db, workloads, script("import time; time.sleep(100)"))
    until(lambda: is_in(workloads, job.id, State.RUNNING), "the job to run")
    run_dir = workloads.run_dir(job.id)
    assert run_dir is not None
    started = read_file(run_dir / "started.json", Started)
    assert started is not None
    os.kill(started.pid, signal.SIGKILL)
    until(lambda: is_in(workloads, job.id, State.LOST), "the loss to be seen")


def test_robustness_no_import_completes_with_an_error(state_dir: Path) -> None:
    """robustness.md: the same of the platform's own work: an import that found nothing."""
    platform = compose(state_dir)
    try:
        tasks = _three_imports(platform)
        for task in tasks:
            assert (task.state is State.SUCCEEDED) == (task.message == ""), task
        assert [task.state for task in tasks] == [State.SUCCEEDED, State.FAILED, State.FAILED]
        for workload in platform.workloads.list(WorkloadFilter(), PageQuery(limit=100)).items:
            _assert_honest(workload)
    finally:
        platform.close()


def _three_imports(platform: Platform) -> list[Task]:
    """One that is well, one of an empty folder, one of a manifest that is none."""
    datasets, objects = platform.managers.get(DatasetManager), platform.managers.get(Objects)
    put_images(objects, ["Cat/1.png", "x.png"])
    objects.put("obs://modelarts/empty/readme.txt", b"no image")
    objects.put("obs://modelarts/bad.manifest", b"this is no manifest\n" * 3)
    wanted = NewDataset(name="animals", input_path=INPUT, work_path=OUTPUT)
    dataset, first = datasets.create(wanted)
    specs = [
        ImportSpec(path="obs://modelarts/empty/"),
        ImportSpec.model_validate({"path": "obs://modelarts/bad.manifest", "kind": "manifest"}),
    ]
    tasks = [first, *(datasets.import_data(dataset.id, spec) for spec in specs)]
    for task in tasks:
        assert task.workload_id is not None
        platform.workloads.wait(task.workload_id, 300)
    return [datasets.tasks.get(dataset.id, task.id) for task in tasks]
