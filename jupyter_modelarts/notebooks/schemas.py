"""Notebooks, the scripts that they become, and the bodies that tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from pydantic import Field

from ..core.schemas import Schema

MAX_CELLS = 10_000


class CellKind(str, Enum):
    """What a cell holds; headings of old formats are markdown."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


@dataclass(frozen=True)
class Cell:
    """One cell; `index` is its place in the notebook, from 0."""

    index: int
    kind: CellKind
    source: str
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Notebook:
    """What a conversion reads of a notebook; `language` is empty where it does not say."""

    name: str
    language: str
    cells: tuple[Cell, ...]


class NoteKind(str, Enum):
    """In which way a script differs from its notebook."""

    INSTALL = "install"
    INSTALL_PART = "install_part"
    INSTALL_VALUE = "install_value"
    INSTALL_UNSAFE = "install_unsafe"
    VARIABLE = "variable"
    COMMAND = "command"
    MAGIC = "magic"
    CELL_MAGIC = "cell_magic"
    UNSET = "unset"
    SHORTHAND = "shorthand"
    IPYTHON = "ipython"
    AWAIT = "await"
    SYNTAX = "syntax"
    OUTSIDE = "outside"
    DEPTH = "depth"
    LENGTH = "length"
    RUN = "run"
    PARAMETER = "parameter"


class Note(Schema):
    """What the script does differently, or not at all; `cell` is its place, from 0.

    `message` says it; `kind` and `detail` are for who says it in another language.
    """

    cell: int
    message: str
    kind: NoteKind
    detail: str


class ArgumentKind(str, Enum):
    """What the script reads an argument as."""

    INT = "int"
    FLOAT = "float"
    STR = "str"
    BOOL = "bool"


class Argument(Schema):
    """An argument of the script: `--name`, which without it is `default`.

    With `is_list` it takes several values of its kind, divided by commas.
    """

    name: str
    kind: ArgumentKind
    is_list: bool
    default: str
    help: str


Tag = Annotated[str, Field(min_length=1, max_length=200)]


class ConversionOptions(Schema):
    """What of a notebook becomes what.

    Cells with one of `drop_tags` are left out. With `arguments` the values in cells tagged
    `parameters` or `injected-parameters`, as papermill has them, become the script's arguments.
    """

    markdown: bool = True
    drop_tags: Annotated[list[Tag], Field(max_length=100)] = []
    arguments: bool = True


USUAL = ConversionOptions()


@dataclass(frozen=True)
class Script:
    """A whole Python file; `cells` is how many of its cells hold code."""

    text: str
    cells: int
    notes: tuple[Note, ...]
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class Conversion:
    """A script that was written to `path`, relative to the work directory; or to an object."""

    path: str
    script: Script


class ConversionRequest(Schema):
    """Write the notebook at `notebook` as `file_name` beside it.

    It is a path in the work directory, or the URI of an object (`obs://bucket/study/a.ipynb`).
    `cells` chooses by place, from 0; without it all are taken. A file that is there is replaced
    with `overwrite` only.
    """

    notebook: Annotated[str, Field(min_length=1)]
    file_name: Annotated[str, Field(min_length=1)]
    overwrite: bool = False
    cells: Annotated[list[int], Field(min_length=1, max_length=MAX_CELLS)] | None = None
    options: ConversionOptions = USUAL


class ConversionBody(Schema):
    """The Python file, how many cells of code are in it, what to look at in which cell, and the
    arguments that it takes."""

    path: str
    cells: int
    notes: list[Note]
    arguments: list[Argument]
