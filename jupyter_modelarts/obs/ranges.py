"""The bytes of one object to be sent: a range of one version, in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ..core.errors import Conflict, RangeNotSatisfiable, Unavailable
from ..core.safe.uris import ObjectUri
from .manager import Objects
from .schemas import ObjectInfo

PIECE = 1024 * 1024
_TRIES = 3
_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})")


@dataclass(frozen=True)
class ByteRange:
    """From `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def byte_range(header: str | None, size: int) -> ByteRange | None:
    """What a Range header asks of `size` bytes; None for all, as for what is not understood.

    Raises `RangeNotSatisfiable`.
    """
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":
        start, end = max(0, size - int(found[2])), size
    else:
        start = int(found[1])
        end = min(size, int(found[2]) + 1) if found[2] else size
        if found[2] and int(found[2]) < start:
            return None
    if start >= size or end <= start:
        raise RangeNotSatisfiable(f"The object has {size} bytes: there are none from {start} on.")
    return ByteRange(start, end)


class Reading:
    """An open object: what it is, and its bytes."""

    def __init__(self, info: ObjectInfo, stream: BinaryIO) -> None:
        self.info = info
        self._stream = stream

    def pieces(self, wanted: ByteRange) -> Iterator[bytes]:
        """The bytes of a range. Raises `Unavailable` where the store gives fewer."""
        if wanted.start:
            self._stream.seek(wanted.start)
        left = wanted.length
        while left:
            piece = self._stream.read(min(PIECE, left))
            if not piece:
                raise Unavailable(f"The store broke off while {self.info.uri} was read: try again.")
            left -= len(piece)
            yield piece

    def close(self) -> None:
        """Let the store know that no more is wanted."""
        self._stream.close()


def open_reading(objects: Objects, uri: ObjectUri) -> Reading:
    """Open an object so that what is said of it, and all its bytes, are of one version."""
    info = objects.head(uri)
    for _ in range(_TRIES):
        try:
            stream = objects.open(uri)
        except Conflict:  # replaced while it was opened: then that one
            info = objects.head(uri)
            continue
        try:
            after = objects.head(uri)
        except BaseException:
            stream.close()
            raise
        if after.etag == info.etag:
            return Reading(info, stream)
        stream.close()
        info = after
    raise Unavailable(f"{uri} is being written again and again: try again.")
