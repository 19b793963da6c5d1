"""A notebook as a Python file.

Each cell becomes Python in `cells.py`; nbconvert lays out the file: its first lines, markdown as
comments, one cell below the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..core.errors import InvalidInput
from ..core.safe.names import shown
from .cells import Code
from .cells import convert as convert_cell
from .schemas import Cell, CellKind, Note, Notebook, Script


def convert(notebook: Notebook, chosen: Sequence[int] | None = None) -> Script:
    """The script of a notebook, or of the cells at these places, in the notebook's order.

    Raises InvalidInput where there is no Python to convert, or no such cell.
    """
    _refuse_other_languages(notebook)
    cells = _chosen(notebook, chosen)
    codes = {
        cell.index: convert_cell(cell.source)
        for cell in cells
        if cell.kind is CellKind.CODE and cell.source.strip()
    }
    if not codes:
        what = "There is" if chosen is None else "The chosen cells have"
        raise InvalidInput(f"{what} no code to convert: write some, or choose other cells.")
    pieces = [_head(notebook, list(codes.values())), *_pieces(cells, codes)]
    notes = (
        Note(cell=index, message=found.sentence, kind=found.kind, detail=found.detail)
        for index, code in codes.items()
        for found in dict.fromkeys(code.remarks)
    )
    return Script(_laid_out(pieces), len(codes), tuple(notes))


def _refuse_other_languages(notebook: Notebook) -> None:
    language = notebook.language.lower()
    if language and not language.startswith(("python", "ipython")):
        raise InvalidInput(
            f"The notebook is in {shown(notebook.language)}: only Python becomes a Python file."
        )


def _chosen(notebook: Notebook, chosen: Sequence[int] | None) -> tuple[Cell, ...]:
    if chosen is None:
        return notebook.cells
    wanted = set(chosen)
    missing = wanted - {cell.index for cell in notebook.cells}
    if missing:
        raise InvalidInput(
            f"The notebook has {len(notebook.cells)} cells, and none at {min(missing)}: "
            "save it, and choose again."
        )
    return tuple(cell for cell in notebook.cells if cell.index in wanted)


def _head(notebook: Notebook, codes: Sequence[Code]) -> dict[str, Any]:
    """Where the file comes from, and what must stand at its top."""
    futures = sorted({line for code in codes for line in code.futures})
    modules = sorted({module for code in codes for module in code.modules})
    name = "".join(c if c.isprintable() else "?" for c in notebook.name)
    lines = [
        f"# Converted from {name}: what is changed here is lost when it is converted again.",
        *futures,
        *(f"import {module}" for module in modules),
    ]
    return _piece("head", "code", "\n".join(lines))


def _pieces(cells: Sequence[Cell], codes: dict[int, Code]) -> Iterator[dict[str, Any]]:
    for cell in cells:
        if cell.index in codes:
            text = f"# Cell {cell.index + 1}\n{codes[cell.index].text}"
            yield _piece(f"cell-{cell.index}", "code", text)
        elif cell.kind is not CellKind.CODE and cell.source.strip():
            yield _piece(f"cell-{cell.index}", "markdown", cell.source.strip())


def _piece(name: str, kind: str, source: str) -> dict[str, Any]:
    cell = {"id": name, "cell_type": kind, "metadata": {}, "source": source}
    return {**cell, "outputs": [], "execution_count": None} if kind == "code" else cell


def _laid_out(pieces: list[dict[str, Any]]) -> str:
    """The file, by nbconvert; its own treatment of magics is not needed any more."""
    from nbconvert.exporters.python import PythonExporter  # 1.5 s, at the first conversion
    from nbformat import from_dict

    make_exporter: Any = PythonExporter  # nbconvert has no types
    make_node: Any = from_dict
    exporter = make_exporter(exclude_input_prompt=True, default_preprocessors=[])
    exporter.register_filter("ipython2python", _unchanged)
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": pieces}
    text, _ = exporter.from_notebook_node(make_node(whole))
    return str(text).rstrip() + "\n"


def _unchanged(text: str) -> str:
    return text
