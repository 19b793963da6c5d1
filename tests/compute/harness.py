"""Runs real attempts in a temporary directory and leaves nothing of them behind."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_modelarts.compute.runlog import RunLog
from jupyter_modelarts.compute.runners import Launch, Observation, Runner, write_launch
from jupyter_modelarts.compute.runners.local import LocalRunner
from jupyter_modelarts.compute.schemas import Outcome
from jupyter_modelarts.compute.supervisor.processes import Process, carrying, look, send

PATIENCE_S = 300.0

ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"}

STUBBORN = """
import os, signal, sys, time
# Three generations in sessions of their own, deaf to SIGTERM.
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
print("ready", flush=True)
while True:
    time.sleep(1)
"""


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition; patience is only for the case that it never comes."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited in vain for: {what}")
        time.sleep(0.01)


def python(code: str) -> list[str]:
    """argv that runs some Python."""
    return [sys.executable, "-c", code]


@dataclass
class Attempt:
    """One attempt of one task, launched by the local runner."""

    run_dir: Path
    launch: Launch
    runner: Runner

    def begin(self) -> Attempt:
        """Write the launch file and start the supervisor."""
        lock = self.runner.prepare(self.run_dir)
        write_launch(self.run_dir, self.launch)
        self.runner.launch(self.run_dir, lock)
        return self

    def observe(self) -> Observation:
        """What the runner sees now."""
        return self.runner.observe(self.run_dir)

    def until_phase(self, phase: str) -> None:
        """Wait until the supervisor is in that phase, or past it."""
        until(lambda: self._phase() == phase, f"phase {phase}")

    def until_running(self) -> None:
        """Wait until the command has begun."""
        until(lambda: (one := self.observe().started) and one.command, "the command")

    def until_logged(self, text: str) -> None:
        """Wait until the command has printed something."""
        until(lambda: text.encode() in self.log(), f"{text!r} in the log")

    def until_dead(self) -> Observation:
        """Wait until no supervisor holds the lock."""
        until(lambda: not self.observe().alive, "the lock to be free")
        return self.observe()

    def end(self) -> Outcome:
        """Wait for the outcome and for the supervisor to be gone."""
        seen = self.until_dead()
        if seen.outcome is None:
            raise AssertionError((self.run_dir / "supervisor.log").read_text())
        return seen.outcome

    def kill_supervisor(self) -> None:
        """SIGKILL to the supervisor alone."""
        until(lambda: self.observe().started, "started.json")
        started = self.observe().started
        assert started is not None
        send(started.pid, started.start, signal.SIGKILL)
        self.until_dead()

    def kill_command(self) -> None:
        """SIGKILL to the command alone."""
        self.until_running()
        started = self.observe().started
        assert started is not None
        assert started.command is not None
        send(started.command.pid, started.command.start, signal.SIGKILL)

    def log(self) -> bytes:
        """What is kept of the log's beginning, up to 64 MB."""
        return RunLog(self.run_dir).read(0, 64 << 20).data

    def processes(self) -> list[Process]:
        """The live processes that carry this attempt's mark."""
        mark = f"MODELARTS_RUN={self.launch.workload_id}/{self.launch.attempt}"
        return [one for one in carrying([mark]) if not one.zombie]

    def clean(self) -> None:
        """Nothing of the attempt goes on after this."""
        started = self.observe().started
        if started is not None:
            send(started.pid, started.start, signal.SIGKILL)
        self.until_dead()
        self.runner.sweep(self.launch.workload_id, self.launch.attempt)

    def _phase(self) -> str | None:
        seen = self.observe()
        return seen.phase.phase if seen.phase else None


@dataclass
class Bench:
    """Makes attempts; `close` ends them all."""

    root: Path
    runner: Runner = field(default_factory=LocalRunner)
    attempts: list[Attempt] = field(default_factory=list)

    def attempt(self, argv: list[str], **fields: object) -> Attempt:
        """An attempt that is not begun; `fields` are those of launch.json."""
        workload_id = f"test-{secrets.token_hex(8)}"
        given = {"workload_id": workload_id, "attempt": 1, "env": ENVIRONMENT, **fields}
        launch = Launch.model_validate({**given, "argv": argv})
        made = Attempt(self.root / workload_id, launch, self.runner)
        self.attempts.append(made)
        return made

    def begin(self, argv: list[str], **fields: object) -> Attempt:
        """An attempt that has been launched."""
        return self.attempt(argv, **fields).begin()

    def run(self, code: str, **fields: object) -> tuple[Outcome, Attempt]:
        """Run some Python to its end."""
        attempt = self.begin(python(code), **fields)
        return attempt.end(), attempt

    def close(self) -> None:
        """End what is still there."""
        for attempt in self.attempts:
            attempt.clean()


@contextlib.contextmanager
def bench(root: Path) -> Iterator[Bench]:
    """For a fixture."""
    made = Bench(root)
    try:
        yield made
    finally:
        made.close()


def exists(pid: int) -> bool:
    """Whether a live process has this number."""
    found = look(pid)
    return found is not None and not found.zombie


def look_memory(attempt: Attempt) -> int:
    """The supervisor's own memory, in bytes; 0 when it is gone."""
    started = attempt.observe().started
    found = look(started.pid) if started else None
    return found.memory if found else 0
