"""Workloads end to end on the local pool: real supervisors, real processes."""

from __future__ import annotations

import shutil
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.attempt import MAX_LAUNCHES
from jupyter_modelarts.compute.schemas import (
    Input,
    InputFile,
    Mode,
    Output,
    Phase,
    Port,
    Resources,
    Restart,
    State,
    Workload,
    WorkloadFilter,
    WorkloadSpec,
)
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound, Unavailable
from jupyter_modelarts.core.ids import urn
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.core.store import events_after
from jupyter_modelarts.obs import Objects

from .harness import until

PATIENCE_S = 300.0
FILE_SERVER = [sys.executable, "-m", "http.server", "{port:http}", "--bind", "127.0.0.1"]


def script(code: str, **fields: object) -> WorkloadSpec:
    """A small Python program as a workload."""
    values = {
        "kind": "test",
        "name": "a test",
        "argv": [sys.executable, "-c", code],
        "resources": Resources(cpu=1, memory_mb=200),
        "env": {"PYTHONUNBUFFERED": "1"},
        **fields,
    }
    return WorkloadSpec.model_validate(values)


def submit(db: Database, workloads: WorkloadManager, spec: WorkloadSpec) -> Workload:
    """Queue and start."""
    with db.write() as tx:
        made = workloads.submit(tx, spec)
    workloads.kick()
    return workloads.get(made.id)


def run(db: Database, workloads: WorkloadManager, spec: WorkloadSpec) -> Workload:
    """Queue and wait for the end."""
    return workloads.wait(submit(db, workloads, spec).id, PATIENCE_S)


def is_in(workloads: WorkloadManager, workload_id: str, state: State) -> bool:
    """Reconcile and look."""
    workloads.reconcile()
    return workloads.get(workload_id).state is state


def test_success_has_an_outcome_and_a_log(db: Database, workloads: WorkloadManager) -> None:
    ended = run(db, workloads, script("print('hello')"))

    assert ended.state is State.SUCCEEDED
    assert ended.attempt == 1
    assert ended.started_at is not None
    assert ended.ended_at is not None
    assert workloads.log(ended.id, 0, 1000).text == "hello\n"


def test_failure_names_phase_and_line(db: Database, workloads: WorkloadManager) -> None:
    ended = run(db, workloads, script("raise ValueError('no such luck')"))

    assert (ended.state, ended.failure_phase) == (State.FAILED, Phase.CODE)
    assert "no such luck" in ended.reason
    assert ended.outcome is not None
    assert ended.outcome.traceback is not None


def test_inputs_arrive_and_outputs_leave(
    db: Database, workloads: WorkloadManager, objects: Objects
) -> None:
    objects.put("obs://modelarts/in/a/b.txt", b"one")
    objects.put("obs://modelarts/other/c.txt", b"two")
    code = (
        "import pathlib; p = pathlib.Path('../inputs');"
        "pathlib.Path('../out/sub').mkdir(parents=True);"
        "text = (p / 'tree/a/b.txt').read_text() + (p / 'files/x.txt').read_text();"
        "pathlib.Path('../out/sub/sum.txt').write_text(text)"
    )
    spec = script(
        code,
        inputs=[
            Input(name="tree", source="obs://modelarts/in/", target="inputs/tree"),
            Input(
                name="files",
                target="inputs/files",
                files=[InputFile(source="obs://modelarts/other/c.txt", target="x.txt", size=3)],
            ),
        ],
        outputs=[Output(name="out", directory="out", target="obs://modelarts/result/")],
    )

    ended = run(db, workloads, spec)

    assert ended.state is State.SUCCEEDED, ended.reason
    assert objects.read("obs://modelarts/result/sub/sum.txt") == b"onetwo"
    assert ended.outcome is not None
    assert [file.key for file in ended.outcome.outputs] == ["sub/sum.txt"]


def test_a_missing_input_is_named(db: Database, workloads: WorkloadManager) -> None:
    source = Input(name="data", source="obs://modelarts/nothing/", target="in")

    ended = run(db, workloads, script("print(1)", inputs=[source]))

    assert (ended.state, ended.failure_phase) == (State.FAILED, Phase.INPUTS)
    assert "obs://modelarts/nothing/" in ended.reason


