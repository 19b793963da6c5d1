"""Walking down directories by descriptor, so that no symbolic link is ever followed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..errors import InvalidInput, NotFound
from .names import shown

DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NOT_A_PLAIN_DIRECTORY = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK)  # EMLINK: BSD's ELOOP


@contextmanager
def opened_directory(root: Path, names: Sequence[str], *, what: str) -> Iterator[int]:
    """The descriptor of the directory `names` below `root`; `what` is named in errors."""
    try:
        descriptor = descend(root, names)
    except FileNotFoundError:
        raise NotFound(f"There is no {shown(what)}.") from None
    except NotADirectoryError:
        raise InvalidInput(
            f"{shown(what)} leads through a symbolic link or something that is no folder."
        ) from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def descend(root: Path | int, names: Sequence[str]) -> int:
    """Open the directory `names` below `root` (a path, or a descriptor that stays open).

    Raises `FileNotFoundError` where one is missing, and `NotADirectoryError` where one is a
    symbolic link or no directory. The caller closes the descriptor.
    """
    descriptor = os.dup(root) if isinstance(root, int) else os.open(root, DIRECTORY)
    for name in names:
        below = step(descriptor, name)
        descriptor = below
    return descriptor


def step(descriptor: int, name: str) -> int:
    """Open the directory `name` in `descriptor` and close `descriptor`, also on failure."""
    try:
        return open_below(descriptor, name)
    finally:
        os.close(descriptor)


def open_below(descriptor: int, name: str) -> int:
    """Open the directory `name` in `descriptor`, following no link."""
    try:
        return os.open(name, DIRECTORY | os.O_NOFOLLOW, dir_fd=descriptor)
    except OSError as error:
        if error.errno in _NOT_A_PLAIN_DIRECTORY:
            raise NotADirectoryError(errno.ENOTDIR, "not a plain directory", name) from None
        raise
