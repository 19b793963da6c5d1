"""Lists of any length: a plan for ten million files needs no more memory than for ten thousand."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from ...core.errors import Unavailable
from ...core.safe.writing import storage_errors
from .shapes import Action, Base, Direction, Item, Local, Remote

T = TypeVar("T")
HELD = 10_000


class Plenty(Generic[T]):
    """What is appended, in its order. All but the last of it waits on the disk, in a file without
    a name, which is gone with this process.

    Append first, then iterate: as often as you like, from several threads at once.
    """

    def __init__(
        self, pack: Callable[[T], Any], unpack: Callable[[Any], T], folder: Path | None = None
    ) -> None:
        """`pack` gives something that JSON can say; `folder` is where there is room."""
        self._pack, self._unpack, self._folder = pack, unpack, folder
        self._last: list[T] = []
        self._file: IO[bytes] | None = None
        self._blocks: list[tuple[int, int]] = []

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        return len(self._blocks) * HELD + len(self._last)

    def __iter__(self) -> Iterator[T]:
        for start, size in self._blocks:
            assert self._file is not None
            with storage_errors():
                block = os.pread(self._file.fileno(), size, start)
            if len(block) != size:
                raise Unavailable("What was planned cannot be read again: the disk has lost it.")
            yield from map(self._unpack, json.loads(block))
        yield from list(self._last)

    def append(self, one: T) -> None:
        """One more. Raises Unavailable where the disk is full."""
        self._last.append(one)
        if len(self._last) == HELD:
            self._put_away()

    def _put_away(self) -> None:
        block = json.dumps([self._pack(one) for one in self._last]).encode()
        with storage_errors():
            if self._file is None:
                from tempfile import TemporaryFile  # seldom needed

                self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115  # as long as this
            start = self._file.seek(0, os.SEEK_END)
            self._file.write(block)
            self._file.flush()
        self._blocks.append((start, len(block)))
        self._last = []


def plenty_of_items(folder: Path | None) -> Plenty[Item]:
    """Of what is to be done."""
    return Plenty(_packed, _unpacked, folder)


def plenty_of_bases(folder: Path | None) -> Plenty[tuple[str, Base]]:
    """Of names, with what both sides are."""

    def packed(one: tuple[str, Base]) -> list[object]:
        return [one[0], one[1].size, one[1].modified, one[1].etag]

    return Plenty(packed, lambda one: (one[0], Base(*one[1:])), folder)


def plenty_of_names(folder: Path | None) -> Plenty[str]:
    """Of names alone."""
    return Plenty(str, str, folder)


def _packed(item: Item) -> list[object]:
    remote, local = item.remote, item.local
    return [
        item.name,
        item.action.value,
        item.towards.value,
        remote and [remote.key, remote.size, remote.etag, remote.modified],
        local and [local.size, local.modified],
        item.reason,
    ]


def _unpacked(packed: Any) -> Item:
    name, action, towards, remote, local, reason = packed
    return Item(
        name,
        Action(action),
        Direction(towards),
        remote and Remote(*remote),
        local and Local(*local),
        reason,
    )
