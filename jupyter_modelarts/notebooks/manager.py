"""Notebooks of the work directory and of buckets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..core.errors import InvalidInput
from ..core.safe.names import shown
from ..core.safe.paths import relative_path
from ..obs import Objects
from .converting import convert
from .places import SCHEMES, BucketPlace, Place, WorkPlace
from .reading import MAX_BYTES, read
from .schemas import USUAL, Conversion, ConversionOptions

SUFFIX = ".py"


class NotebookManager:
    """Turns notebooks into Python files beside them."""

    def __init__(self, work_dir: Path | None, objects: Objects) -> None:
        self._work_dir = None if work_dir is None else work_dir.resolve()
        self._objects = objects

    def convert(
        self,
        notebook: str,
        file_name: str,
        *,
        overwrite: bool = False,
        cells: Sequence[int] | None = None,
        options: ConversionOptions = USUAL,
    ) -> Conversion:
        """Write a notebook, or the cells at these places, as `file_name` in its folder.

        It is a path or an object's URI. An absolute path of the work directory will do too: it is
        what a kernel knows of itself. Raises Conflict where the file is there and is not to be
        replaced, or is a folder.
        """
        place = self._place(notebook)
        return write_script(place, file_name, overwrite=overwrite, cells=cells, options=options)

    def _place(self, notebook: str) -> Place:
        if notebook.startswith(SCHEMES):
            return BucketPlace(self._objects, notebook)
        if self._work_dir is None:
            raise InvalidInput("This server has no work directory to find notebooks in.")
        return WorkPlace(self._work_dir, notebook.removeprefix(f"{self._work_dir}/"))


def write_script(
    place: Place,
    file_name: str,
    *,
    overwrite: bool,
    cells: Sequence[int] | None = None,
    options: ConversionOptions = USUAL,
) -> Conversion:
    """As `NotebookManager.convert`, for a notebook that was found already."""
    name = script_name(file_name)
    place.refuse_taken(name, overwrite=overwrite)
    script = convert(read(place.name, place.read(MAX_BYTES + 1)), cells, options)
    return Conversion(place.write(name, script.text, overwrite=overwrite), script)


def script_name(text: str) -> str:
    """A file's name that ends with `.py`, which is added where it is missing."""
    name = text.strip()
    stem = name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name
    if "/" in text:
        raise InvalidInput("The file is written beside the notebook: give a name without folders.")
    if not stem or stem.startswith("."):
        raise InvalidInput(f"{shown(text)} is no name for a Python file: begin with a letter.")
    return relative_path(stem + SUFFIX).name
