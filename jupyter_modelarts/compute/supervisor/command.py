"""Starts the command and ends all that came of it."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import math
import os
import signal
import subprocess
import time
from pathlib import Path

from .files import complain
from .launch import Launch
from .ports import Endpoint
from .processes import LINUX, Process
from .stops import StopRequests
from .sweep import kill_all, sweep, tree

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_PIPE_BYTES = 1 << 20
_OOM_SCORE = 500
_LINGER_S = 0.5
_KILL_S = 8.0
_THREADS = (
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)

# Looked up here, because nothing may be loaded between fork and exec.
_prctl = ctypes.CDLL(None, use_errno=True).prctl if LINUX else None


def become_subreaper() -> None:
    """From now on orphans of the command become our children instead of init's (Linux)."""
    if _prctl:
        _prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def substitute(text: str, run_dir: Path, endpoints: list[Endpoint]) -> str:
    """`{run}`, `{port:name}` and `{socket:name}` by what they stand for."""
    text = text.replace("{run}", str(run_dir))
    for endpoint in endpoints:
        text = text.replace(*endpoint.placeholder)
    return text


def environment(launch: Launch, run_dir: Path, endpoints: list[Endpoint]) -> dict[str, str]:
    """The launcher's, and what only the supervisor knows."""
    found = {key: substitute(value, run_dir, endpoints) for key, value in launch.env.items()}
    if launch.limits.cpus:
        threads = str(max(1, math.floor(launch.limits.cpus)))
        found = {**dict.fromkeys(_THREADS, threads), **found}
    for endpoint in endpoints:
        found.update(endpoint.variables)
    return {**found, "MODELARTS_RUN": launch.run, "MODELARTS_TASK": str(launch.task)}


class Command:
    """The command's process and the tree below it. Must be made before any thread is started."""

    def __init__(self, launch: Launch, run_dir: Path, endpoints: list[Endpoint]) -> None:
        """Raises OSError when it cannot be started."""
        self._launch = launch
        self.output, writing = os.pipe()
        _enlarge(self.output)
        try:
            self.process = subprocess.Popen(
                [substitute(one, run_dir, endpoints) for one in launch.argv],
                env=environment(launch, run_dir, endpoints),
                cwd=run_dir / launch.cwd,
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                pass_fds=[one.listener.fileno() for one in endpoints if one.listener],
                start_new_session=True,
                # Safe: there is no other thread yet. The death signal is tied to the thread that
                # forks, which is the main one, so it comes when the supervisor dies and not before.
                preexec_fn=_BeforeExec(os.getpid()) if LINUX else None,
            )
        except BaseException:
            os.close(self.output)
            raise
        finally:
            os.close(writing)
            for endpoint in endpoints:
                endpoint.let_go()

    def ended(self) -> bool:
        """Whether the command itself has ended; its number stays reserved until `result`."""
        self._reap_orphans()
        if not hasattr(os, "waitid"):
            return self.process.poll() is not None
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.process.pid, flags) is not None

    def result(self) -> int:
        """Its exit code, or minus its signal."""
        return self.process.wait()

    def terminate(self) -> None:
        """Ask its process group to end."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGTERM)

    def wait_for_tree(self, timeout_s: float, stops: StopRequests) -> bool:
        """Whether everything has gone by itself within the time."""
        deadline = time.monotonic() + timeout_s
        while not (self.ended() and not self._tree()):
            if time.monotonic() > deadline:
                return False
            stops.wait(0.02)
        return True

    def linger(self, stops: StopRequests) -> bool:
        """Leave those that outlive the command a moment to end in their own way."""
        return self.wait_for_tree(_LINGER_S, stops)

    def kill(self, stops: StopRequests) -> None:
        """End the tree, looking again until nothing is left of it."""
        deadline = time.monotonic() + _KILL_S
        while (found := self._tree()) and time.monotonic() < deadline:
            kill_all(found)
            stops.wait(0.01)
            self.ended()
        try:
            sweep(self._launch.workload_id, self._launch.attempt, self._launch.task, timeout_s=2)
        except TimeoutError as error:
            complain(str(error))
        self._reap_orphans()

    def _tree(self) -> list[Process]:
        return tree(self._launch.run, self._launch.task, marked=not LINUX)

    def _reap_orphans(self) -> None:
        """Collect the ended children that are not the command: a subreaper inherits them."""
        while hasattr(os, "waitid"):
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None or ended.si_pid == self.process.pid:
                return
            with contextlib.suppress(ChildProcessError):
                os.waitpid(ended.si_pid, os.WNOHANG)


class _BeforeExec:
    """What the child does between fork and exec."""

    def __init__(self, parent: int) -> None:
        self._parent = parent

    def __call__(self) -> None:
        if _prctl:
            _prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != self._parent:  # died before the line above
            os._exit(127)
        # When the machine runs out of memory, the kernel takes the job and not the server.
        with contextlib.suppress(OSError):
            score = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
            os.write(score, str(_OOM_SCORE).encode())
            os.close(score)


def _enlarge(pipe: int) -> None:
    """So that a command that prints in bursts does not wait for the disk."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
