"""Cells of another program, as Python that runs it or that writes their file."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN_PATH = re.compile(r"[^\s'\"\\$`{}~-][^\s'\"\\$`{}]*")


@dataclass(frozen=True)
class Program:
    """Python instead of a cell, and the modules that it needs."""

    text: str
    modules: frozenset[str]


def program(name: str, rest: str, body: str) -> Program | None:
    """What does the same as the cell `%%name rest`; None where nothing does."""
    options = rest.strip()
    if name in ("bash", "sh") and not options:
        return Program(_run([repr(name)], body), frozenset(["subprocess"]))
    if name in ("python", "python3") and not options:
        own = _run(["sys.executable", repr("-")], body)
        return Program(own, frozenset(["subprocess", "sys"]))
    if name in ("writefile", "file") and _PLAIN_PATH.fullmatch(options):
        written = f"pathlib.Path({options!r}).write_text({_literal(body)}, encoding='utf-8')"
        return Program(written, frozenset(["pathlib"]))
    return None


def _run(argv: list[str], body: str) -> str:
    """As in a notebook, what fails ends the script."""
    return f"subprocess.run([{', '.join(argv)}], text=True, check=True, input={_literal(body)})"


def _literal(text: str) -> str:
    """The text, each of its lines a literal."""
    first, *more = [f"{line}\n" for line in text.rstrip("\n").split("\n")]
    if not more:
        return repr(first)
    return "\n".join(["(", *(f"    {line!r}" for line in (first, *more)), ")"])