def test_the_queue_says_why_and_how_many_are_ahead(
    db: Database, workloads: WorkloadManager
) -> None:
    whole = Resources(cpu=workloads.pools()[0].cpu, memory_mb=200)
    first = submit(db, workloads, script("import time; time.sleep(60)", resources=whole))
    second = submit(db, workloads, script("print(2)", resources=whole))
    third = submit(db, workloads, script("print(3)", resources=whole))
    word = "CPU" if whole.cpu == 1 else "CPUs"

    assert workloads.get(second.id).reason == f"waiting for {whole.cpu:g} {word}, 0 ahead"
    assert workloads.get(third.id).reason == f"waiting for {whole.cpu:g} {word}, 1 ahead"

    workloads.stop(first.id)
    assert workloads.wait(first.id, PATIENCE_S).state is State.STOPPED
    assert workloads.wait(second.id, PATIENCE_S).state is State.SUCCEEDED
    assert workloads.wait(third.id, PATIENCE_S).state is State.SUCCEEDED


def test_what_can_never_fit_is_refused_at_once(db: Database, workloads: WorkloadManager) -> None:
    huge = script("print(1)", resources=Resources(cpu=1000))

    with db.write() as tx, pytest.raises(InvalidInput, match="1000 CPUs"):
        workloads.submit(tx, huge)


def test_a_rolled_back_submit_leaves_nothing(db: Database, workloads: WorkloadManager) -> None:
    with pytest.raises(RuntimeError), db.write() as tx:
        workloads.submit(tx, script("print(1)"))
        raise RuntimeError
    workloads.reconcile()

    assert workloads.list(WorkloadFilter(), PageQuery()).items == []


def test_waiting_for_another_and_its_failure(db: Database, workloads: WorkloadManager) -> None:
    code = "import os, sys, time\nwhile not os.path.exists('end'): time.sleep(0.02)\nsys.exit(3)"
    engine = script(code, name="engine scikit-learn")
    with db.write() as tx:
        built = workloads.submit(tx, engine)
        job = workloads.submit(tx, script("print(1)", waits_for=[built.id]))
    workloads.kick()
    assert workloads.get(job.id).reason == "waiting for engine scikit-learn"
    run_dir = workloads.run_dir(built.id)
    assert run_dir is not None
    until((run_dir / "work").is_dir, "its folder")
    (run_dir / "work" / "end").touch()

    ended = workloads.wait(job.id, PATIENCE_S)

    assert (ended.state, ended.failure_phase) == (State.FAILED, Phase.ENVIRONMENT)
    assert "engine scikit-learn failed" in ended.reason
    assert ended.attempt == 0


def test_stopping_a_parent_stops_its_children(db: Database, workloads: WorkloadManager) -> None:
    sleeper = "import time; time.sleep(60)"
    with db.write() as tx:
        nothing = Resources(cpu=0, memory_mb=0)
        parent = workloads.submit(tx, script(sleeper, coordinator=True, resources=nothing))
        child = workloads.submit(tx, script(sleeper, parent_id=parent.id))
    until(lambda: is_in(workloads, child.id, State.RUNNING), "the child to run")

    workloads.stop(parent.id)

    assert workloads.wait(parent.id, PATIENCE_S).state is State.STOPPED
    assert workloads.wait(child.id, PATIENCE_S).state is State.STOPPED


def test_stopping_what_waits_and_stopping_twice(db: Database, workloads: WorkloadManager) -> None:
    whole = Resources(cpu=workloads.pools()[0].cpu, memory_mb=200)
    sleeper = "import time; time.sleep(60)"
    first = submit(db, workloads, script(sleeper, resources=whole))
    second = submit(db, workloads, script(sleeper, resources=whole))

    stopped = workloads.stop(second.id)
    again = workloads.stop(second.id)

    assert (stopped.state, again.state) == (State.STOPPED, State.STOPPED)
    assert stopped.attempt == 0
    workloads.stop(first.id)


