"""Files that appear whole or not at all, and what to say when the disk does not play along."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..errors import Unavailable
from .directories import DIRECTORY

_ABANDONED_S = 24 * 3600.0
_SENTENCES = {
    errno.ENOSPC: "The disk is full: free some space and try again.",
    errno.EDQUOT: "The disk is full: your quota is used up; free some space and try again.",
    errno.EIO: "The disk reports an error: check it and try again.",
    errno.EROFS: "The disk is mounted read-only: mount it for writing and try again.",
    errno.EMFILE: "Too many files are open: try again, or raise the limit of open files.",
    errno.ENFILE: "Too many files are open: try again, or raise the limit of open files.",
}


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn a full, broken or read-only disk into `Unavailable`; other errors pass."""
    try:
        yield
    except OSError as error:
        sentence = _SENTENCES.get(error.errno or 0)
        if sentence is None:
            raise
        raise Unavailable(sentence) from error


def is_abandoned(folder: Path) -> bool:
    """Whether nothing was made in a folder for a day: only then is it certain that whoever made
    it does not write its record just now. False where it is gone."""
    try:
        return folder.stat().st_mtime < time.time() - _ABANDONED_S
    except FileNotFoundError:
        return False


def atomic_write(
    path: Path,
    data: bytes | Callable[[BinaryIO], None],
    *,
    permissions: int = 0o666,
    replace: bool = True,
) -> None:
    """Replace `path` by `data`, or by what the given writer writes.

    Without `replace` it raises FileExistsError where something is there, however late it came.

    Whatever happens, a reader sees the old file or the new one; when this returns the new one is
    durable. Raises `Unavailable` with a sentence when the disk is full.
    """
    with storage_errors():
        temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            _write_durably(temporary, data, permissions)
            if replace:
                temporary.replace(path)
            else:
                _appear(temporary, path)
        except BaseException:
            with suppress(FileNotFoundError):
                temporary.unlink()
            raise
        sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable."""
    descriptor = os.open(path, DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _appear(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: the next best, which may lose a race
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "it is there", str(path)) from None
        temporary.replace(path)
    else:
        temporary.unlink()


def _write_durably(path: Path, data: bytes | Callable[[BinaryIO], None], permissions: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    with os.fdopen(os.open(path, flags, permissions), "wb") as stream:
        if callable(data):
            data(stream)
        else:
            stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
