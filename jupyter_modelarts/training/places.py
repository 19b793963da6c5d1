"""Where code lies: in the object store, or in the work directory that JupyterLab shows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..core.errors import InvalidInput
from ..core.safe.names import shown
from ..core.safe.paths import inside
from ..core.safe.uris import parse_uri
from .schemas import Place

MAX_FILES = 10_000
MAX_BYTES = 1024 * 1024 * 1024
_SKIPPED = ("__pycache__", "node_modules")
_FILE = "file://"


class WorkDirectory:
    """The folder that JupyterLab shows; a server that has none refuses every path of it."""

    def __init__(self, root: Path | None) -> None:
        self._root = None if root is None else root.resolve()

    @property
    def root(self) -> Path:
        """What paths are relative to. Raises InvalidInput where there is no work directory."""
        if self._root is None:
            raise InvalidInput("This server has no work directory: put the code into a bucket.")
        return self._root

    def parse(self, text: str) -> Place:
        """A folder of code: a relative path or `file:///` is one of the work directory.

        An absolute path means an object, as everywhere in ModelArts, unless it leads into the work
        directory. Raises InvalidInput.
        """
        if not text:
            raise InvalidInput("No code directory is given: choose the folder of the script.")
        if text.startswith(_FILE):
            return self._own(text, self._below(text[len(_FILE) :]))
        if self._root is not None and text.startswith(f"{self._root}/"):
            return self._own(text, self._below(text))
        if text.startswith("/") or ":" in text.split("/")[0]:
            return Place(given=text, uri=str(parse_uri(text).folder()))
        return self._own(text, text)

    def path(self, place: Place) -> Path:
        """The folder on this machine. Raises InvalidInput where it is gone, or became a link."""
        relative = Path(place.uri).relative_to(self.root)
        found = self.root if relative == Path() else inside(self.root, PurePosixPath(relative))
        if not found.is_dir():
            raise InvalidInput(f"There is no folder {shown(place.given)} in the work directory.")
        return found

    def shown(self, place: Place, relative: str) -> str:
        """A file of the folder as JupyterLab's file browser spells it."""
        return (Path(place.uri) / relative).relative_to(self.root).as_posix()

    def _below(self, absolute: str) -> str:
        path = Path(os.path.normpath(absolute))
        if not path.is_relative_to(self.root):
            raise InvalidInput(f"{shown(absolute)} is not in the work directory.")
        return path.relative_to(self.root).as_posix()

    def _own(self, given: str, relative: str) -> Place:
        place = Place(given=given, uri=str(self.root))
        if relative not in (".", "./"):
            place = Place(given=given, uri=str(inside(self.root, relative)))
        self.path(place)
        return place


def code_files(folder: Path) -> list[tuple[str, int]]:
    """The files of a code directory with their sizes.

    Hidden folders (version control, environments, notebook checkpoints), caches and symbolic links
    stay behind. Raises InvalidInput where the folder is plainly not one of code only.
    """
    found: list[tuple[str, int]] = []
    total = 0
    for path in _walk(folder):
        size = path.lstat().st_size
        total += size
        found.append((path.relative_to(folder).as_posix(), size))
        if len(found) > MAX_FILES or total > MAX_BYTES:
            raise InvalidInput(
                f"The code directory holds more than {MAX_FILES} files or 1 GiB: choose a folder "
                "that holds only the code; data comes in through inputs."
            )
    return found


def _walk(folder: Path) -> Iterator[Path]:
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _skipped(name))
        for name in sorted(files):
            path = Path(base, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _skipped(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED
