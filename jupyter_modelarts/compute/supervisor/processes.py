"""Processes by number and start time: a reused number is never mistaken for its old owner."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

LINUX = sys.platform.startswith("linux")
_PROC = Path("/proc")


class Process(NamedTuple):
    """One process as it was when looked at; `start` is opaque and differs for every owner."""

    pid: int
    start: str
    parent: int
    memory: int
    cpu_s: float
    zombie: bool


if LINUX:
    _TICK = os.sysconf("SC_CLK_TCK")
    _PAGE = os.sysconf("SC_PAGE_SIZE")

    def look(pid: int) -> Process | None:
        """The process with this number now."""
        try:
            text = Path(f"/proc/{pid}/stat").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return None
        # The name in parentheses may hold anything, also parentheses and spaces.
        fields = text[text.rindex(b")") + 2 :].split()
        return Process(
            pid=pid,
            start=fields[19].decode(),
            parent=int(fields[1]),
            memory=int(fields[21]) * _PAGE,
            cpu_s=(int(fields[11]) + int(fields[12])) / _TICK,
            zombie=fields[0] in (b"Z", b"X"),
        )

    def snapshot() -> dict[int, Process]:
        """Every process of this machine (or container) by number."""
        pids = (int(name) for name in os.listdir(_PROC) if name.isdecimal())  # noqa: PTH208 - speed
        return {pid: process for pid in pids if (process := look(pid)) is not None}

    def carrying(marks: Iterable[str]) -> Iterator[Process]:
        """The processes whose environment holds every one of these `NAME=value`."""
        wanted = {mark.encode() for mark in marks}
        for process in snapshot().values():
            with contextlib.suppress(OSError):  # another user's, or gone
                environment = Path(f"/proc/{process.pid}/environ").read_bytes()
                if wanted <= set(environment.split(b"\0")):
                    yield process

    def proportional_memory(process: Process) -> int:
        """Its memory with pages that it shares divided among those who share them."""
        try:
            text = Path(f"/proc/{process.pid}/smaps_rollup").read_bytes()
        except OSError:
            return process.memory
        for line in text.splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
        return process.memory

else:
    _FORMAT = "pid=,ppid=,rss=,time=,stat=,lstart="

    def _ps(*options: str) -> list[str]:
        command = ["/bin/ps", *options]
        answer = subprocess.run(command, capture_output=True, check=False, env={"LC_ALL": "C"})
        return answer.stdout.decode(errors="replace").splitlines()

    def _seconds(text: str) -> float:
        days, _, clock = text.rpartition("-")
        total = 0.0
        for part in clock.split(":"):
            total = total * 60 + float(part)
        return total + 86400 * int(days or 0)

    def _parse(line: str) -> Process:
        pid, parent, memory, clock, state, start = line.split(None, 5)
        return Process(
            pid=int(pid),
            start=start.strip(),
            parent=int(parent),
            memory=int(memory) * 1024,
            cpu_s=_seconds(clock),
            zombie=state.startswith("Z"),
        )

    def look(pid: int) -> Process | None:
        """The process with this number now."""
        lines = _ps("-o", _FORMAT, "-p", str(pid))
        return _parse(lines[0]) if lines else None

    def snapshot() -> dict[int, Process]:
        """Every process of this machine by number."""
        processes = [_parse(line) for line in _ps("-axo", _FORMAT)]
        return {process.pid: process for process in processes}

    def carrying(marks: Iterable[str]) -> Iterator[Process]:
        """The processes whose environment holds every one of these `NAME=value`."""
        wanted = [f" {mark} " for mark in marks]
        seen = snapshot()
        for line in _ps("-axEwwo", "pid=,command="):
            pid, _, text = line.strip().partition(" ")
            if int(pid) in seen and all(mark in f"{text} " for mark in wanted):
                yield seen[int(pid)]

    def proportional_memory(process: Process) -> int:
        """Its memory; this system does not tell what is shared."""
        return process.memory


def descendants(root: int, processes: dict[int, Process]) -> list[Process]:
    """The children of `root`, their children, and so on; zombies are left out."""
    children: dict[int, list[Process]] = {}
    for process in processes.values():
        children.setdefault(process.parent, []).append(process)
    found: list[Process] = []
    waiting = [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += [process for process in below if not process.zombie]
        waiting += [process.pid for process in below]
    return found


def send(pid: int, start: str, signum: signal.Signals) -> bool:
    """Signal the process that had this number and start time; False when it is gone."""
    if not hasattr(os, "pidfd_open"):
        return _send_plain(pid, start, signum)
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return False
    except OSError:  # a kernel or a sandbox without pidfds
        return _send_plain(pid, start, signum)
    try:
        return _send_through(handle, pid, start, signum)
    finally:
        os.close(handle)


def _is(pid: int, start: str) -> bool:
    now = look(pid)
    return now is not None and now.start == start


def _send_through(handle: int, pid: int, start: str, signum: signal.Signals) -> bool:
    # Looked at after the handle is held: the number cannot change owner between look and signal.
    if sys.platform != "linux" or not _is(pid, start):
        return False
    try:
        signal.pidfd_send_signal(handle, signum)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _send_plain(pid: int, start: str, signum: signal.Signals) -> bool:
    if not _is(pid, start):
        return False
    try:
        os.kill(pid, signum)
    except (ProcessLookupError, PermissionError):
        return False
    return True
