"""Whether bytes are those that an ETag was made of.

The ETag of an object put in one piece is its MD5, of one put in parts the MD5 of the parts' MD5s
with their number; with some encryptions it is neither.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

MIB = 1024 * 1024
PART_BYTES = 8 * MIB
# What the usual programs cut objects into; ours are PART_BYTES.
_USUAL_MIB = (5, 6, 8, 9, 10, 15, 16, 20, 25, 32, 50, 64, 100, 128, 256, 512)
_PART_SIZES = tuple(MIB * count for count in _USUAL_MIB)
_PLAIN = re.compile(r"[0-9a-f]{32}")
_PARTS = re.compile(r"[0-9a-f]{32}-(\d{1,5})")


def clean(etag: str | None) -> str:
    """The ETag without its quotes, which not all servers write everywhere."""
    return (etag or "").strip().removeprefix("W/").strip('"')


def is_md5(etag: str) -> bool:
    """Whether it looks like the MD5 of the whole object."""
    return _PLAIN.fullmatch(etag) is not None


class Proof:
    """Takes an object's bytes in their order, then says whether they are the ETag's."""

    def __init__(self, etag: str, size: int, *, encrypted: bool = False) -> None:
        self._etag = etag
        self._whole = _md5() if is_md5(etag) and not encrypted else None
        sizes = () if encrypted else _sizes(etag, size)
        self._parts = [_Parts(one) for one in sizes]

    def add(self, data: bytes | memoryview) -> None:
        """The next bytes."""
        if self._whole is not None:
            self._whole.update(data)
        for parts in self._parts:
            parts.add(memoryview(data))

    def holds(self) -> bool | None:
        """True: they are. False: they are not. None: this ETag cannot tell."""
        if self._whole is not None:
            return bool(self._whole.hexdigest() == self._etag)
        if any(parts.etag() == self._etag for parts in self._parts):
            return True
        return None

    def digest(self) -> bytes:
        """Of what came, where it is not the ETag's: the same bytes have the same."""
        return b"" if self._whole is None else bytes(self._whole.digest())


class _Parts:
    def __init__(self, size: int) -> None:
        self._size, self._filled = size, 0
        self._digests: list[bytes] = []
        self._md5 = _md5()

    def add(self, data: memoryview) -> None:
        while data:
            piece = data[: self._size - self._filled]
            self._md5.update(piece)
            self._filled += len(piece)
            data = data[len(piece) :]
            if self._filled == self._size:
                self._close()

    def etag(self) -> str:
        if self._filled:
            self._close()
        return f"{_md5(b''.join(self._digests)).hexdigest()}-{len(self._digests)}"

    def _close(self) -> None:
        self._digests.append(self._md5.digest())
        self._md5, self._filled = _md5(), 0


def _sizes(etag: str, size: int) -> tuple[int, ...]:
    found = _PARTS.fullmatch(etag)
    if found is None:
        return ()
    count = int(found[1])
    if count == 1:
        return (max(size, 1),)
    return tuple(one for one in _PART_SIZES if -(-size // one) == count)


def _md5(data: bytes = b"") -> Any:
    return hashlib.md5(data, usedforsecurity=False)
