"""A file that tells how far it is read or written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, cast

Reached = Callable[[int], None]
"""Takes the bytes of one file that have moved so far: fewer than before where it begins again."""


def nobody(reached: int) -> None:
    """For callers who do not watch."""


def watched(file: BinaryIO, reached: Reached) -> BinaryIO:
    """The same file; `reached` is told its place after each read and write."""
    return file if reached is nobody else cast(BinaryIO, _Watched(file, reached))


class _Watched:
    def __init__(self, file: BinaryIO, reached: Reached) -> None:
        self._file, self._reached = file, reached

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._reached(self._file.tell())
        return data

    def write(self, data: bytes) -> int:
        count = self._file.write(data)
        self._reached(self._file.tell())
        return count

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
