"""What `mox.file.stat` answers: MoXing's names, and those of `os.stat`."""

from __future__ import annotations

import os
import stat as modes
from dataclasses import dataclass

from .remote import Item

_FILE_MODE = modes.S_IFREG | 0o644
_FOLDER_MODE = modes.S_IFDIR | 0o755
_NS = 1_000_000_000


@dataclass(frozen=True)
class FileStatistics:
    """Size in bytes, time of the last change in nanoseconds; an object has no owner."""

    length: int
    mtime_nsec: int
    is_directory: bool
    st_mode: int
    st_ino: int = 0
    st_dev: int = 0
    st_nlink: int = 1
    st_uid: int = 0
    st_gid: int = 0

    @property
    def st_size(self) -> int:
        return self.length

    @property
    def st_mtime(self) -> float:
        return self.mtime_nsec / _NS

    @property
    def st_mtime_ns(self) -> int:
        return self.mtime_nsec

    st_atime = st_ctime = st_mtime
    st_atime_ns = st_ctime_ns = st_mtime_ns


def of_item(item: Item) -> FileStatistics:
    """Of an object or a folder of the store; a folder has no time."""
    mode = _FOLDER_MODE if item.is_folder else _FILE_MODE
    return FileStatistics(item.size, item.modified_ms * 1_000_000, item.is_folder, mode)


def of_local(found: os.stat_result) -> FileStatistics:
    """Of a local path."""
    return FileStatistics(
        found.st_size,
        found.st_mtime_ns,
        modes.S_ISDIR(found.st_mode),
        found.st_mode,
        found.st_ino,
        found.st_dev,
        found.st_nlink,
        found.st_uid,
        found.st_gid,
    )
