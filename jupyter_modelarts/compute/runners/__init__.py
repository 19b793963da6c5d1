"""Where supervisors run: one Protocol, one lazily imported file per backend."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from ...core.errors import InvalidInput, Unavailable
from .attempt import Launch, Observation, Survival, write_launch

__all__ = ["RUNNERS", "Launch", "Observation", "Runner", "Survival", "load_runner", "write_launch"]


class Runner(Protocol):
    """Starts supervisors and looks after them; docs/developers/attempt-protocol.md has the rules.

    Methods block for milliseconds: call them from a thread pool.
    """

    def prepare(self, run_dir: Path) -> int:
        """Make the run directory, lock it and return the locked descriptor, which the caller owns.

        An existing directory is locked again, for a relaunch or to resume. Raises Conflict when a
        supervisor holds it.
        """

    def launch(self, run_dir: Path, lock_fd: int) -> None:
        """Start a supervisor that outlives us. Owns `lock_fd` from now on, also when it fails.

        Raises Unavailable when no supervisor could be started.
        """

    def resume_outputs(self, run_dir: Path, lock_fd: int) -> None:
        """As `launch`, for an attempt whose command ended well and whose outputs did not all move.

        The old outcome is put aside first.
        """

    def reopen(self, run_dir: Path) -> int:
        """As `prepare`, for `resume_outputs` after an attempt that has ended: its outcome is put
        aside, so that nobody takes it for the end of what follows.

        Raises Conflict where there is nothing to resume, or a supervisor is at it.
        """

    def observe(self, run_dir: Path) -> Observation:
        """What the files and the lock say now."""

    def stop(self, run_dir: Path, grace_s: float) -> None:
        """Ask the supervisor to end its task; returns at once. Harmless when it is gone."""

    def sweep(self, workload_id: str, attempt: int) -> int:
        """Kill what is left of an attempt whose supervisor is gone; returns how many processes.

        Raises Unavailable when something cannot be killed: start no new attempt then.
        """

    def survives_server(self) -> Survival:
        """Whether what is launched now goes on when the server ends, and why."""


RUNNERS = {"local": "jupyter_modelarts.compute.runners.local:LocalRunner"}
_HINTS: dict[str, str] = {}


def load_runner(name: str) -> Runner:
    """A runner by its name in the registry. Raises InvalidInput, or Unavailable with a hint."""
    if name not in RUNNERS:
        known = ", ".join(sorted(RUNNERS))
        raise InvalidInput(f"There is no runner {name!r}; known are: {known}.")
    module, attribute = RUNNERS[name].split(":")
    try:
        made = getattr(importlib.import_module(module), attribute)()
    except ImportError as error:
        hint = _HINTS.get(name, "install the package that provides it")
        raise Unavailable(f"The runner {name!r} needs {error.name}: {hint}.") from error
    return cast(Runner, made)
