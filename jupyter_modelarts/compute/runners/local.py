"""Supervisors on this machine, as processes that outlive the server."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ...core.errors import Conflict, Unavailable
from ..schemas import Outcome, State
from ..supervisor.ending import read_ending
from ..supervisor.files import now_ms, write_json
from ..supervisor.host import this_host
from ..supervisor.processes import send
from ..supervisor.sweep import sweep
from .attempt import (
    Observation,
    PhaseReport,
    PortsReport,
    SameHost,
    Started,
    Survival,
    read_file,
)
from .scope import SCOPE_VARIABLES, scope_command, survival

_SUPERVISOR = Path(__file__).parent.parent / "supervisor"
_LOCK_TRIES = 500
_START_PATIENCE_S = 30.0
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", *SCOPE_VARIABLES)


class LocalRunner:
    """See `Runner`."""

    def prepare(self, run_dir: Path) -> int:
        run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(run_dir / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        for _ in range(_LOCK_TRIES):
            # An observer and a supervisor that ends hold it for a moment, one that runs for long.
            if _try_lock(lock, fcntl.LOCK_EX):
                return lock
            time.sleep(0.01)
        os.close(lock)
        raise Conflict("This attempt is still running.")

    def launch(self, run_dir: Path, lock_fd: int) -> None:
        self._start(run_dir, lock_fd)

    def resume_outputs(self, run_dir: Path, lock_fd: int) -> None:
        with _closed_on_error(lock_fd):
            _put_outcome_aside(run_dir)
        self._start(run_dir, lock_fd, "--resume-outputs")

    def reopen(self, run_dir: Path) -> int:
        lock = self.prepare(run_dir)
        with _closed_on_error(lock):
            if not _resumable(run_dir, read_file(run_dir / "outcome.json", Outcome)):
                raise Conflict("Nothing is left that could be uploaded again.")
            _put_outcome_aside(run_dir)
        return lock

    def observe(self, run_dir: Path) -> Observation:
        # The lock first: what a supervisor wrote before it died is read after its death is seen.
        alive = _held(run_dir / "lock")
        started = read_file(run_dir / "started.json", Started)
        ports = read_file(run_dir / "ports.json", PortsReport)
        outcome = read_file(run_dir / "outcome.json", Outcome)
        return Observation(
            alive=alive,
            host=_compare_host(started),
            started=started,
            phase=read_file(run_dir / "phase.json", PhaseReport),
            ports=ports.ports if ports else {},
            outcome=outcome,
            resumable=not alive and _resumable(run_dir, outcome),
            stop_requested=(run_dir / "stop.json").exists(),
        )

    def stop(self, run_dir: Path, grace_s: float) -> None:
        write_json(run_dir / "stop.json", {"time": now_ms(), "grace_s": grace_s})
        seen = self.observe(run_dir)
        if seen.alive and seen.started and seen.host is SameHost.SAME:
            send(seen.started.pid, seen.started.start, signal.SIGTERM)

    def sweep(self, workload_id: str, attempt: int) -> int:
        try:
            return sweep(workload_id, attempt)
        except TimeoutError as error:
            raise Unavailable(str(error)) from error

    def survives_server(self) -> Survival:
        return survival()

    def _start(self, run_dir: Path, lock_fd: int, *options: str) -> None:
        command = [sys.executable, "-I", "-S", str(_SUPERVISOR), str(run_dir.absolute())]
        command += [str(lock_fd), "--detach", *options]
        try:
            with (run_dir / "supervisor.log").open("ab") as log:
                self._wait_for_fork([*scope_command(), *command], lock_fd, log.fileno())
        except (OSError, subprocess.SubprocessError) as error:
            raise Unavailable(f"No supervisor can be started: {error}.") from error
        finally:
            os.close(lock_fd)

    def _wait_for_fork(self, command: list[str], lock_fd: int, log: int) -> None:
        """The process that we start forks and ends, so its child is not ours to collect.

        It never sees our environment: that holds the server's tokens, and, where the server is a
        workload itself, the mark by which it would be swept.
        """
        done = subprocess.run(
            command,
            env={key: os.environ[key] for key in _KEPT_VARIABLES if key in os.environ},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(lock_fd,),
            start_new_session=True,
            timeout=_START_PATIENCE_S,
            check=False,
        )
        if done.returncode != 0:
            raise OSError(f"{command[0]} ended with {done.returncode}; see supervisor.log")


@contextlib.contextmanager
def _closed_on_error(descriptor: int) -> Iterator[None]:
    """A lock that stayed here would look like a supervisor that lives."""
    try:
        yield
    except BaseException:
        os.close(descriptor)
        raise


def _put_outcome_aside(run_dir: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        (run_dir / "outcome.json").replace(run_dir / "outcome.previous.json")
    with contextlib.suppress(FileNotFoundError):
        (run_dir / "stop.json").unlink()


def _try_lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _held(path: Path) -> bool:
    """Whether a supervisor holds the lock. Asks for a shared one: observers must not see others."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        return not _try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _compare_host(started: Started | None) -> SameHost:
    if started is None:
        return SameHost.UNKNOWN
    here = this_host()
    seen = (started.boot_id, started.pid_namespace)
    return SameHost.SAME if seen == (here.boot_id, here.pid_namespace) else SameHost.OTHER


def _resumable(run_dir: Path, outcome: Outcome | None) -> bool:
    """Whether the command ended well but not all of its outputs are known to have arrived."""
    if outcome is not None and outcome.state is State.SUCCEEDED:
        return False
    ending = read_ending(run_dir)
    return ending is not None and ending.well
