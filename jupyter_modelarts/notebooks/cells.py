"""One cell of code as Python that parses: pure, and without IPython."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field

from . import magics
from .awaiting import in_a_loop
from .cell_magics import program
from .checking import problem_of
from .installing import call
from .lines import ASSIGNMENT, ESCAPE, logical_lines, without_comment
from .remarks import Remark, remark
from .schemas import NoteKind

_CELL_MAGIC = re.compile(r"%%(?P<name>\w+)(?P<rest>[^\n]*)\n?")
_HELP = re.compile(r"%%\w+[^\n]*\?\s*")
_INDENT = re.compile(r"[ \t]*")
_FUTURE = re.compile(r"from[ \t]+__future__[ \t]+import[ \t]+\w[\w, \t]*")
_OWN_SHELL = re.compile(r"[ \t]*get_ipython\(\)\s*\.")
_MORE_THAN_PYTHON = re.compile(
    r"^[ \t]*[!%?,;/]|=[ \t]*[!%]|\?[ \t]*(?:#.*)?$|get_ipython|__future__|^pip", re.MULTILINE
)
"""Somewhere here is a line that may not stay as it is; in strings too, but that costs only time."""

_BARE_PIP = re.compile(r"pip[\d.]*[ \t]+install[ \t]")
_MOST_MAGICS = 10
_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Code:
    """Python that parses, made of one cell's source.

    `modules` must be imported, `futures` stand and `installs` run before it; `remarks` say what is
    not as it was.
    """

    text: str
    remarks: tuple[Remark, ...] = ()
    modules: frozenset[str] = frozenset()
    futures: frozenset[str] = frozenset()
    installs: tuple[str, ...] = ()


@dataclass
class _Made:
    """A cell in the making."""

    lines: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)
    futures: set[str] = field(default_factory=set)
    installs: list[str] = field(default_factory=list)

    def code(self, text: str) -> Code:
        """The cell whose Python is this text."""
        return Code(
            text,
            tuple(self.remarks),
            frozenset(self.modules),
            frozenset(self.futures),
            tuple(self.installs),
        )


def convert(source: str) -> Code:
    """The cell as Python; one that would not parse is kept whole, as comments that say so."""
    text = dedented(source)
    if len(text) > _MOST_BYTES:
        return _given_up(text, remark(NoteKind.LENGTH))
    head, body, foreign = _without_cell_magics(text)
    if foreign:
        return _of_another_program(head, body, foreign)
    made = _Made(lines=[commented(line) for line in head])
    made.remarks += [remark(NoteKind.MAGIC, line) for line in head if magics.means_more(line)]
    if _MORE_THAN_PYTHON.search(body):
        for line in logical_lines(body):
            _add(made, line)
    elif body:
        made.lines.append(body)
    code = "\n".join(made.lines)
    problem = problem_of(code)
    looped = in_a_loop(code) if problem and problem.kind is NoteKind.OUTSIDE else None
    if looped and not problem_of(looped):
        code, problem = looped, None
        made.modules.add("asyncio")
        made.remarks.append(remark(NoteKind.AWAIT))
    if problem:
        return _given_up(text, problem)
    return made.code(code)


def _of_another_program(head: list[str], body: str, name: str) -> Code:
    """The cell of a magic that is not Python; its line is the first of the body."""
    first, _, rest = body.partition("\n")
    lines = [commented(line) for line in head]
    found = program(name, first.removeprefix(f"%%{name}"), rest)
    if found:
        text = "\n".join([*lines, commented(first), found.text])
        return Code(text, modules=found.modules)
    text = "\n".join([*lines, commented(body)])
    note = remark(NoteKind.CELL_MAGIC, f"%%{name}")
    return Code(text, () if name in magics.DISPLAYS else (note,))


def _given_up(text: str, problem: Remark) -> Code:
    return Code(f"# {problem.sentence}\n{commented(text)}", (problem,))


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
    elif "?" in code and without_comment(code).endswith("?"):
        _leave_out(made, code)
    elif _OWN_SHELL.match(code):
        _leave_out(made, code, remark(NoteKind.IPYTHON))
    elif _BARE_PIP.match(code):  # IPython takes it for %pip
        _put(made, code, "", magics.shell(code, captured=False))
    elif "__future__" in code and _FUTURE.fullmatch(without_comment(code)):
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
        _leave_out(made, code, remark(NoteKind.SHORTHAND, rest[0]))


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
        unset = remark(NoteKind.UNSET, found["target"])
        _leave_out(made, code, *filter(None, [replacement.remark, unset]))
        _install(made, replacement)
    else:
        _put(made, code, start, replacement)


def _put(made: _Made, code: str, start: str, replacement: magics.Replacement) -> None:
    if replacement.installs and start:  # in a block, so perhaps not at all
        expression = "; ".join(map(call, replacement.installs))
        replacement = dataclasses.replace(replacement, expression=expression)
    if replacement.expression is None:
        _leave_out(made, code, *filter(None, [replacement.remark]))
        _install(made, replacement)
        return
    made.lines.append(start + replacement.expression)
    made.modules.update(replacement.modules)
    made.remarks.extend(filter(None, [replacement.remark]))


def _install(made: _Made, replacement: magics.Replacement) -> None:
    made.installs += replacement.installs
    made.modules.update(replacement.modules if replacement.installs else ())


def _leave_out(made: _Made, code: str, *remarks: Remark) -> None:
    """Keep a line as a comment; in a block `pass` stands for it, in case nothing else is there."""
    indent, rest = _split(code)
    first, *more = rest.split("\n")
    made.lines.append(f"{indent}pass  # {first}" if indent else f"# {first}".rstrip())
    made.lines.extend(f"{indent}# {line.strip()}".rstrip() for line in more)
    made.remarks.extend(remarks)


def _joined(code: str) -> str:
    """One line of one that backslashes carry on."""
    return code.replace("\\\n", " ")


def _split(line: str) -> tuple[str, str]:
    found = _INDENT.match(line)
    indent = found[0] if found else ""
    return indent, line[len(indent) :]
