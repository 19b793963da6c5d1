"""A version as a training job gets it: files under names of their own, and a manifest of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from ..compute.schemas import InputFile
from ..core.errors import Conflict, DomainError
from ..core.safe.paths import relative_path
from ..core.safe.uris import ObjectUri, parse_uri
from ..obs.manager import Objects
from . import manifest
from .schemas import Dataset, MaterializedVersion, Version, VersionState

DATA = "data"
OUTSIDE = "_"
_ODD = re.compile(r"[^A-Za-z0-9._-]+")


def materialize(objects: Objects, dataset: Dataset, version: Version) -> MaterializedVersion:
    """Read the version's manifest and give every object a place.

    Raises Conflict where the version is not ready or its manifest is not what was published.
    """
    if version.state is not VersionState.READY:
        raise Conflict(f"Version {version.name} is {version.state.value}: publish it first.")
    places = Places(dataset.input)
    files: list[InputFile] = []
    entries: list[manifest.Entry] = []
    with objects.open(version.manifest_path) as stream:
        for line in manifest.read(stream):
            if isinstance(line, manifest.BadLine):
                raise Conflict(
                    f"The manifest of version {version.name} was changed: line {line.number}, "
                    f"{line.reason}. Publish a new version."
                )
            source = parse_uri(line.entry.source)
            target = places.place(source)
            files.append(InputFile(source=str(source), target=target))
            entries.append(_at(line.entry, target))
    text = b"".join(manifest.write(entries)).decode()
    name = PurePosixPath(parse_uri(version.manifest_path).key).name
    return MaterializedVersion(files=files, manifest=text, manifest_name=name)


class Places:
    """Gives each object a relative path that no other has, also where case does not count."""

    def __init__(self, folder: ObjectUri) -> None:
        self._folder = folder
        self._files: set[str] = set()
        self._directories: set[str] = set()
        self._checked: dict[str, bool] = {"": True}
        self._number = 0

    def place(self, source: ObjectUri) -> str:
        """`data/` and the path below the dataset's input, or the object's name where it lies
        elsewhere; what clashes goes to a numbered directory."""
        path = wanted = self._wanted(source)
        while self._clashes(path.casefold()):
            self._number += 1
            path = f"{OUTSIDE}{self._number}/{wanted.rpartition('/')[2]}"
        self._files.add(path.casefold())
        self._directories.update(_above(path.casefold()))
        return f"{DATA}/{path}"

    def _wanted(self, source: ObjectUri) -> str:
        if not self._folder.contains(source):
            return _plain(source)
        directory, _, name = source.key[len(self._folder.key) :].rpartition("/")
        if directory not in self._checked:
            self._checked[directory] = _is_path(directory)
        if not self._checked[directory] or not _is_path(name):
            return _plain(source)
        return f"{directory}/{name}" if directory else name

    def _clashes(self, path: str) -> bool:
        """Whether a file has this path, or a directory has it, or a file stands on its way."""
        if path in self._files or path in self._directories:
            return True
        return any(directory in self._files for directory in _above(path))


def _above(path: str) -> Iterator[str]:
    """The directories that a path lies in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _is_path(text: str) -> bool:
    try:
        return str(relative_path(text)) == text
    except DomainError:
        return False


def _plain(source: ObjectUri) -> str:
    """The object's name in characters that are harmless everywhere."""
    name = _ODD.sub("_", source.name).strip(".") or "image"
    return f"{OUTSIDE}/{name[-100:]}"


def _at(entry: manifest.Entry, target: str) -> manifest.Entry:
    return replace(entry, source=target)
