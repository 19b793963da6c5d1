"""A supervisor that is killed is noticed, leaves nothing running, and no false success."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jupyter_modelarts.compute.runners import write_launch
from jupyter_modelarts.compute.runners.attempt import SameHost
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.compute.supervisor.processes import send

from ..harness import STUBBORN, Attempt, Bench, python, until
from .store import Store

MOMENTS = 12


def test_killed_while_inputs_come(attempts: Bench, store: Store) -> None:
    store.gate.clear()
    given = {"kind": "file", "source": {"url": store.url("x")}, "target": "x"}
    attempt = attempts.begin(python("print('ran')"), inputs=[given])
    store.waiting.wait()

    attempt.kill_supervisor()
    seen = attempt.observe()

    assert seen.started is not None
    assert seen.started.command is None
    assert (seen.alive, seen.outcome, seen.resumable) == (False, None, False)
    assert attempt.processes() == []


def test_killed_while_the_command_runs(attempts: Bench) -> None:
    attempt = attempts.begin(python(STUBBORN))
    attempt.until_running()
    until(lambda: len(attempt.processes()) == 8, "three generations")
    command = attempt.observe().started
    assert command is not None
    assert command.command is not None
    number = command.command.pid

    attempt.kill_supervisor()
    seen = attempt.observe()
    until(lambda: number not in {one.pid for one in attempt.processes()}, "the death signal")
    swept = attempt.runner.sweep(attempt.launch.workload_id, 1)

    assert (seen.alive, seen.outcome, seen.resumable) == (False, None, False)
    assert swept == 7
    assert attempt.processes() == []


def test_killed_while_outputs_move_is_resumed(attempts: Bench, store: Store) -> None:
    store.gate.clear()
    urls = {"a": store.url("a")}
    attempt = attempts.begin(
        ["/bin/sh", "-c", "echo -n A > ../out/a"],
        outputs=[{"name": "o", "directory": "out", "target": {"urls": urls}}],
        directories=["out"],
    )
    store.waiting.wait()

    attempt.kill_supervisor()
    seen = attempt.observe()
    store.gate.set()
    attempt.runner.resume_outputs(attempt.run_dir, attempt.runner.prepare(attempt.run_dir))

    assert (seen.alive, seen.outcome, seen.resumable) == (False, None, True)
    assert attempt.end().state is State.SUCCEEDED
    assert store.objects["a"] == b"A"


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_killed_at_any_moment_is_consistent(attempts: Bench, tmp_path: Path, seed: int) -> None:
    store = tmp_path / "store"
    output = {"name": "o", "directory": "out", "target": {"directory": str(store)}}
    code = "import os\nfor n in range(20): open(f'../out/{n}','w').write('x'*n)"
    attempt = attempts.begin(python(code), outputs=[output], directories=["out"])

    time.sleep(random.Random(seed).uniform(0, 0.12))
    _kill_now(attempt)
    seen = attempt.until_dead()
    attempt.runner.sweep(attempt.launch.workload_id, 1)

    assert attempt.processes() == []
    assert not [path for path in attempt.run_dir.glob("*.json") if not path.read_bytes()]
    if seen.resumable:
        attempt.runner.resume_outputs(attempt.run_dir, attempt.runner.prepare(attempt.run_dir))
        assert attempt.end().state is State.SUCCEEDED
    elif seen.started is None:
        assert attempt.begin().end().state is State.SUCCEEDED
    outcome = attempt.observe().outcome
    if outcome is not None:
        assert outcome.state is State.SUCCEEDED
        sizes = {one.key: one.size for one in outcome.outputs}
        assert sizes == {str(number): number for number in range(20)}
        assert {path.name: path.stat().st_size for path in store.iterdir()} == sizes


def test_the_launcher_may_die(attempts: Bench) -> None:
    attempt = attempts.attempt(python("import time; time.sleep(0.5); print('done')"))
    code = (
        "import sys; from pathlib import Path\n"
        "from jupyter_modelarts.compute.runners.local import LocalRunner\n"
        "run_dir, runner = Path(sys.argv[1]), LocalRunner()\n"
        "runner.launch(run_dir, runner.prepare(run_dir))\n"
        "print('launched', flush=True); sys.stdin.read()"
    )
    attempt.run_dir.mkdir(parents=True)
    write_launch(attempt.run_dir, attempt.launch)
    command = [sys.executable, "-c", code, str(attempt.run_dir)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True) as launcher:
        assert launcher.stdout is not None
        launcher.stdout.readline()
        os.killpg(launcher.pid, signal.SIGINT)
        os.killpg(launcher.pid, signal.SIGHUP)
        os.killpg(launcher.pid, signal.SIGKILL)

    assert attempt.end().state is State.SUCCEEDED
    assert attempt.log() == b"done\n"


def test_another_boot_is_seen(attempts: Bench) -> None:
    _, attempt = attempts.run("pass")
    started = attempt.observe().started
    assert started is not None
    path = attempt.run_dir / "started.json"

    for forged in ({"boot_id": "earlier"}, {"pid_namespace": "pid:[1]"}):
        path.write_text(started.model_copy(update=forged).model_dump_json())
        assert attempt.observe().host is SameHost.OTHER
    path.write_text(started.model_dump_json())
    assert attempt.observe().host is SameHost.SAME


def _kill_now(attempt: Attempt) -> None:
    """SIGKILL to the supervisor as it is; before `started.json` it cannot be found by anyone."""
    started = attempt.observe().started
    if started is not None:
        send(started.pid, started.start, signal.SIGKILL)
