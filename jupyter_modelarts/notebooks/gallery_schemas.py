"""Examples to read and to copy, the galleries that hold them, and the bodies that tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from pydantic import Field

from ..core.schemas import Schema

BUILT_IN = "modelarts"
"""The gallery that comes with the package."""

LocationText = Annotated[str, Field(min_length=1, max_length=2048)]
GalleryName = Annotated[str, Field(min_length=1, max_length=80)]
ExamplePath = Annotated[str, Field(min_length=1, max_length=1024)]


class Gallery(Schema):
    """A place whose notebooks are shown: a folder, or `obs://bucket/prefix/`."""

    id: str
    name: str
    location: str
    created_at: int


class Words(Schema):
    """What an example says of itself in one language; empty where it does not."""

    title: str
    description: str
    category: str


class Example(Schema):
    """A notebook of a gallery. `path` is where it lies in there, `engine_id` what its author calls
    the engine; `duration_s` is how long a run takes, 0 where it is not said.

    `thumbnail` names a picture beside it; `files` is what it needs beside it.
    """

    gallery_id: str
    path: str
    size_bytes: int
    words: Words
    zh: Words
    engine_id: str = ""
    duration_s: int = 0
    rank: int = 1000
    thumbnail: str = ""
    has_picture: bool = False
    files: list[str] = []


@dataclass(frozen=True)
class Shelf:
    """What a gallery holds; `left_out` counts notebooks beyond the limit, and `unreadable` names
    those that are none."""

    examples: tuple[Example, ...]
    left_out: int
    unreadable: tuple[str, ...]


class PreviewKind(str, Enum):
    """What a cell holds."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


class PreviewOutput(Schema):
    """An output without anything that can act: a bundle of text and raster images by type."""

    data: dict[str, str]
    is_error: bool


class PreviewCell(Schema):
    """A cell to look at; `attachments` are `data:` addresses of raster images by their names."""

    kind: PreviewKind
    source: str
    attachments: dict[str, str]
    outputs: list[PreviewOutput]


@dataclass(frozen=True)
class Preview:
    """A notebook to look at; `left_out` counts outputs and attachments that were too large."""

    example: Example
    language: str
    cells: tuple[PreviewCell, ...]
    left_out: int


@dataclass(frozen=True)
class Copy:
    """What a copy has become: paths below the work directory."""

    path: str
    files: tuple[str, ...]
    example: Example


class GalleryBody(Schema):
    """A gallery; one that `is_built_in` cannot be removed."""

    gallery_id: str
    gallery_name: str
    location: str
    is_built_in: bool
    created_at: int | None


class GalleryListBody(Schema):
    """All galleries, the built-in one first."""

    total_count: int
    galleries: list[GalleryBody]


class GalleryRequest(Schema):
    """Add a folder of the work directory, or a prefix of a bucket, as a gallery."""

    gallery_name: GalleryName
    location: LocationText


class ExampleQuery(Schema):
    """Which gallery."""

    gallery_id: Annotated[str, Field(max_length=64)] = BUILT_IN


class ExampleBody(Schema):
    """An example as the gallery shows it.

    `words` are the author's, `zh` the same in Chinese where there are any. `engine_id` is an engine
    of this installation or empty, as its state then is; `kernel_name` is there once it is ready.
    """

    gallery_id: str
    path: str
    file_name: str
    size_bytes: int
    words: Words
    zh: Words
    engine_id: str
    engine_state: str
    kernel_name: str
    duration_s: int
    has_thumbnail: bool
    files: list[str]


class ExampleListBody(Schema):
    """One gallery's examples in their order; `unreadable` names files that are no notebooks."""

    total_count: int
    examples: list[ExampleBody]
    left_out: int
    unreadable: list[str]


class PlaceQuery(Schema):
    """Which example."""

    gallery_id: Annotated[str, Field(max_length=64)] = BUILT_IN
    path: ExamplePath


class PreviewBody(Schema):
    """An example's content, without anything that can act."""

    example: ExampleBody
    language: str
    cells: list[PreviewCell]
    left_out: int


class CopyRequest(Schema):
    """Copy an example, with the files it needs, into `folder` of the work directory.

    What is there already is replaced with `overwrite` only.
    """

    gallery_id: Annotated[str, Field(max_length=64)] = BUILT_IN
    path: ExamplePath
    folder: Annotated[str, Field(max_length=1024)] = ""
    file_name: Annotated[str, Field(max_length=255)] = ""
    overwrite: bool = False


class CopyBody(Schema):
    """The copy's path, what was written beside it, and the engine whose kernel it wants."""

    path: str
    files: list[str]
    engine_id: str
    engine_state: str
    kernel_name: str
