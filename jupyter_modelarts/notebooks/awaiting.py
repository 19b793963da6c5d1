"""Cells that await: Jupyter has an event loop around each, a script needs one."""

from __future__ import annotations

import symtable

from .checking import UNREADABLE, silently
from .lines import indented

NAME = "_cell"


def in_a_loop(code: str) -> str | None:
    """The code in a coroutine that is run, with the names that it binds bound as before.

    None where it cannot stand in a function. `asyncio` must be imported.
    """
    body = indented(code)
    try:
        names = _bound(f"async def {NAME}():\n{body}\n")
    except UNREADABLE:
        return None
    shared = f"    global {', '.join(names)}\n" if names else ""
    return f"async def {NAME}():\n{shared}{body}\n\nasyncio.run({NAME}())"


def _bound(function: str) -> list[str]:
    with silently():
        tables = symtable.symtable(function, "<cell>", "exec").get_children()
    table = next(table for table in tables if table.get_name() == NAME)
    return sorted(symbol.get_name() for symbol in table.get_symbols() if symbol.is_local())
