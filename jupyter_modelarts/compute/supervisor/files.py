"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path


def now_ms() -> int:
    """The wall time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


_complaints: set[str] = set()


def complain(sentence: str) -> None:
    """Once for operators, to standard error, which may be on the very disk that is full."""
    if sentence in _complaints:
        return
    _complaints.add(sentence)
    with contextlib.suppress(OSError):
        os.write(2, f"{sentence}\n".encode(errors="replace"))


def sync_directory(directory: Path) -> None:
    """Make renames in it survive a crash of the machine."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_json(path: Path, value: object, *, durable: bool = True) -> None:
    """Write to a temporary name, sync, rename. Raises OSError, and then leaves no part behind.

    `durable=False` leaves out the syncs, for what is only interesting while it is fresh.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(value, file)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_directory(path.parent)


def read_json(path: Path) -> object:
    """What `write_json` wrote, None where it never did."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        return None


def inside(root: Path, relative: str) -> Path:
    """`root/relative`. Raises ValueError when that is not below `root`."""
    parts = relative.split("/")
    if relative.startswith("/") or ".." in parts or "\0" in relative:
        raise ValueError(f"{relative!r} is not a path below the run directory")
    return root.joinpath(*parts)
