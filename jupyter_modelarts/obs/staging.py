"""Where the parts of chunked uploads wait: one folder each, below the state directory.

`record.json` says what it is; `data` is a sparse file in which each part has its place; `received`
has one byte for each part, set when the part is durable. So a part that comes twice is written
twice, and a crash loses at most the part that was not acknowledged.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..core.errors import NotFound
from ..core.safe.writing import atomic_write, is_abandoned, storage_errors, sync_directory
from .upload_schemas import UploadRecord

RECORD, DATA, RECEIVED, LOCK = "record.json", "data", "received", "lock"
ID = re.compile(r"[0-9a-f]{32}")


class Staging:
    """The folders of all chunked uploads."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def create(self, record: UploadRecord) -> None:
        """Make the place for an upload; it takes no room before parts arrive."""
        with storage_errors():
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = self._root / record.id
            folder.mkdir(mode=0o700)
            _sized(folder / DATA, record.size)
            _sized(folder / RECEIVED, record.part_count)
            self.write(record)
            sync_directory(self._root)

    def write(self, record: UploadRecord) -> None:
        """Keep what has changed; of one that was deleted meanwhile nothing is kept."""
        text = record.model_dump_json().encode()
        with suppress(FileNotFoundError):
            atomic_write(self._root / record.id / RECORD, text, permissions=0o600)

    def read(self, upload_id: str) -> UploadRecord:
        """Raises `NotFound`."""
        if ID.fullmatch(upload_id):
            with suppress(FileNotFoundError, ValueError):
                text = (self._root / upload_id / RECORD).read_bytes()
                return UploadRecord.model_validate_json(text)
        raise NotFound("There is no such upload: it has ended, or was given up after 7 days.")

    def records(self) -> list[UploadRecord]:
        """All uploads, the latest first."""
        found = []
        for upload_id in reversed(self._ids(RECORD)):
            with suppress(NotFound):  # forgotten meanwhile
                found.append(self.read(upload_id))
        return found

    def leftovers(self) -> list[str]:
        """Folders without a record: what a crash has left of a beginning or an end. One that is
        younger than a day may be getting its record just now."""
        folders = [self._root / name for name in self._ids("")]
        return [one.name for one in folders if is_abandoned(one) and not (one / RECORD).is_file()]

    def received(self, record: UploadRecord) -> tuple[int, ...]:
        """The numbers of the parts that are durable."""
        try:
            marks = (self._root / record.id / RECEIVED).read_bytes()
        except FileNotFoundError:
            return ()
        return tuple(number for number, mark in enumerate(marks, start=1) if mark)

    def write_part(self, record: UploadRecord, number: int, data: bytes) -> None:
        """Write a part in its place, and then that it is there."""
        folder = self._root / record.id
        try:
            with storage_errors():
                _write_at(folder / DATA, data, (number - 1) * record.part_size)
                _write_at(folder / RECEIVED, b"\1", number - 1)
        except FileNotFoundError:
            raise NotFound("This upload was given up meanwhile.") from None

    @contextmanager
    def opened(self, upload_id: str) -> Iterator[BinaryIO]:
        """All that has arrived, in order."""
        with (self._root / upload_id / DATA).open("rb") as stream:
            yield stream

    @contextmanager
    def storing(self, upload_id: str) -> Iterator[bool]:
        """Whether the caller is the only one, over threads and processes, that stores this."""
        try:
            descriptor = os.open(self._root / upload_id / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:
            yield False
            return
        try:
            yield _locked(descriptor)
        finally:
            os.close(descriptor)

    def drop_data(self, upload_id: str) -> None:
        """Free the room of what is stored."""
        (self._root / upload_id / DATA).unlink(missing_ok=True)

    def remove(self, upload_id: str) -> None:
        """Forget an upload and all that has arrived of it."""
        folder = self._root / upload_id
        (folder / RECORD).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)

    def free_bytes(self) -> int:
        """The room on the disk."""
        near = self._root if self._root.exists() else self._root.parent
        return shutil.disk_usage(near).free

    def _ids(self, holding: str) -> list[str]:
        if not self._root.is_dir():
            return []
        names = (entry.name for entry in self._root.iterdir())
        return sorted(n for n in names if ID.fullmatch(n) and (self._root / n / holding).exists())


def _sized(path: Path, size: int) -> None:
    with path.open("xb") as stream:
        stream.truncate(size)


def _write_at(path: Path, data: bytes, offset: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        written = 0
        while written < len(data):
            written += os.pwrite(descriptor, data[written:], offset + written)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
