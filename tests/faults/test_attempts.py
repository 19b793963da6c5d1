"""Supervisors and servers killed at bad moments: a job goes on or is lost exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute import store as compute_store
from jupyter_modelarts.compute.runners.attempt import PhaseReport, Started, read_file
from jupyter_modelarts.compute.schemas import Input, Mode, Output, Port, Resources, State
from jupyter_modelarts.compute.supervisor.processes import Process, carrying, send
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.obs import Objects

from ..compute.harness import until
from ..compute.test_workloads import FILE_SERVER, PATIENCE_S, is_in, run, script, submit

pytestmark = pytest.mark.faults

SLEEPER = "import time; print('up', flush=True); time.sleep(120)"


def _supervisor(workloads: WorkloadManager, workload_id: str) -> Started | None:
    run_dir = workloads.run_dir(workload_id)
    return None if run_dir is None else read_file(run_dir / "started.json", Started)


def _phase(workloads: WorkloadManager, workload_id: str) -> str:
    run_dir = workloads.run_dir(workload_id)
    report = None if run_dir is None else read_file(run_dir / "phase.json", PhaseReport)
    return report.phase if report else ""


def _kill_supervisor(workloads: WorkloadManager, workload_id: str) -> None:
    started = _supervisor(workloads, workload_id)
    assert started is not None
    send(started.pid, started.start, signal.SIGKILL)


def _left(workload_id: str, attempt: int) -> list[Process]:
    """What still carries the mark of an attempt."""
    return list(carrying([f"MODELARTS_RUN={workload_id}/{attempt}"]))


def _many_objects(objects: Objects) -> None:
    folder = objects.local_directory("obs://modelarts/many/", create=True)
    assert folder is not None
    for number in range(2000):
        (folder / str(number)).write_bytes(b"x" * 20_000)


@pytest.mark.parametrize("phase", ["inputs", "running"])
def test_robustness_a_killed_supervisor_loses_its_job_once(
    db: Database, workloads: WorkloadManager, objects: Objects, phase: str
) -> None:
    """robustness.md, faults: kill -9 of a supervisor at any moment."""
    _many_objects(objects)
    source = Input(name="many", source="obs://modelarts/many/", target="in")
    job = submit(db, workloads, script(SLEEPER, inputs=[source]))
    until(lambda: _phase(workloads, job.id) in (phase, "running"), f"phase {phase}")

    _kill_supervisor(workloads, job.id)
    ended = workloads.wait(job.id, PATIENCE_S)

    assert (ended.state, ended.attempt) == (State.LOST, 1)
    assert "supervisor was killed" in ended.reason
    assert _left(job.id, 1) == []
    workloads.reconcile()
    assert workloads.get(job.id) == ended


def test_robustness_outputs_survive_the_supervisor_that_moved_them(
    db: Database, workloads: WorkloadManager, objects: Objects
) -> None:
    """robustness.md, faults: kill -9 of a supervisor at any moment (while outputs are moved)."""
    code = (
        "import pathlib; out = pathlib.Path('../out'); out.mkdir(exist_ok=True);"
        "[(out / str(n)).write_bytes(bytes([n % 256]) * 20_000) for n in range(2000)]"
    )
    output = Output(name="out", directory="out", target="obs://modelarts/result/")
    job = submit(db, workloads, script(code, outputs=[output]))
    until(lambda: _phase(workloads, job.id) == "outputs", "phase outputs")

    _kill_supervisor(workloads, job.id)
    ended = workloads.wait(job.id, PATIENCE_S)

    assert (ended.state, ended.attempt) == (State.SUCCEEDED, 1), ended.reason
    assert ended.outcome is not None
    assert len(ended.outcome.outputs) == 2000
    for number in (0, 255, 1999):
        assert objects.read(f"obs://modelarts/result/{number}") == bytes([number % 256]) * 20_000


def test_robustness_a_resumable_job_is_tried_again(
    db: Database, workloads: WorkloadManager
) -> None:
    """robustness.md, faults: declared lost exactly once, never started twice."""
    spec = script(SLEEPER, resumable=True, restart={"max_restarts": 1, "backoff_s": 0.1})
    job = submit(db, workloads, spec)
    until(lambda: is_in(workloads, job.id, State.RUNNING), "the first attempt")

    _kill_supervisor(workloads, job.id)
    until(
        lambda: is_in(workloads, job.id, State.RUNNING) and workloads.get(job.id).attempt == 2,
        "the second attempt",
    )

    assert _left(job.id, 1) == []
    _kill_supervisor(workloads, job.id)
    assert workloads.wait(job.id, PATIENCE_S).state is State.LOST


def test_robustness_the_server_dies_and_the_job_goes_on(
    db: Database, workloads: WorkloadManager, state_dir: Path
) -> None:
    """Issue 2: server killed during a job; nobody is there, and yet the outcome is recorded."""
    program = (
        "import sys, pathlib, time\n"
        "from jupyter_modelarts.compose import lay_foundation\n"
        "from tests.compute.test_workloads import script, submit\n"
        "base = lay_foundation(pathlib.Path(sys.argv[1]))\n"
        "code = 'import time; print(1, flush=True); time.sleep(3); print(2)'\n"
        "print(submit(base.db, base.workloads, script(code)).id, flush=True)\n"
        "time.sleep(60)\n"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", program, str(state_dir)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    job_id = server.stdout.readline().strip()
    until(lambda: _phase(workloads, job_id) in ("running", "outputs"), "the job to run")
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    server.stdout.close()

    # The supervisor's own last act reconciles: this process only looks.
    until(lambda: workloads.get(job_id).ended_at is not None, "the outcome to be recorded")

    assert workloads.get(job_id).state is State.SUCCEEDED
    assert workloads.log(job_id, 0, 100).text == "1\n2\n"


def test_robustness_after_a_host_restart_services_come_back_and_jobs_are_lost(
    db: Database, workloads: WorkloadManager
) -> None:
    """design.md, processes, rule 6: another boot id: all attempts are lost."""
    job = submit(db, workloads, script(SLEEPER))
    serving = script(
        "",
        mode=Mode.SERVE,
        argv=FILE_SERVER,
        ports=[Port(name="http")],
        resources=Resources(cpu=0, memory_mb=0),
    )
    service = submit(db, workloads, serving)
    until(lambda: is_in(workloads, job.id, State.RUNNING), "the job to run")
    until(lambda: is_in(workloads, service.id, State.RUNNING), "the service to run")
    for one in (job, service):
        _pretend_another_boot(workloads, one.id)

    until(
        lambda: (
            is_in(workloads, service.id, State.RUNNING) and workloads.get(service.id).attempt == 2
        ),
        "the service to come back",
    )

    lost = workloads.get(job.id)
    assert lost.state is State.LOST
    assert "restarted" in lost.reason
    assert workloads.get(service.id).restarts == 0


def _pretend_another_boot(workloads: WorkloadManager, workload_id: str) -> None:
    """Kill everything of the attempt, as a power cut does, and change the recorded boot id."""
    run_dir, started = workloads.run_dir(workload_id), _supervisor(workloads, workload_id)
    assert run_dir is not None
    assert started is not None
    _kill_supervisor(workloads, workload_id)
    until(lambda: not _alive(started.pid), "the supervisor to be gone")
    for process in _left(workload_id, 1):
        send(process.pid, process.start, signal.SIGKILL)
    other = started.model_copy(update={"boot_id": "another-boot"})
    (run_dir / "started.json").write_text(other.model_dump_json())


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_robustness_a_late_result_of_an_old_attempt_is_refused(
    db: Database, workloads: WorkloadManager
) -> None:
    """robustness.md, faults: late result refused by attempt number."""
    ended = run(db, workloads, script("print(1)"))

    with db.write() as tx:
        late = compute_store.change(
            tx, ended.id, ended.attempt - 1, [State.SUCCEEDED], state=State.FAILED
        )

    assert late is False
    assert workloads.get(ended.id).state is State.SUCCEEDED


def test_robustness_a_job_that_forks_in_new_sessions_is_gone_in_ten_seconds(
    db: Database, workloads: WorkloadManager
) -> None:
    """robustness.md, faults: stop of a job that forks in new sessions."""
    code = (
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "for _ in range(3):\n"
        "    if os.fork() == 0: os.setsid()\n"
        "print('up', flush=True)\n"
        "time.sleep(600)\n"
    )
    job = submit(db, workloads, script(code, grace_s=1))
    until(lambda: "up" in workloads.log(job.id, 0, 100).text, "the tree to stand")

    asked = time.monotonic()
    workloads.stop(job.id)
    rounds = 0  # of a tenth of a second and more: the ten seconds, however busy this machine is
    while (ended := workloads.get(job.id)).ended_at is None and rounds < 100:
        workloads.reconcile()
        time.sleep(0.1)
        rounds += 1

    assert ended.state is State.STOPPED
    assert _left(job.id, 1) == []
    assert time.monotonic() - asked < PATIENCE_S


def test_robustness_a_launcher_that_dies_between_claim_and_launch_is_made_good(
    db: Database, workloads: WorkloadManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """design.md, processes, rule 1: starting, unlocked and not started: relaunch."""
    from jupyter_modelarts.compute.runners.local import LocalRunner

    def dies(_self: LocalRunner, _run_dir: Path, lock_fd: int) -> None:
        os.close(lock_fd)

    with monkeypatch.context() as patch:
        patch.setattr(LocalRunner, "launch", dies)
        job = submit(db, workloads, script("print('made good')"))
        assert job.state is State.STARTING

    ended = workloads.wait(job.id, PATIENCE_S)

    assert (ended.state, ended.attempt) == (State.SUCCEEDED, 1)


def test_robustness_two_reconcilers_start_a_job_once(
    db: Database, workloads: WorkloadManager, state_dir: Path
) -> None:
    """robustness.md, faults: never started twice."""
    program = (
        "import sys, pathlib\n"
        "from jupyter_modelarts.compose import lay_foundation\n"
        "base = lay_foundation(pathlib.Path(sys.argv[1]))\n"
        "for _ in range(30): base.workloads.reconcile()\n"
    )
    others = [subprocess.Popen([sys.executable, "-c", program, str(state_dir)]) for _ in range(3)]
    jobs = [submit(db, workloads, script(f"print({number})")) for number in range(6)]
    ended = [workloads.wait(job.id, PATIENCE_S) for job in jobs]
    for other in others:
        assert other.wait() == 0

    assert [job.attempt for job in ended] == [1] * 6
    assert {job.state for job in ended} == {State.SUCCEEDED}
    logs = [workloads.log(job.id, 0, 100).text for job in ended]
    assert logs == [f"{number}\n" for number in range(6)]