def test_a_serving_workload_answers_and_starts_again(
    db: Database, workloads: WorkloadManager, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("served")
    spec = WorkloadSpec(
        kind="test",
        name="a folder",
        mode=Mode.SERVE,
        argv=[*FILE_SERVER, "--directory", str(tmp_path)],
        ports=[Port(name="http")],
        resources=Resources(cpu=0, memory_mb=0),
    )
    served = submit(db, workloads, spec)
    until(lambda: is_in(workloads, served.id, State.RUNNING), "the folder to be served")
    (port,) = workloads.ports(served.id)

    with urllib.request.urlopen(f"http://{port.address}/") as answer:
        assert answer.read() == b"served"
    workloads.stop(served.id)
    assert workloads.wait(served.id, PATIENCE_S).state is State.STOPPED
    assert workloads.ports(served.id) == []

    workloads.start(served.id)
    until(lambda: is_in(workloads, served.id, State.RUNNING), "the folder to be served again")
    assert workloads.get(served.id).attempt == 2


def test_a_serving_workload_that_dies_is_restarted_and_then_given_up(
    db: Database, workloads: WorkloadManager
) -> None:
    spec = WorkloadSpec(
        kind="test",
        name="a crash loop",
        mode=Mode.SERVE,
        argv=[sys.executable, "-c", "print('no')"],
        ports=[Port(name="http")],
        resources=Resources(cpu=0, memory_mb=0),
        restart=Restart(max_restarts=2, backoff_s=0.1),
    )

    ended = workloads.wait(submit(db, workloads, spec).id, PATIENCE_S)

    assert (ended.state, ended.attempt, ended.restarts) == (State.FAILED, 3, 2)


def test_a_job_killed_for_memory_says_so(db: Database, workloads: WorkloadManager) -> None:
    hungry = "import time; x = bytearray(400_000_000); time.sleep(60)"

    ended = run(db, workloads, script(hungry, resources=Resources(cpu=1, memory_mb=100)))

    assert (ended.state, ended.failure_phase) == (State.FAILED, Phase.CODE)
    assert "memory" in ended.reason
    assert ended.outcome is not None
    assert ended.outcome.oom


def test_every_change_is_announced_to_the_owner(db: Database, workloads: WorkloadManager) -> None:
    owner = urn("training-job", "1")

    run(db, workloads, script("print(1)", owner_urn=owner, topic="training"))

    with db.read() as tx:
        changes = [event.change for _, event in events_after(tx, 0) if event.topic == "training"]
    assert changes[0] == "created"
    assert changes[-1] == "succeeded"


def test_deleting_waits_for_the_end_and_takes_the_run_with_it(
    db: Database, workloads: WorkloadManager
) -> None:
    running = submit(db, workloads, script("import time; time.sleep(60)"))
    with db.write() as tx, pytest.raises(Conflict, match="stop it first"):
        workloads.delete(tx, running.id)
    workloads.stop(running.id)
    workloads.wait(running.id, PATIENCE_S)

    with db.write() as tx:
        workloads.delete(tx, running.id)

    assert workloads.sweep_runs() == 1
    with pytest.raises(NotFound):
        workloads.get(running.id)


def test_the_list_pages_newest_first(db: Database, workloads: WorkloadManager) -> None:
    with db.write() as tx:
        made = [workloads.submit(tx, script("print(1)", name=str(n))) for n in range(5)]

    first = workloads.list(WorkloadFilter(), PageQuery(limit=3))
    second = workloads.list(WorkloadFilter(), PageQuery(limit=3, marker=first.next_marker))

    names = [item.id for item in [*first.items, *second.items]]
    assert names == [item.id for item in reversed(made)]
    assert (first.total, second.next_marker) == (5, None)


def failed_upload(db: Database, workloads: WorkloadManager, in_the_way: Path) -> Workload:
    """A workload that wrote `sub/a`, and a file where the store wants the folder `sub`."""
    code = f"""
import pathlib
pathlib.Path("../out/sub").mkdir()
pathlib.Path("../out/sub/a").write_text("A")
pathlib.Path({str(in_the_way)!r}).write_text("not a folder")
print("once")
"""
    output = Output(name="o", directory="out", target="obs://modelarts/results/")
    return run(db, workloads, script(code, outputs=[output], directories=["out"]))


@pytest.fixture
def in_the_way(state_dir: Path) -> Path:
    """Where the local store keeps the folder of `failed_upload`."""
    return state_dir / "objects" / "modelarts" / "results" / "sub"


def test_a_failed_upload_is_resumed_without_running_the_command_again(
    db: Database, workloads: WorkloadManager, objects: Objects, in_the_way: Path
) -> None:
    failed = failed_upload(db, workloads, in_the_way)
    offered = workloads.can_resume_outputs(failed)
    in_the_way.unlink()

    resumed = workloads.resume_outputs(failed.id)
    ended = workloads.wait(failed.id, PATIENCE_S)

    assert (failed.state, failed.failure_phase, offered) == (State.FAILED, Phase.OUTPUTS, True)
    assert resumed.ended_at is None or resumed.state is State.SUCCEEDED
    assert (ended.state, ended.attempt, ended.failure_phase) == (State.SUCCEEDED, 1, None)
    assert objects.read("obs://modelarts/results/sub/a") == b"A"
    assert workloads.log(failed.id, 0, 1000).text == "once\n"
    assert not workloads.can_resume_outputs(ended)
    with pytest.raises(Conflict, match="not one whose outputs"):
        workloads.resume_outputs(failed.id)


def test_an_upload_that_fails_once_more_can_be_resumed_once_more(
    db: Database, workloads: WorkloadManager, objects: Objects, in_the_way: Path
) -> None:
    failed = failed_upload(db, workloads, in_the_way)
    for _ in range(MAX_LAUNCHES + 1):
        workloads.resume_outputs(failed.id)
        again = workloads.wait(failed.id, PATIENCE_S)
        assert (again.state, again.failure_phase) == (State.FAILED, Phase.OUTPUTS)
    in_the_way.unlink()

    workloads.resume_outputs(failed.id)

    assert workloads.wait(failed.id, PATIENCE_S).state is State.SUCCEEDED


def test_two_who_resume_an_upload_at_once_start_it_once(
    db: Database, workloads: WorkloadManager, in_the_way: Path
) -> None:
    workloads.kick = lambda: None
    failed = failed_upload(db, workloads, in_the_way)
    in_the_way.unlink()

    def resume(_: int) -> str:
        try:
            return workloads.resume_outputs(failed.id).id
        except Conflict:
            return "refused"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(resume, range(4)))

    assert sorted(answers) == sorted([failed.id, "refused", "refused", "refused"])
    assert workloads.wait(failed.id, PATIENCE_S).state is State.SUCCEEDED


