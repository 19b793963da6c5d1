"""Stopping ends everything that came of a command, in stages, and never a stranger."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.compute.supervisor.processes import look, send
from jupyter_modelarts.compute.supervisor.sweep import sweep

from ..harness import STUBBORN, Bench, exists, python, until


def test_a_command_that_obeys_gets_to_save(attempts: Bench, tmp_path: Path) -> None:
    output = {"name": "o", "directory": "out", "target": {"directory": str(tmp_path / "o")}}
    code = """
import signal, sys, time
def save(*_):
    open('../out/checkpoint', 'w').write('saved')
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
print('ready')
while True: time.sleep(1)
"""
    attempt = attempts.begin(python(code), outputs=[output], directories=["out"])
    attempt.until_logged("ready")

    attempt.runner.stop(attempt.run_dir, 30.0)
    outcome = attempt.end()

    assert (outcome.state, outcome.phase) == (State.STOPPED, None)
    assert [one.key for one in outcome.outputs] == ["checkpoint"]
    assert (tmp_path / "o" / "checkpoint").read_text() == "saved"


def test_a_tree_that_hides_and_ignores_is_gone_in_time(attempts: Bench) -> None:
    attempt = attempts.begin(python(STUBBORN))
    attempt.until_logged("ready")
    until(lambda: len(attempt.processes()) == 8, "three generations")

    attempt.runner.stop(attempt.run_dir, 1.0)
    outcome = attempt.end()

    assert outcome.state is State.STOPPED
    assert attempt.processes() == []


def test_a_process_that_cleared_its_environment_is_found(attempts: Bench) -> None:
    code = """
import os, subprocess, sys
hide = 'import os, time; os.setsid() if os.fork() == 0 else os._exit(0); time.sleep(600)'
subprocess.run([sys.executable, '-c', hide], env={'PATH': os.environ['PATH']})
print('ready')
import time; time.sleep(600)
"""
    attempt = attempts.begin(python(code))
    attempt.until_logged("ready")
    started = attempt.observe().started
    assert started is not None
    hidden = _children(started.pid)

    attempt.runner.stop(attempt.run_dir, 0.1)
    attempt.end()

    assert len(hidden) == 2
    assert not any(exists(pid) for pid in hidden)


def test_what_a_command_leaves_behind_is_ended(attempts: Bench) -> None:
    outcome, attempt = attempts.run(
        "import os, time\nif os.fork() == 0:\n  os.setsid(); time.sleep(600)"
    )

    assert outcome.state is State.SUCCEEDED
    assert attempt.processes() == []


def test_every_stage_of_stopping_is_seen(attempts: Bench) -> None:
    attempt = attempts.begin(python(STUBBORN))
    attempt.until_logged("ready")
    stages: list[str] = []

    attempt.runner.stop(attempt.run_dir, 3.0)
    while (seen := attempt.observe()).alive:
        if seen.phase and seen.phase.stage and seen.phase.stage not in stages:
            stages.append(seen.phase.stage)

    assert stages[0] == "terminating"
    assert stages == [one for one in ("terminating", "killing", "swept") if one in stages]
    assert attempt.end().state is State.STOPPED


def test_sigterm_to_the_supervisor_is_a_stop(attempts: Bench) -> None:
    attempt = attempts.begin(python("import time; time.sleep(600)"))
    attempt.until_running()
    started = attempt.observe().started
    assert started is not None

    os.kill(started.pid, signal.SIGTERM)

    assert attempt.end().state is State.STOPPED


def test_a_stop_before_the_start(attempts: Bench) -> None:
    attempt = attempts.attempt(python("print('ran')"))
    attempt.run_dir.mkdir(parents=True)
    attempt.runner.stop(attempt.run_dir, 1.0)

    outcome = attempt.begin().end()

    assert outcome.state is State.STOPPED
    assert attempt.log() == b""


def test_a_stop_while_inputs_come(attempts: Bench, tmp_path: Path) -> None:
    attempt = attempts.begin(python("print('ran')"), inputs=[endless_input(tmp_path)])
    attempt.until_phase("inputs")

    attempt.runner.stop(attempt.run_dir, 1.0)

    assert attempt.end().state is State.STOPPED
    assert attempt.log() == b""


def test_an_ended_command_is_not_stopped(attempts: Bench) -> None:
    outcome, attempt = attempts.run("pass")

    attempt.runner.stop(attempt.run_dir, 1.0)

    assert outcome.state is State.SUCCEEDED
    assert attempt.end() == outcome


def test_a_reused_number_is_never_signalled() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as stranger:
        process = look(stranger.pid)
        assert process is not None
        try:
            assert not send(stranger.pid, process.start + "0", signal.SIGKILL)
            assert exists(stranger.pid)
            assert send(stranger.pid, process.start, signal.SIGKILL)
        finally:
            stranger.kill()
    assert not send(stranger.pid, process.start, signal.SIGKILL)


def test_without_pidfds_the_start_time_is_compared_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pidfd_open", raising=False)
    test_a_reused_number_is_never_signalled()


def test_stop_signals_no_stranger_with_the_supervisors_number(attempts: Bench) -> None:
    _, attempt = attempts.run("pass")
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as stranger:
        path = attempt.run_dir / "started.json"
        started = attempt.observe().started
        assert started is not None
        forged = started.model_copy(update={"pid": stranger.pid})
        path.write_text(forged.model_dump_json())
        lock = attempt.runner.prepare(attempt.run_dir)  # as if the supervisor were alive

        attempt.runner.stop(attempt.run_dir, 1.0)

        os.close(lock)
        alive = exists(stranger.pid)
        path.write_text(started.model_dump_json())
        stranger.kill()
    assert alive


def test_sweep_takes_one_task_or_all_and_no_other_attempt() -> None:
    name = f"swept-{os.getpid()}"  # the tests may run twice on one machine

    def mark(attempt: int, task: int) -> subprocess.Popen[bytes]:
        env = {"MODELARTS_RUN": f"{name}/{attempt}", "MODELARTS_TASK": str(task)}
        return subprocess.Popen(["/bin/sleep", "600"], env=env)

    processes = [mark(1, 0), mark(1, 1), mark(11, 0)]
    try:
        until(lambda: all(_marked(one.pid) for one in processes), "the marks")
        assert sweep(name, 1, 0) == 1
        assert [one.poll() is None for one in processes] == [False, True, True]
        assert sweep(name, 1) == 1
        assert [one.poll() is None for one in processes] == [False, False, True]
    finally:
        for one in processes:
            one.kill()
            one.wait()


def endless_input(tmp_path: Path) -> dict[str, object]:
    """An input of more files than are copied while a test looks."""
    source = tmp_path / "many"
    source.mkdir()
    (source / "one").write_bytes(b"x")
    files = [[str(source / "one"), f"{number}", 1] for number in range(200_000)]
    return {"kind": "files", "target": "in", "files": files}


def _marked(pid: int) -> bool:
    return b"MODELARTS_RUN" in Path(f"/proc/{pid}/environ").read_bytes()


def _children(pid: int) -> list[int]:
    names = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(name) for name in names]
