"""Logical lines of a cell.

Python's, where strings and brackets reach over line ends; and IPython's, which begin with `!`, `%`
or the like and reach as far as backslashes carry them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = r"""
    \"{3} [^"\\]* (?: (?: \\. | \"(?!\"\") ) [^"\\]* )* (?: \"{3} | \Z )
  | '{3}  [^'\\]* (?: (?: \\. | '(?!'')    ) [^'\\]* )* (?: '{3}  | \Z )
  | \"    [^"\\\n]* (?: \\. [^"\\\n]* )* \"?
  | '     [^'\\\n]* (?: \\. [^'\\\n]* )* '?
"""
_TOKEN = re.compile(
    rf"(?P<string>{_STRING})|(?P<comment>\#[^\n]*)|(?P<open>[(\[{{])|(?P<close>[)\]}}])"
    r"|(?P<carried>\\\n)|(?P<end>\n)",
    re.VERBOSE | re.DOTALL,
)
_CARRIED = re.compile(r"(?:[^\n]*\\\n)*[^\n]*\n?")
_NAME = r"[^\W\d]\w*(?:\.\w+|\[[^\]\n]*\])*"
ESCAPE = re.compile(r"[ \t]*[!%?,;/]")
ASSIGNMENT = re.compile(
    rf"(?P<indent>[ \t]*)(?P<target>{_NAME}(?:[ \t]*,[ \t]*{_NAME})*)[ \t]*(?:,[ \t]*)?=[ \t]*"
    r"(?P<magic>!|%(?=\w))"
)


def logical_lines(source: str) -> Iterator[str]:
    """The source cut into logical lines, each with its line ends; joined they are the source.

    A blank line and a comment are lines too. What is no Python is cut somehow.
    """
    start = 0
    while start < len(source):
        if ESCAPE.match(source, start) or ASSIGNMENT.match(source, start):
            found = _CARRIED.match(source, start)
            end = found.end() if found else len(source)
        else:
            end = _end_of_statement(source, start)
        yield source[start:end]
        start = end


def without_comment(line: str) -> str:
    """A logical line up to its last comment and the blanks before it."""
    for found in _TOKEN.finditer(line):
        if found.lastgroup == "comment" and not line[found.end() :].strip():
            return line[: found.start()].rstrip()
    return line.rstrip()


def indented(source: str) -> str:
    """Every line in a block, except those that begin inside of a string."""
    pieces, start = ["    "], 0
    for found in _TOKEN.finditer(source):
        if found.lastgroup in ("end", "carried"):
            pieces += [source[start : found.end()], "    "]
            start = found.end()
    return "".join([*pieces, source[start:]])


def _end_of_statement(source: str, start: int) -> int:
    depth = 0
    for found in _TOKEN.finditer(source, start):
        if found.lastgroup == "open":
            depth += 1
        elif found.lastgroup == "close":
            depth = max(0, depth - 1)
        elif found.lastgroup == "end" and depth == 0:
            return found.end()
    return len(source)
