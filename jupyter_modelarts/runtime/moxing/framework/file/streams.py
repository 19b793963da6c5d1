"""Bytes of an object as a seekable stream: fetched from where one reads, and no further."""

from __future__ import annotations

import io
import os
import tempfile
from typing import Any

from ...sdk import BrokenOff, Changed, Stream
from .connection import obs
from .errors import about
from .remote import Item

BUFFER_BYTES = 1024 * 1024
TRIES = 5


class ObjectReader(io.RawIOBase):
    """Reads one writing of an object; one that is written to meanwhile is an error, no mixture."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self._at = 0
        self._stream: Stream | None = None
        self._copy: Any = None

    @property
    def name(self) -> str:
        return self._item.url

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._item.size}
        if whence not in base:
            raise ValueError(f"whence must be 0, 1 or 2, not {whence}")
        at = base[whence] + offset
        if at < 0:
            raise OSError(22, "Invalid argument")
        if at != self._at:
            self._drop()
        self._at = at
        return at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._item.size:
            return 0
        with about(self._item.url):
            data = self._read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def fileno(self) -> int:
        """Of a local copy, which is made for those that read behind Python's back (`mmap`,
        `numpy.fromfile`, another process)."""
        if self._copy is None:
            self._copy = self._fetch()
        os.lseek(self._copy.fileno(), self._at, os.SEEK_SET)
        return int(self._copy.fileno())

    def close(self) -> None:
        self._drop()
        if self._copy is not None:
            self._copy.close()
        super().close()

    def _fetch(self) -> Any:
        with tempfile.TemporaryDirectory(prefix="moxing-") as folder, about(self._item.url):
            path = os.path.join(folder, "copy")
            if obs(self._item.url).get_file(self._item.url, path) != self._item.etag:
                raise Changed(f"{self._item.url} was written to while it was read: read it again.")
            return open(path, "rb")

    def _read(self, size: int) -> bytes:
        for _ in range(TRIES - 1):
            try:
                return self._read_once(size)
            except BrokenOff:
                self._drop()
        return self._read_once(size)

    def _read_once(self, size: int) -> bytes:
        if self._stream is None:
            item = self._item
            self._stream = obs(item.url).open_range(item.url, self._at, None, item.etag)
        return self._stream.read(size)

    def _drop(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