def test_outputs_that_are_gone_are_not_offered(
    db: Database, workloads: WorkloadManager, in_the_way: Path
) -> None:
    failed = failed_upload(db, workloads, in_the_way)
    run_dir = workloads.run_dir(failed.id)
    assert run_dir is not None
    shutil.rmtree(run_dir)

    assert not workloads.can_resume_outputs(failed)
    with pytest.raises(Conflict, match="run it again"):
        workloads.resume_outputs(failed.id)
    assert workloads.get(failed.id).state is State.FAILED


def test_a_task_whose_supervisor_could_not_be_started_is_started_later(
    db: Database, workloads: WorkloadManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The locks of the tasks after it must not stay with the one who tried."""
    with monkeypatch.context() as broken:
        broken.setattr("jupyter_modelarts.compute.runners.local._SUPERVISOR", Path("/nowhere"))
        made = submit(db, workloads, script("print('here')", tasks=2))
    before = workloads.get(made.id).state

    workloads.wait(made.id, PATIENCE_S)

    assert (before, workloads.get(made.id).state) == (State.STARTING, State.SUCCEEDED)


def test_a_workload_that_could_not_be_claimed_is_claimed_later(
    db: Database, workloads: WorkloadManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is busy for long says nothing about the workload."""
    with monkeypatch.context() as busy:
        busy.setattr("jupyter_modelarts.compute.store.claim", _busy)
        made = submit(db, workloads, script("print('here')"))
    before = workloads.get(made.id).state

    workloads.wait(made.id, PATIENCE_S)

    assert (before, workloads.get(made.id).state) == (State.QUEUED, State.SUCCEEDED)


def _busy(*_: object) -> bool:
    raise Unavailable("The database is busy: nothing was saved. Try again in a moment.")
