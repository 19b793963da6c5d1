"""Where a notebook lies, and its Python file beside it: the work directory, or a bucket."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ..core.errors import Conflict, Forbidden, InvalidInput, PreconditionFailed
from ..core.safe.names import shown
from ..core.safe.paths import atomic_write, inside, open_inside, relative_path
from ..core.safe.uris import ObjectUri, parse_uri
from ..obs import Objects

SCHEMES = ("obs://", "s3://")


class Place(Protocol):
    """One notebook."""

    @property
    def name(self) -> str:
        """Of its file, without folders."""
        ...

    def read(self, most: int) -> bytes:
        """Its first `most` bytes. Raises NotFound where it is not there."""
        ...

    def write(self, name: str, text: str, *, overwrite: bool) -> str:
        """Write a file beside it, and say where that is.

        Raises Conflict where the name is taken and is not to be replaced.
        """
        ...

    def refuse_taken(self, name: str, *, overwrite: bool) -> None:
        """Raise the same Conflict before anything is done."""
        ...


class WorkPlace:
    """A path below the work directory; symbolic links are not followed."""

    def __init__(self, root: Path, path: str) -> None:
        self._root = root
        self._source = relative_path(path)

    @property
    def name(self) -> str:
        return self._source.name

    def read(self, most: int) -> bytes:
        with open_inside(self._root, self._source) as stream:
            return stream.read(most)

    def refuse_taken(self, name: str, *, overwrite: bool) -> None:
        target = self._source.parent / name
        path = inside(self._root, target)
        if path.is_dir():
            raise Conflict(f"{shown(str(target))} is a folder: choose another name.")
        if path.exists() and not overwrite:
            raise _taken(str(target))

    def write(self, name: str, text: str, *, overwrite: bool) -> str:
        target = self._source.parent / name
        path = inside(self._root, target)
        try:
            atomic_write(path, text.encode(), replace=overwrite)
        except FileExistsError:
            raise _taken(str(target)) from None
        except PermissionError:
            raise Forbidden(f"The system does not permit writing {shown(str(target))}.") from None
        return str(target)


class BucketPlace:
    """An object."""

    def __init__(self, objects: Objects, uri: str) -> None:
        self._objects = objects
        self._source = parse_uri(uri)
        if self._source.is_folder:
            raise InvalidInput(f"{shown(uri)} is a folder: name a notebook.")

    @property
    def name(self) -> str:
        return self._source.name

    def read(self, most: int) -> bytes:
        with self._objects.open(self._source) as stream:
            return stream.read(most)

    def refuse_taken(self, name: str, *, overwrite: bool) -> None:
        target = self._beside(name)
        if not overwrite and self._objects.exists(target):
            raise _taken(str(target))

    def write(self, name: str, text: str, *, overwrite: bool) -> str:
        target = self._beside(name)
        try:
            self._objects.put(target, text.encode(), if_absent=not overwrite)
        except (Conflict, PreconditionFailed):
            raise _taken(str(target)) from None
        return str(target)

    def _beside(self, name: str) -> ObjectUri:
        folder, slash, _ = self._source.key.rpartition("/")
        return ObjectUri(self._source.bucket, folder + slash + name)


def _taken(target: str) -> Conflict:
    return Conflict(
        f"There is a file {shown(target)} already: choose another name, or overwrite it."
    )
