"""Keeps what a command writes: in segments, the first and the newest ones, within a cap."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from pathlib import Path

from .files import complain

SEGMENT_BYTES = 8 << 20
_FIRST = 2
_CHUNK = 1 << 18


def segment_name(offset: int) -> str:
    """A segment is named by the global offset of its first byte."""
    return f"{offset:020d}.log"


def segment_bytes(cap: int) -> int:
    """How long a segment is, so that the first two and several new ones fit the cap."""
    return max(1, min(SEGMENT_BYTES, cap // 8))


class LogWriter:
    """Appends to the newest segment; memory and disk stay flat whatever is written."""

    def __init__(self, directory: Path, cap: int) -> None:
        directory.mkdir(exist_ok=True)
        self._directory = directory
        self._cap = cap
        self._limit = segment_bytes(cap)
        self._offset = 0
        self._filled = 0
        self._file: int | None = None
        self._kept: list[tuple[Path, int]] = []

    def write(self, data: bytes) -> None:
        """Never raises: what the disk refuses is a gap, and the command goes on."""
        view = memoryview(data)
        while view:
            try:
                count = self._append(view)
            except OSError as error:
                complain(f"The log cannot be written: {error}")
                self._close()
                count = len(view)
            self._offset += count
            view = view[count:]

    def close(self) -> None:
        """Make what is there durable."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.fsync(self._file)
        self._close()

    def _append(self, view: memoryview) -> int:
        if self._file is None or self._filled >= self._limit:
            self._begin_segment()
        assert self._file is not None
        count = os.write(self._file, view[: self._limit - self._filled])
        self._filled += count
        return count

    def _begin_segment(self) -> None:
        self._close()
        self._make_room()
        self._path = self._directory / segment_name(self._offset)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        self._file = os.open(self._path, flags, 0o600)
        self._filled = 0

    def _make_room(self) -> None:
        while len(self._kept) > _FIRST:
            if sum(size for _, size in self._kept) + self._limit <= self._cap:
                return
            self._kept.pop(_FIRST)[0].unlink(missing_ok=True)

    def _close(self) -> None:
        if self._file is None:
            return
        with contextlib.suppress(OSError):
            os.close(self._file)
        self._kept.append((self._path, self._filled))
        self._file = None


class Pump(threading.Thread):
    """Moves a command's output into the log as it comes."""

    def __init__(self, source: int, writer: LogWriter) -> None:
        super().__init__(name="log", daemon=True)
        self._source = source
        self._writer = writer

    def run(self) -> None:
        """Until the last process that holds the other end is gone."""
        while data := os.read(self._source, _CHUNK):
            self._writer.write(data)
        self._writer.close()


def export_log(directory: Path, target: Path) -> None:
    """Put the whole log into one file, with a line for each gap."""
    target.parent.mkdir(parents=True, exist_ok=True)
    end = 0
    with target.open("wb") as whole:
        for path in sorted(directory.glob("*.log")):
            missing = int(path.stem) - end
            if missing > 0:
                whole.write(b"\n... %d bytes were not kept ...\n" % missing)
            with path.open("rb") as segment:
                shutil.copyfileobj(segment, whole, _CHUNK)
            end = int(path.stem) + path.stat().st_size


def read_tail(directory: Path, limit: int) -> str:
    """The last `limit` bytes that were kept, as text."""
    tail = b""
    for path in sorted(directory.glob("*.log"), reverse=True):
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - (limit - len(tail))))
            tail = file.read() + tail
        if len(tail) >= limit:
            break
    return tail.decode(errors="replace")
