"""A version as a training job gets it: files under names of their own, and a manifest of them."""

from __future__ import annotations

import re
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
        self._number = 0

    def place(self, source: ObjectUri) -> str:
        """`data/` and the path below the dataset's input, or the object's name where it lies
        elsewhere; what clashes goes to a numbered directory."""
        path = wanted = self._wanted(source)
        while self._clashes(path):
            self._number += 1
            path = PurePosixPath(f"{OUTSIDE}{self._number}", wanted.name)
        self._files.add(str(path).casefold())
        self._directories.update(str(parent).casefold() for parent in path.parents)
        return f"{DATA}/{path}"

    def _wanted(self, source: ObjectUri) -> PurePosixPath:
        if not self._folder.contains(source):
            return _plain(source)
        try:
            return relative_path(source.key[len(self._folder.key) :])
        except DomainError:
            return _plain(source)

    def _clashes(self, path: PurePosixPath) -> bool:
        """Whether a file has this path, or a directory has it, or a file stands on its way."""
        folded = str(path).casefold()
        above = (str(parent).casefold() for parent in path.parents)
        return (
            folded in self._files
            or folded in self._directories
            or any(parent in self._files for parent in above)
        )


def _plain(source: ObjectUri) -> PurePosixPath:
    """The object's name in characters that are harmless everywhere."""
    name = _ODD.sub("_", source.name).strip(".") or "image"
    return PurePosixPath(OUTSIDE, name[-100:])


def _at(entry: manifest.Entry, target: str) -> manifest.Entry:
    return replace(entry, source=target)
