"""One cell of code as Python that parses: pure, and without IPython."""

from __future__ import annotations

import re
import sys
import threading
import warnings
from dataclasses import dataclass, field

from . import magics
from .lines import ASSIGNMENT, ESCAPE, logical_lines, without_comment
from .schemas import Code

_CELL_MAGIC = re.compile(r"%%(?P<name>\w+)(?P<rest>[^\n]*)\n?")
_HELP = re.compile(r"%%\w+[^\n]*\?\s*")
_INDENT = re.compile(r"[ \t]*")
_FUTURE = re.compile(r"from[ \t]+__future__[ \t]+import[ \t]+\w[\w, \t]*")
_OWN_SHELL = re.compile(r"[ \t]*get_ipython\(\)\s*\.")
_MOST_MAGICS = 10
_MOST_BYTES = 1024 * 1024
_AWAITS = "Code that awaits outside of a function runs only in a notebook"
_NO_IPYTHON = "get_ipython() is there only in a notebook: the line is left out."
_filters = threading.Lock()


@dataclass
class _Made:
    """A cell in the making."""

    lines: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)
    futures: set[str] = field(default_factory=set)


def convert(source: str) -> Code:
    """The cell as Python; one that would not parse is kept whole, as comments that say so."""
    text = dedented(source)
    head, body, foreign = _without_cell_magics(text)
    if foreign:
        remark = f"%%{foreign} and what it does are left out: the cell is kept as comments."
        return Code(commented(text), () if foreign in magics.DISPLAYS else (remark,))
    if len(text) > _MOST_BYTES:
        return _given_up(text, "It is longer than 1 MiB.")
    made = _Made(lines=[commented(line) for line in head])
    for line in logical_lines(body):
        _add(made, line)
    code = "\n".join(made.lines)
    problem = why_not(code)
    if problem:
        return _given_up(text, problem)
    return Code(code, tuple(made.remarks), frozenset(made.modules), frozenset(made.futures))


def _given_up(text: str, problem: str) -> Code:
    kept = f"# This cell could not be converted: {problem}\n{commented(text)}"
    return Code(kept, (f"{problem} The cell is kept as comments.",))


def clean(text: str) -> str:
    """Text whose only line ends are `\\n`, and which any file and parser can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8")


def commented(text: str) -> str:
    """Every line as a comment."""
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))


def dedented(source: str) -> str:
    """Without blank lines around it, and without the indentation of its first line."""
    lines = clean(source).rstrip().split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    lines = lines[first:]
    found = _INDENT.match(lines[0])
    indent = found[0] if found else ""
    return "\n".join(line.removeprefix(indent) for line in lines)


def why_not(code: str) -> str:
    """A sentence that says why this is no Python; empty where it is."""
    with _filters, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is the author's business
        try:
            compile(code, "<cell>", "exec", dont_inherit=True)
        except SyntaxError as error:
            return _sentence(error)
        except (ValueError, MemoryError, RecursionError):
            return "It is nested too deeply to be read as Python."
    return ""


def _sentence(error: SyntaxError) -> str:
    where = f"line {error.lineno}" if error.lineno else "the cell"
    if "'await' outside" in error.msg or "outside async function" in error.msg:
        return f"{_AWAITS} ({where}): put it into a function."
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{where[:1].upper()}{where[1:]} does not parse as Python {version}: {error.msg}."


def _without_cell_magics(text: str) -> tuple[list[str], str, str]:
    """The first lines that are magics, the body, and the name of a magic that is not Python."""
    head: list[str] = []
    while len(head) < _MOST_MAGICS and (found := _CELL_MAGIC.match(text)):
        if _HELP.fullmatch(found[0]):
            break
        name = found["name"]
        if name not in magics.RUNNING:
            return head, text, name
        head.append(found[0].rstrip())
        text = dedented(text[found.end() :])
    return head, text, ""


def _add(made: _Made, line: str) -> None:
    code = line.rstrip("\n")
    if ESCAPE.match(code):
        _add_escaped(made, code)
    elif ASSIGNMENT.match(code):
        _add_assignment(made, code)
    elif without_comment(code).endswith("?"):
        _leave_out(made, code)
    elif _OWN_SHELL.match(code):
        _leave_out(made, code, _NO_IPYTHON)
    elif _FUTURE.fullmatch(without_comment(code)):
        made.futures.add(without_comment(code))
        _leave_out(made, code)
    else:
        made.lines.append(code)


def _add_escaped(made: _Made, code: str) -> None:
    """A line of IPython's: `!` is the shell, `%` a magic, the others are shorthands."""
    indent, rest = _split(_joined(code))
    if rest.endswith("?") or rest.startswith("?"):
        _leave_out(made, code)
    elif rest.startswith("!"):
        _put(made, code, indent, magics.shell(rest.lstrip("!").strip(), captured=False))
    elif rest.startswith("%"):
        _add_magic(made, code, indent, rest.lstrip("%").strip())
    else:
        _leave_out(made, code, f"{rest[0]} at the start of a line is a shorthand of notebooks.")


def _add_magic(made: _Made, code: str, indent: str, line: str) -> None:
    replacement = magics.magic(line)
    timed = line.startswith("time ") and replacement.expression
    if timed:
        _add(made, f"{indent}{timed}")
    else:
        _put(made, code, indent, replacement)


def _add_assignment(made: _Made, code: str) -> None:
    line = _joined(code)
    found = ASSIGNMENT.match(line)
    assert found is not None
    rest = line[found.end() :].strip()
    start = line[: found.end() - 1]
    if found["magic"] == "!":
        replacement = magics.shell(rest.lstrip("!").strip(), captured=True)
    else:
        replacement = magics.magic(rest)
    if replacement.expression is None:
        remark = replacement.remark or f"%{rest.split()[0]} is left out."
        _leave_out(made, code, f"{remark} Nothing is put into {found['target'].strip()}.")
    else:
        _put(made, code, start, replacement)


def _put(made: _Made, code: str, start: str, replacement: magics.Replacement) -> None:
    if replacement.expression is None:
        _leave_out(made, code, replacement.remark)
        return
    made.lines.append(start + replacement.expression)
    made.modules.update(filter(None, [replacement.module]))
    made.remarks.extend(filter(None, [replacement.remark]))


def _leave_out(made: _Made, code: str, remark: str = "") -> None:
    """Keep a line as a comment; in a block `pass` stands for it, in case nothing else is there."""
    indent, rest = _split(code)
    first, *more = rest.split("\n")
    made.lines.append(f"{indent}pass  # {first}" if indent else f"# {first}".rstrip())
    made.lines.extend(f"{indent}# {line.strip()}".rstrip() for line in more)
    made.remarks.extend(filter(None, [remark]))


def _joined(code: str) -> str:
    """One line of one that backslashes carry on."""
    return code.replace("\\\n", " ")


def _split(line: str) -> tuple[str, str]:
    found = _INDENT.match(line)
    indent = found[0] if found else ""
    return indent, line[len(indent) :]
