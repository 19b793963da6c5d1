"""Two syncs on one folder wait for one another; the system ends the lock of one that died."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ...core.safe.writing import storage_errors

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW


@contextmanager
def locked(state_dir: Path, root: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the folder alone. `waiting` is called once where another has it, or one above or below.

    A folder's own lock is taken alone, those of the folders above it together with others, from the
    outermost on: so syncs of a folder and of one in it exclude each other.
    """
    folder = root.resolve()
    with ExitStack() as held, storage_errors():
        locks = state_dir / "syncs" / "locks"
        locks.mkdir(parents=True, exist_ok=True)
        told = False
        for path in (*reversed(folder.parents), folder):
            kind = fcntl.LOCK_EX if path == folder else fcntl.LOCK_SH
            descriptor = os.open(locks / _name(path), _FLAGS, 0o600)
            held.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if not told:
                    told = True
                    waiting()
                fcntl.flock(descriptor, kind)
        yield


def _name(path: Path) -> str:
    return hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:32]
