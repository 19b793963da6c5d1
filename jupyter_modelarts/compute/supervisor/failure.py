"""Says why a command ended: its exit, its last traceback, the machine's lack of memory."""

from __future__ import annotations

import re
import signal
from pathlib import Path
from typing import NamedTuple

TAIL_BYTES = 64 << 10
_HEAD = "Traceback (most recent call last):"
_FRAME = re.compile(r'^\s+File "(?P<file>[^"<][^"]*)", line (?P<line>\d+)')
_SYNTAX = re.compile(
    r'^  File "(?P<file>[^"\n]+)", line (?P<line>\d+)\n(?: .*\n)*'
    r"(?P<error>(?:Syntax|Indentation|Tab)Error: .*)\Z",
    re.MULTILINE,
)
_NOT_THE_USERS = ("/site-packages/", "/dist-packages/", "/lib/python")
_LONGEST_LINE = 2000


class Traceback(NamedTuple):
    """The last one of a log; `file` and `line` are the innermost of the user's own."""

    text: str
    file: str | None
    line: int | None
    error: str


def last_traceback(tail: str) -> Traceback | None:
    """The last Python traceback of a log's end."""
    start = tail.rfind(_HEAD)
    if start < 0:
        return _unparsed(tail[-_LONGEST_LINE:])
    lines = [line[:_LONGEST_LINE] for line in tail[start:].splitlines()]
    end = next((n for n, line in enumerate(lines[1:], 1) if line and not line[0].isspace()), None)
    if end is None:
        return None
    frames = [match for line in lines[:end] if (match := _FRAME.match(line))]
    place = _users(frames)
    return Traceback(
        text="\n".join(lines[: end + 1]),
        file=place["file"] if place else None,
        line=int(place["line"]) if place else None,
        error=lines[end],
    )


def _unparsed(tail: str) -> Traceback | None:
    """A script that Python could not even read: it says so without a head."""
    found = _SYNTAX.search(tail.rstrip())
    if found is None:
        return None
    return Traceback(found[0], found["file"], int(found["line"]), found["error"])


def _users(frames: list[re.Match[str]]) -> re.Match[str] | None:
    own = [one for one in frames if not any(part in one["file"] for part in _NOT_THE_USERS)]
    candidates = own or frames
    return candidates[-1] if candidates else None


def describe_exit(code: int | None, signum: int | None, found: Traceback | None) -> str:
    """One sentence on how a command ended."""
    if signum is not None:
        meaning = signal.strsignal(signum) or "unknown"
        return f"The command was ended by signal {signum} ({meaning})."
    if found is None:
        return f"The command ended with exit code {code}."
    where = f" ({Path(found.file).name}, line {found.line})" if found.file else ""
    return f"{found.error}{where}"


def kernel_kills() -> int | None:
    """How often the kernel has killed for memory in our control group; None where it won't tell."""
    for path, key in _counters():
        try:
            text = path.read_text(encoding="ascii")
        except OSError:
            continue
        counts = dict(line.split(maxsplit=1) for line in text.splitlines() if " " in line)
        if counts.get(key, "").isdigit():
            return int(counts[key])
    return None


def _counters() -> list[tuple[Path, str]]:
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        _, controllers, group = line.split(":", 2)
        if not controllers:
            found.append((Path(f"/sys/fs/cgroup{group}/memory.events"), "oom_kill"))
        elif "memory" in controllers.split(","):
            found.append((Path(f"/sys/fs/cgroup/memory{group}/memory.oom_control"), "oom_kill"))
    return found
