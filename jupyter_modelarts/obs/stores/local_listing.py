"""Listing a directory tree in the order of keys, a page at a time.

The order is that of whole keys by bytes (`a.txt` before `a/b`), which for valid Unicode is the
order of Python's strings. A directory sorts as its name with a slash, so walking the directories
in that order yields the keys in theirs, and a page opens only the directories that it shows.
"""

from __future__ import annotations

import os
import threading
import time
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import overload

from ...core.safe.directories import descend, open_below
from .local_names import (
    BESIDE,
    MARKS,
    PART,
    directory_names,
    segment_of,
)

_CACHED_NAMES = 2_000_000
_WORTH_CACHING = 500
_HEAD = 1001  # a page, and whether there is more
_LARGE_BYTES = 64 * 1024
_PART_NAMES = 20_000  # sorted in a few milliseconds
_SAMPLE = 5_000
_MARK = "%"  # what all marks begin with
_SETTLED = 0.1  # seconds: longer than the granularity of a file system's clock


def components(prefix: str) -> list[str]:
    """The directories that hold the keys under `prefix`, which is empty or ends in a slash."""
    return [name for segment in prefix.split("/")[:-1] for name in directory_names(segment)]


class Listing:
    """The names in directories; those of large ones are kept while the directory is unchanged."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], tuple[int, Sequence[str]]] = OrderedDict()
        self._lock = threading.Lock()

    def items(self, bucket: int, prefix: str, *, deep: bool, marker: str = "") -> Iterator[str]:
        """The keys after `marker` below the directory `bucket`; where not `deep`, of the first
        level, with a slash at the end of what stands for all keys in a directory."""
        base = prefix[: prefix.rfind("/") + 1]
        if marker > base and not marker.startswith(base):
            return
        names = self._names(bucket, base)
        stack = [_Frame(base, names, _start(names, _below(base, marker), deep))]
        stack[0].keep_beginning(prefix[len(base) :])
        while stack:
            item = stack[-1].take()
            if item is None:
                stack.pop()
            elif not item.is_directory:
                yield item.key
            elif deep:
                below = self._names(bucket, item.key)
                start = _start(below, _below(item.key, marker), deep)
                stack.append(_Frame(item.key, below, start))
            elif next(self.items(bucket, item.key, deep=True), None) is not None:
                yield item.key

    def _names(self, bucket: int, prefix: str) -> Sequence[str]:
        try:
            directory = descend(bucket, components(prefix))
        except (FileNotFoundError, NotADirectoryError):
            return []  # deleted meanwhile, or never there
        try:
            return self._kept_names(directory)
        finally:
            os.close(directory)

    def _kept_names(self, directory: int) -> Sequence[str]:
        status = os.fstat(directory)
        identity = (status.st_dev, status.st_ino)
        with self._lock:
            kept = self._kept.get(identity)
            if kept is not None and kept[0] == status.st_mtime_ns:
                self._kept.move_to_end(identity)
                return kept[1]
        settled = time.time() - status.st_mtime > _SETTLED
        plain = _plain_names(directory, status)
        if plain is not None:
            if settled:
                self._keep(identity, status.st_mtime_ns, plain)
            return plain
        scan = _Scan()
        scan.read(directory)
        if settled and not scan.nested and len(scan.names) >= _WORTH_CACHING:
            self._keep(identity, status.st_mtime_ns, scan.names)
        return scan.names

    def _keep(self, identity: tuple[int, int], changed: int, names: Sequence[str]) -> None:
        with self._lock:
            self._kept[identity] = (changed, names)
            self._kept.move_to_end(identity)
            total = sum(len(kept) for _, kept in self._kept.values())
            while total > _CACHED_NAMES and self._kept:
                total -= len(self._kept.popitem(last=False)[1][1])


@dataclass(frozen=True)
class _Item:
    key: str
    is_directory: bool


class _Frame:
    """A directory being walked: its sorted names, and how far."""

    def __init__(self, prefix: str, names: Sequence[str], start: int) -> None:
        self.prefix = prefix
        self._names = names
        self._next = start
        self._beginning = ""

    def keep_beginning(self, text: str) -> None:
        self._beginning = text
        if not text:
            return
        self._next = max(self._next, bisect_left(self._names, text))

    def take(self) -> _Item | None:
        if self._next >= len(self._names):
            return None
        name = self._names[self._next]
        if not name.startswith(self._beginning):
            return None
        self._next += 1
        return _Item(self.prefix + name, name.endswith("/"))


def _below(prefix: str, marker: str) -> str | None:
    """The marker as seen in the directory of `prefix`; None where it comes before all in it."""
    return marker[len(prefix) :] if marker and marker.startswith(prefix) else None


def _start(names: Sequence[str], marker: str | None, deep: bool) -> int:
    """The index of the first name that is, or holds, a key after `marker`."""
    if marker is None:
        return 0
    index = bisect_right(names, marker)
    holds_marker = index > 0 and names[index - 1].endswith("/")
    if deep and holds_marker and marker.startswith(names[index - 1]):
        return index - 1
    return index


class _Unsorted(Sequence[str]):
    """Many names in order, sorted only when somebody looks beyond the first page."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._head = nsmallest(_HEAD, names)
        self._sorted: list[str] | None = None

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if self._sorted is None and isinstance(index, int) and 0 <= index < len(self._head):
            return self._head[index]
        if self._sorted is None:
            self._sorted = _sorted_gently(self._names)
        return self._sorted[index]


