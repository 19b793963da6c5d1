"""Where a gallery's notebooks lie: a folder of this machine, or a prefix of an object store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from ..core.errors import InvalidInput, NotFound, TooLarge
from ..core.safe.directories import opened_directory
from ..core.safe.names import shown
from ..core.safe.paths import open_inside, relative_path
from ..core.safe.uris import ObjectUri
from ..obs import Objects

SUFFIX = ".ipynb"
MAX_ENTRIES = 20_000
MAX_DEPTH = 8


@dataclass(frozen=True)
class Found:
    """A file of a gallery; `stamp` is another one when it was changed."""

    path: str
    size: int
    stamp: str


class Source(Protocol):
    """What a gallery reads. Paths are relative, with slashes."""

    def notebooks(self) -> Iterator[Found]:
        """Its notebooks, in the order of their paths. Raises NotFound where the place is gone."""
        ...

    def stat(self, path: str) -> Found:
        """One file. Raises NotFound."""
        ...

    def read(self, path: str, limit: int) -> bytes:
        """A file's bytes. Raises NotFound, or TooLarge where it has more than `limit`."""
        ...


class FolderSource:
    """A folder; no symbolic link below it is followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def notebooks(self) -> Iterator[Found]:
        if not self._root.is_dir():
            raise NotFound("The gallery's folder is not there: put it back, or remove the gallery.")
        seen = 0
        for folder, folders, names in os.walk(self._root):
            seen += len(folders) + len(names)
            below = Path(folder).relative_to(self._root)
            deep = len(below.parts) >= MAX_DEPTH
            folders[:] = [] if deep else sorted(n for n in folders if not n.startswith((".", "_")))
            for name in sorted(names):
                path = Path(folder) / name
                if _is_notebook(name) and path.is_file() and not path.is_symlink():
                    yield self._found((below / name).as_posix(), path.lstat())
            if seen > MAX_ENTRIES:
                return

    def stat(self, path: str) -> Found:
        parsed = relative_path(path)
        with opened_directory(self._root, parsed.parts[:-1], what=path) as directory:
            try:
                there = os.stat(parsed.name, dir_fd=directory, follow_symlinks=False)
            except FileNotFoundError:
                raise NotFound(f"There is no file {shown(path)} in the gallery.") from None
        return self._found(path, there)

    def read(self, path: str, limit: int) -> bytes:
        with open_inside(self._root, path) as stream:
            return _within(stream.read(limit + 1), limit, path)

    @staticmethod
    def _found(path: str, there: os.stat_result) -> Found:
        return Found(path, there.st_size, f"{there.st_mtime_ns}-{there.st_size}")


class ObjectSource:
    """The objects below a prefix."""

    def __init__(self, objects: Objects, uri: ObjectUri) -> None:
        self._objects = objects
        self._uri = uri.folder()

    def notebooks(self) -> Iterator[Found]:
        for seen, info in enumerate(self._objects.walk(self._uri)):
            path = info.key[len(self._uri.key) :]
            hidden = any(part.startswith((".", "_")) for part in path.split("/")[:-1])
            if _is_notebook(path.rpartition("/")[2]) and not hidden and _is_plain(path):
                yield Found(path, info.size, info.etag)
            if seen > MAX_ENTRIES:
                return

    def stat(self, path: str) -> Found:
        info = self._objects.head(self._object(path))
        return Found(path, info.size, info.etag)

    def read(self, path: str, limit: int) -> bytes:
        return _within(self._objects.read(self._object(path), 0, limit + 1), limit, path)

    def _object(self, path: str) -> ObjectUri:
        return self._uri.join(str(relative_path(path)))


def beside(path: str, name: str) -> str:
    """The path of `name`, which names no folder, in the folder of `path`."""
    if "/" in name:
        raise InvalidInput(f"{shown(name)} does not lie beside its notebook.")
    return str(PurePosixPath(path).parent / relative_path(name))


def _is_notebook(name: str) -> bool:
    return name.endswith(SUFFIX) and not name.startswith(".")


def _is_plain(path: str) -> bool:
    """A key that is no path is no file that could be copied."""
    try:
        return str(relative_path(path)) == path
    except InvalidInput:
        return False


def _within(data: bytes, limit: int, path: str) -> bytes:
    if len(data) > limit:
        raise TooLarge(f"{shown(path)} is larger than {limit // 2**20} MiB.")
    return data
