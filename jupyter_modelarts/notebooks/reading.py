"""What a conversion needs of a notebook file, of any format that Jupyter has had.

Outputs, metadata of cells beside their tags and whatever else a notebook holds are not looked at,
so that a notebook that is damaged there converts all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..core.errors import InvalidInput, TooLarge
from .cells import clean
from .schemas import MAX_CELLS, Cell, CellKind, Notebook

MAX_BYTES = 256 * 1024 * 1024
MAX_SOURCE = 16 * 1024 * 1024
_TEXTS = ("source", "input", "text")  # of formats 4, 3 and 1
_NONE: frozenset[str] = frozenset()
_KINDS = {"code": CellKind.CODE, "raw": CellKind.RAW}


def read(name: str, data: bytes) -> Notebook:
    """The notebook in a file's bytes. Raises InvalidInput for what is none."""
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"The notebook is larger than {MAX_BYTES // 2**20} MiB: clear its outputs and save it."
        )
    content = _parsed(data)
    cells = tuple(_cells(content))
    if sum(len(cell.source) for cell in cells) > MAX_SOURCE or len(cells) > MAX_CELLS:
        raise TooLarge(
            f"The notebook has more than {MAX_SOURCE // 2**20} MiB of text or {MAX_CELLS} cells: "
            "divide it into several."
        )
    return Notebook(name, _language(content), cells)


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidInput("The notebook is not text in UTF-8: save it again in Jupyter.") from None
    except (ValueError, RecursionError):
        raise InvalidInput(
            "The notebook is damaged: it is not JSON. Open it in Jupyter to see what is wrong, or "
            "restore it from a checkpoint."
        ) from None
    if not isinstance(content, dict):
        raise _no_notebook()
    return content


def _cells(content: dict[str, Any]) -> Iterator[Cell]:
    sheets = content.get("worksheets", [content])  # formats 2 and 3 have sheets of cells
    if not isinstance(sheets, list):
        raise _no_notebook()
    raw = [cell for sheet in sheets for cell in _list_of_cells(sheet)]
    for index, cell in enumerate(raw):
        if not isinstance(cell, dict):
            raise InvalidInput(f"The notebook is damaged: cell {index + 1} is no cell.")
        kind = _KINDS.get(str(cell.get("cell_type")), CellKind.MARKDOWN)
        yield Cell(index, kind, _source(cell, index), _tags(cell))


def _list_of_cells(sheet: object) -> list[object]:
    cells = sheet.get("cells") if isinstance(sheet, dict) else None
    if not isinstance(cells, list):
        raise _no_notebook()
    return cells


def _source(cell: dict[str, Any], index: int) -> str:
    source = next((cell[name] for name in _TEXTS if name in cell), "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise InvalidInput(f"The notebook is damaged: cell {index + 1} has no text.")
    return clean(source)


def _tags(cell: dict[str, Any]) -> frozenset[str]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return (
        frozenset(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else _NONE
    )


def _language(content: dict[str, Any]) -> str:
    metadata = content.get("metadata")
    if not isinstance(metadata, dict):
        return ""
    for holder, name in (("language_info", "name"), ("kernelspec", "language")):
        found = metadata.get(holder)
        if isinstance(found, dict) and isinstance(found.get(name), str):
            return str(found[name])
    return ""


def _no_notebook() -> InvalidInput:
    return InvalidInput("This file is no notebook: it has no list of cells.")