def _plain_names(directory: int, status: os.stat_result) -> Sequence[str] | None:
    """The names in a large directory of files alone, read without asking what each of them is.

    None where it is small, has directories (each has a link to its parent), or marked names. A
    link or a special file is passed over when its page is shown.
    """
    if status.st_nlink != 2 or status.st_size < _LARGE_BYTES:
        return None
    names = os.listdir(directory)  # by descriptor
    is_ascii = True
    for text in _texts(names):  # a search in one text takes half the time of asking each name
        is_ascii = is_ascii and text.isascii()
        if f"/{_MARK}" in text:
            return None
    if not is_ascii:
        names = [name for name in names if _is_unicode(name)]
    return _Unsorted(names) if len(names) >= _HEAD else None


def _texts(names: list[str]) -> Iterator[str]:
    """All names, each after a slash, in pieces that one call of C code is done with soon: no
    other thread runs meanwhile."""
    for at in range(0, len(names), _PART_NAMES):
        yield "/" + "/".join(names[at : at + _PART_NAMES])


def _sorted_gently(names: list[str]) -> list[str]:
    """`sorted`, but no call holds up the server's other threads: each name goes to its share of
    the order first, and the shares are sorted one by one."""
    step = max(1, len(names) // _SAMPLE)
    sample = sorted(names[::step])
    bounds = sample[:: max(1, len(sample) * _PART_NAMES // max(1, len(names)))]
    shares: list[list[str]] = [[] for _ in range(len(bounds) + 1)]
    for name in names:
        shares[bisect_right(bounds, name)].append(name)
    result: list[str] = []
    for share in shares:
        share.sort()
        result += share
    return result


class _Scan:
    """Reads one directory into the sorted names of segments; directories end in a slash.

    Symbolic links and special files are passed over, and so are names that are not UTF-8, which
    no key can say.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.nested = False  # long segments: their own directories change unseen from here
        self._doubtful = False

    def read(self, directory: int) -> None:
        self._read(directory, ())
        self.names = sorted(set(self.names) if self._doubtful else self.names)

    def _read(self, directory: int, parts: tuple[str, ...]) -> None:
        with os.scandir(directory) as entries:
            for entry in entries:
                name = entry.name
                if parts or name.startswith(MARKS):
                    self._read_marked(directory, parts, entry)
                elif name.isascii() or _is_unicode(name):
                    if entry.is_file(follow_symlinks=False):
                        self.names.append(name)
                    elif entry.is_dir(follow_symlinks=False):
                        self.names.append(name + "/")

    def _read_marked(self, directory: int, parts: tuple[str, ...], entry: os.DirEntry[str]) -> None:
        names = (*parts, entry.name)
        is_directory = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(PART) and is_directory:
            self._read_part(directory, names)
        elif _is_unicode(entry.name) and (segment := segment_of(names)) is not None:
            beside = entry.name.startswith(BESIDE)
            self._doubtful |= beside
            if is_directory and not beside:
                self.names.append(segment + "/")
            elif entry.is_file(follow_symlinks=False):
                self.names.append(segment)

    def _read_part(self, directory: int, parts: tuple[str, ...]) -> None:
        self.nested = True
        try:
            below = open_below(directory, parts[-1])
        except (FileNotFoundError, NotADirectoryError):
            return  # deleted meanwhile
        try:
            self._read(below, parts)
        finally:
            os.close(below)


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in name)
