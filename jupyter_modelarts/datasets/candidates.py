"""What an import may bring: images found in a folder or named by a manifest, before any check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol

from ..core.errors import DomainError, InvalidInput
from ..core.safe.names import label_name, shown
from ..core.safe.paths import relative_path
from ..core.safe.uris import ObjectUri, parse_uri
from ..obs.manager import Objects
from ..obs.schemas import ObjectInfo
from . import manifest
from .schemas import Annotation, ImportKind, ImportSpec, SkippedItem, Usage

EXTENSIONS = (".jpg", ".jpeg", ".png", ".bmp")
NO_IMAGE = "no image file: jpg, jpeg, png and bmp are imported"
CONTENT = "content:"


@dataclass(frozen=True)
class Candidate:
    """An object that may become a sample; `info` is known where a listing gave it."""

    uri: ObjectUri
    info: ObjectInfo | None = None
    annotations: list[Annotation] = field(default_factory=list)
    usage: Usage | None = None
    notes: tuple[str, ...] = ()


Found = Candidate | SkippedItem


class Source(Protocol):
    """Where an import reads; both may be called again and read anew."""

    def count(self) -> int:
        """How many things `find` will yield."""
        ...

    def find(self) -> Iterator[Found]: ...


def source_of(objects: Objects, spec: ImportSpec) -> Source:
    """The reader for what the user asked for. Raises InvalidInput for a path that is no URI."""
    uri = parse_uri(spec.path)
    if spec.kind is ImportKind.MANIFEST:
        return ManifestSource(objects, uri)
    return FolderSource(objects, uri.folder())


class FolderSource:
    """A folder with one sub-folder per label, or flat; the name of the folder that an image lies
    in is its label."""

    def __init__(self, objects: Objects, folder: ObjectUri) -> None:
        self._objects = objects
        self._folder = folder

    def count(self) -> int:
        return sum(1 for _ in self._infos())

    def find(self) -> Iterator[Found]:
        for info in self._infos():
            if PurePosixPath(info.key).suffix.lower() in EXTENSIONS:
                yield self._candidate(info)
            else:
                yield SkippedItem(name=str(info.uri), reason=NO_IMAGE)

    def _infos(self) -> Iterator[ObjectInfo]:
        found = self._objects.walk(self._folder)
        return (info for info in found if not info.key.endswith("/"))

    def _candidate(self, info: ObjectInfo) -> Candidate:
        *folders, _ = info.key[len(self._folder.key) :].split("/")
        if not folders:
            return Candidate(info.uri, info)
        try:
            return Candidate(info.uri, info, [Annotation(name=label_name(folders[-1]))])
        except InvalidInput as error:
            return Candidate(info.uri, info, notes=(f"Images without a label: {error}",))


class ManifestSource:
    """A Manifest file; relative sources lie beside it."""

    def __init__(self, objects: Objects, uri: ObjectUri) -> None:
        if uri.is_folder:
            raise InvalidInput(f"{uri} is a folder: name the Manifest file in it.")
        self._objects = objects
        self._uri = uri
        self._beside = ObjectUri(uri.bucket, uri.key.rpartition("/")[0] + "/")

    def count(self) -> int:
        with self._objects.open(self._uri) as stream:
            return sum(1 for _ in manifest.read(stream))

    def find(self) -> Iterator[Found]:
        with self._objects.open(self._uri) as stream:
            for line in manifest.read(stream):
                yield self._found(line)

    def _found(self, line: manifest.Line | manifest.BadLine) -> Found:
        name = f"line {line.number}"
        if isinstance(line, manifest.BadLine):
            return SkippedItem(name=name, reason=line.reason)
        entry = line.entry
        try:
            uri = self._resolved(entry.source)
        except DomainError as error:
            return SkippedItem(name=name, reason=str(error))
        return Candidate(uri, None, entry.annotations, entry.usage, entry.notes)

    def _resolved(self, source: str) -> ObjectUri:
        if source.startswith(CONTENT):
            raise InvalidInput(f"{shown(source)} is text, and this dataset has images.")
        if ":" in source.partition("/")[0] or source.startswith("/"):
            return parse_uri(source)
        return self._beside.join(str(relative_path(source)))
