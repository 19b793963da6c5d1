"""Copies bytes from one file to another; links are never followed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

CHUNK = 1 << 20
_KERNEL_CHUNK = 64 << 20

Tick = Callable[[int], None]
"""Called with the number of bytes just moved; may raise to give up."""


class Entry(NamedTuple):
    """A regular file below a directory; `name` is relative, with slashes."""

    path: Path
    name: str
    size: int


def walk(directory: Path, prefix: str = "") -> Iterator[Entry]:
    """Regular files in the order of their names. Links, sockets and devices are left out."""
    with os.scandir(directory) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path), f"{name}/")
        elif entry.is_file(follow_symlinks=False):
            yield Entry(Path(entry.path), name, entry.stat(follow_symlinks=False).st_size)


def open_source(path: Path) -> int:
    """A descriptor of a regular file. Raises OSError for a link, ValueError for other things."""
    # Non-blocking, or opening a named pipe would wait for its writer for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ValueError("is not a regular file")
    return descriptor


def write_all(descriptor: int, data: bytes) -> None:
    """`os.write` until all of it is written."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def copy_file(source: Path, target: Path, tick: Tick) -> int:
    """Copy one file with its permissions; the kernel shares blocks where it can."""
    reading = open_source(source)
    try:
        mode = os.fstat(reading).st_mode & 0o777 | 0o600
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        writing = os.open(target, flags, mode)
        try:
            return _copy_in_kernel(reading, writing, tick) + _copy_plain(reading, writing, tick)
        finally:
            os.close(writing)
    finally:
        os.close(reading)


def _copy_in_kernel(reading: int, writing: int, tick: Tick) -> int:
    """As much as the kernel is willing to copy; the caller copies the rest."""
    total = 0
    while hasattr(os, "copy_file_range"):
        try:
            count = os.copy_file_range(reading, writing, _KERNEL_CHUNK)
        except OSError:
            # Not between these file systems; a real fault comes back when reading and writing.
            break
        if not count:
            break
        total += count
        tick(count)
    return total


def _copy_plain(reading: int, writing: int, tick: Tick) -> int:
    total = 0
    while data := os.read(reading, CHUNK):
        write_all(writing, data)
        total += len(data)
        tick(len(data))
    return total


def digest(path: Path, tick: Tick) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return digest_into(path, None, tick)


def digest_into(path: Path, writing: int | None, tick: Tick) -> str:
    """The SHA-256 of a file, which is copied to a descriptor on the way."""
    sha256 = hashlib.sha256()
    reading = open_source(path)
    try:
        while data := os.read(reading, CHUNK):
            sha256.update(data)
            if writing is not None:
                write_all(writing, data)
            tick(len(data))
    finally:
        os.close(reading)
    return sha256.hexdigest()
