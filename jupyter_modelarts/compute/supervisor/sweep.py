"""Ends everything that belongs to an attempt, wherever it has gone."""

from __future__ import annotations

import os
import signal
import time

from .processes import Process, carrying, descendants, send, snapshot


def marks(run: str, task: int | None) -> list[str]:
    """What every process of a task (of an attempt, when None) has in its environment."""
    found = [f"MODELARTS_RUN={run}"]
    return found if task is None else [*found, f"MODELARTS_TASK={task}"]


def leftovers(run: str, task: int | None = None) -> list[Process]:
    """The live processes of an attempt, or of one of its tasks, other than ourselves."""
    found = carrying(marks(run, task))
    return [one for one in found if one.pid != os.getpid() and not one.zombie]


def kill_all(processes: list[Process]) -> set[tuple[int, str]]:
    """Which of them were still there."""
    return {(one.pid, one.start) for one in processes if send(one.pid, one.start, signal.SIGKILL)}


def sweep(workload_id: str, attempt: int, task: int | None = None, timeout_s: float = 5.0) -> int:
    """Kill what carries the attempt's mark until nothing does; returns how many were killed.

    Looks again after each round, because a process may fork while it is being looked for. Raises
    TimeoutError when something cannot be killed.
    """
    killed = set[tuple[int, str]]()  # one that takes a moment to go is met again
    deadline = time.monotonic() + timeout_s
    while found := leftovers(f"{workload_id}/{attempt}", task):
        killed |= kill_all(found)
        if time.monotonic() > deadline:
            numbers = ", ".join(str(one.pid) for one in found)
            raise TimeoutError(f"Processes {numbers} of {workload_id}/{attempt} cannot be ended.")
        time.sleep(0.01)
    return len(killed)


def tree(run: str, task: int, *, marked: bool = True) -> list[Process]:
    """What the calling supervisor must answer for.

    As a child subreaper it is an ancestor of all of it; where there are no subreapers (macOS), what
    has gone elsewhere is found by its environment, which takes longer.
    """
    found = descendants(os.getpid(), snapshot())
    if not marked:
        return found
    known = {one.pid for one in found}
    return found + [one for one in leftovers(run, task) if one.pid not in known]
