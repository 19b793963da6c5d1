"""A notebook as a Python file: its first lines, then one cell below the other.

Each cell becomes Python in `cells.py`; text stands between them as comments.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence

from ..core.errors import InvalidInput
from ..core.safe.names import shown
from . import parameters
from .cells import Code, commented
from .cells import convert as convert_cell
from .installing import call
from .schemas import (
    USUAL,
    Argument,
    Cell,
    CellKind,
    ConversionOptions,
    Note,
    Notebook,
    Script,
)

_START = "#!/usr/bin/env python\n# coding: utf-8"


def convert(
    notebook: Notebook,
    chosen: Sequence[int] | None = None,
    options: ConversionOptions = USUAL,
) -> Script:
    """The script of a notebook, or of the cells at these places, in the notebook's order.

    Raises InvalidInput where there is no Python to convert, or no such cell.
    """
    _refuse_other_languages(notebook)
    cells = _kept(_chosen(notebook, chosen), options)
    codes = {
        cell.index: convert_cell(cell.source)
        for cell in cells
        if cell.kind is CellKind.CODE and cell.source.strip()
    }
    if not codes:
        raise InvalidInput(_nothing_left(chosen, options))
    arguments = list(_with_arguments(cells, codes)) if options.arguments else []
    pieces = [_START, _head(notebook, codes.values()), *_installs(codes.values())]
    pieces += _pieces(cells, codes, markdown=options.markdown)
    notes = (
        Note(cell=index, message=found.sentence, kind=found.kind, detail=found.detail)
        for index, code in codes.items()
        for found in dict.fromkeys(code.remarks)
    )
    text = "\n\n".join(pieces) + "\n"
    return Script(text, len(codes), tuple(notes), tuple(arguments))


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


def _kept(cells: Sequence[Cell], options: ConversionOptions) -> list[Cell]:
    return [cell for cell in cells if cell.tags.isdisjoint(options.drop_tags)]


def _nothing_left(chosen: Sequence[int] | None, options: ConversionOptions) -> str:
    what = "There is" if chosen is None else "The chosen cells have"
    tagged = " beside cells that are left out by their tags" if options.drop_tags else ""
    return f"{what} no code to convert{tagged}: write some, or choose other cells."


def _with_arguments(cells: Sequence[Cell], codes: dict[int, Code]) -> Iterator[Argument]:
    """The arguments that cells of parameters take; their code in `codes` then takes them."""
    for cell in cells:
        if cell.index in codes and not cell.tags.isdisjoint(parameters.TAGS):
            code = codes[cell.index]
            found = parameters.parameters(code.text)
            codes[cell.index] = dataclasses.replace(
                code,
                text=found.text,
                remarks=code.remarks + found.remarks,
                modules=code.modules | ({parameters.MODULE} if found.arguments else set()),
            )
            yield from found.arguments


def _head(notebook: Notebook, codes: Collection[Code]) -> str:
    """Where the file comes from, and what must stand at its top."""
    name = "".join(c if c.isprintable() else "?" for c in notebook.name)
    futures = sorted({line for code in codes for line in code.futures})
    modules = sorted({module for code in codes for module in code.modules})
    lines = [
        f"# Converted from {name}: what is changed here is lost when it is converted again.",
        *futures,
        *(f"import {module}" for module in modules),
    ]
    return "\n".join(lines)


def _installs(codes: Collection[Code]) -> Iterator[str]:
    """Before anything of the notebook is imported."""
    commands = dict.fromkeys(command for code in codes for command in code.installs)
    if commands:
        yield "\n".join(map(call, commands))


def _pieces(cells: Sequence[Cell], codes: Mapping[int, Code], *, markdown: bool) -> Iterator[str]:
    for cell in cells:
        if cell.index in codes:
            yield f"# Cell {cell.index + 1}\n{codes[cell.index].text}"
        elif markdown and cell.kind is not CellKind.CODE and cell.source.strip():
            yield commented(cell.source.strip())
