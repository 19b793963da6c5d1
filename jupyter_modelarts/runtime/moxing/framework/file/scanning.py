"""`mox.file.scan_dir`: as `os.scandir`."""

from __future__ import annotations

import os
from itertools import chain, islice
from types import TracebackType
from typing import Any, Iterator

from . import remote, urls
from .remote import Item
from .statistics import FileStatistics, of_item
from .urls import Url


class DirEntry:
    """An object or a folder, as `os.DirEntry` is a file."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self.name = item.name
        self.path = item.url

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return self._item.is_folder

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return not self._item.is_folder

    def is_symlink(self) -> bool:
        return False

    def inode(self) -> int:
        return 0

    def stat(self, *, follow_symlinks: bool = True) -> FileStatistics:
        return of_item(self._item)

    def __fspath__(self) -> str:
        return self.path

    def __repr__(self) -> str:
        return f"<DirEntry {self.name!r}>"


class _Entries:
    """The entries of a folder; `with` works as it does for `os.scandir`."""

    def __init__(self, items: Iterator[Item]) -> None:
        self._items = items

    def __iter__(self) -> _Entries:
        return self

    def __next__(self) -> DirEntry:
        return DirEntry(next(self._items))

    def close(self) -> None:
        self._items = iter(())

    def __enter__(self) -> _Entries:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def scan_dir(url: Url = ".") -> Any:
    """The entries of a folder, in no order."""
    if not urls.is_remote(url):
        return os.scandir(urls.text(url))
    items = remote.children(urls.text(url))
    first = list(islice(items, 1))  # what is not there is said now
    return _Entries(chain(first, items))
