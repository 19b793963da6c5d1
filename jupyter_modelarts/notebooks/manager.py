"""Notebooks of the work directory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ..core.errors import Conflict, Forbidden, InvalidInput
from ..core.safe.names import shown
from ..core.safe.paths import atomic_write, inside, open_inside, relative_path
from .converting import convert
from .reading import MAX_BYTES, read
from .schemas import USUAL, Conversion, ConversionOptions, Notebook

SUFFIX = ".py"


class NotebookManager:
    """Turns notebooks into Python files beside them."""

    def __init__(self, work_dir: Path | None) -> None:
        self._work_dir = None if work_dir is None else work_dir.resolve()

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

        An absolute path of the work directory will do too: it is what a kernel knows of itself.
        Raises Conflict where the file is there and is not to be replaced, or is a folder.
        """
        source = relative_path(notebook.removeprefix(f"{self._work_dir}/"))
        target = source.parent / script_name(file_name)
        path = inside(self._root, target)
        _refuse_taken(path, target, overwrite)
        script = convert(self._read(source), cells, options)
        try:
            atomic_write(path, script.text.encode(), replace=overwrite)
        except FileExistsError:
            raise _taken(target) from None
        except PermissionError:
            raise Forbidden(f"The system does not permit writing {shown(str(target))}.") from None
        return Conversion(str(target), script)

    @property
    def _root(self) -> Path:
        if self._work_dir is None:
            raise InvalidInput("This server has no work directory to find notebooks in.")
        return self._work_dir

    def _read(self, source: PurePosixPath) -> Notebook:
        with open_inside(self._root, source) as stream:
            return read(source.name, stream.read(MAX_BYTES + 1))


def script_name(text: str) -> str:
    """A file's name that ends with `.py`, which is added where it is missing."""
    name = text.strip()
    stem = name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name
    if "/" in text:
        raise InvalidInput("The file is written beside the notebook: give a name without folders.")
    if not stem or stem.startswith("."):
        raise InvalidInput(f"{shown(text)} is no name for a Python file: begin with a letter.")
    return relative_path(stem + SUFFIX).name


def _refuse_taken(path: Path, target: PurePosixPath, overwrite: bool) -> None:
    if path.is_dir():
        raise Conflict(f"{shown(str(target))} is a folder: choose another name.")
    if path.exists() and not overwrite:
        raise _taken(target)


def _taken(target: PurePosixPath) -> Conflict:
    return Conflict(
        f"There is a file {shown(str(target))} already: choose another name, or overwrite it."
    )
