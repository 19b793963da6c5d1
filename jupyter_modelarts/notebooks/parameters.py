"""A cell of parameters as arguments of the script.

`lr = 0.1  # step size` reads its value from `--lr`, where the line stands: what is computed from it
below, and all comments, stay as they are. Arguments that are not known are left to others, for
ModelArts gives every job `--data_url` and `--train_url`.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .checking import UNREADABLE, problem_of, silently
from .lines import logical_lines, without_comment
from .remarks import Remark, remark
from .schemas import Argument, ArgumentKind, NoteKind

TAGS = frozenset(["parameters", "injected-parameters"])
"""papermill's; it writes the second below the first, with the values of one run."""

MODULE = "argparse"

_KINDS: dict[type, ArgumentKind] = {
    bool: ArgumentKind.BOOL,
    int: ArgumentKind.INT,
    float: ArgumentKind.FLOAT,
    str: ArgumentKind.STR,
}
_ANNOTATION = re.compile(
    r"(?:typing\.)?(?:(?P<list>[Ll]ist)\[)?(?:typing\.)?(?:Optional\[)?(?P<kind>int|float|str|bool)"
    r"(?: \| None)?\]*"
)
_TYPE_COMMENT = re.compile(r"type:\s*(?P<kind>[\w.\[\]]+)\s*(?P<help>.*)")
_OURS = frozenset(["_parser", "_given", "_list_of", "_true_or_false", MODULE, "help"])
"""Names that an argument cannot have: those of the lines below, and argparse's own."""

_TRUE_OR_FALSE = """\
def _true_or_false(text):
    if text.lower() in ("true", "yes", "on", "1"):
        return True
    if text.lower() in ("false", "no", "off", "0"):
        return False
    raise argparse.ArgumentTypeError(f"{text!r} is neither true nor false")

"""
_LIST_OF = """\
def _list_of(kind):
    def read(text):
        words = [word.strip(" '\\"") for word in text.strip("[] ").split(",")]
        return [kind(word) for word in words if word]

    read.__name__ = "list of " + kind.__name__
    return read

"""


@dataclass(frozen=True)
class Parameters:
    """A cell's Python with its arguments, and what of it is none."""

    text: str
    arguments: tuple[Argument, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass
class _Made:
    lines: list[str] = field(default_factory=list)
    arguments: list[tuple[Argument, str]] = field(default_factory=list)
    """Each with the source of its default."""

    remarks: list[Remark] = field(default_factory=list)


def parameters(code: str) -> Parameters:
    """The cell, which parses, with arguments for what can be one."""
    with silently():
        bound = _bound(ast.parse(code))
    made = _Made()
    for line in logical_lines(code):
        _add(made, line, bound)
    remarks = tuple(made.remarks)
    text = "\n".join([_parser(made.arguments), "".join(made.lines)])
    if not made.arguments or problem_of(text):
        return Parameters(code, (), remarks)
    return Parameters(text, tuple(argument for argument, _ in made.arguments), remarks)


def _bound(tree: ast.AST) -> Counter[str]:
    """How often each name is given a value, anywhere in the cell."""
    found: Counter[str] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found[node.id] += 1
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] += 1
        elif isinstance(node, ast.alias):
            found[(node.asname or node.name).partition(".")[0]] += 1
    return found


def _add(made: _Made, line: str, bound: Counter[str]) -> None:
    statements = _statements(line)
    targets = [target for statement in statements for target in _targets(statement)]
    if not targets:
        made.lines.append(line)
        return
    found = _argument(statements[0], _comment(line), bound) if len(statements) == 1 else None
    if found is None:
        made.remarks += [remark(NoteKind.PARAMETER, target) for target in targets]
        made.lines.append(line)
        return
    made.arguments.append(found)
    made.lines.append(_replaced(statements[0], found[0], line))


def _statements(line: str) -> list[ast.stmt]:
    """What stands on an unindented logical line; nothing, where others belong to it."""
    try:
        with silently():
            return ast.parse(line).body
    except UNREADABLE:
        return []


def _targets(statement: ast.stmt) -> Iterator[str]:
    """What an assignment gives a value."""
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield ast.unparse(target).removeprefix("(").removesuffix(")")
    elif isinstance(statement, ast.AugAssign) or (
        isinstance(statement, ast.AnnAssign) and statement.value is not None
    ):
        yield ast.unparse(statement.target)


def _argument(
    statement: ast.stmt, comment: str, bound: Counter[str]
) -> tuple[Argument, str] | None:
    target, value, annotation = _parts(statement)
    if not isinstance(target, ast.Name) or value is None:
        return None
    if bound[target.id] != 1 or target.id in _OURS:
        return None
    typed = _TYPE_COMMENT.fullmatch(comment)
    if typed and not annotation:
        annotation, comment = typed["kind"], typed["help"]
    try:
        literal = ast.literal_eval(value)
    except (*UNREADABLE, TypeError):
        return None
    kind = _kind(literal, _ANNOTATION.fullmatch(annotation.strip("'\"")))
    if kind is None:
        return None
    is_list = isinstance(literal, list)
    default = _words(literal) if is_list else _word(literal)
    argument = Argument(name=target.id, kind=kind, is_list=is_list, default=default, help=comment)
    return argument, ast.unparse(value)


def _parts(statement: ast.stmt) -> tuple[ast.expr | None, ast.expr | None, str]:
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        return statement.targets[0], statement.value, ""
    if isinstance(statement, ast.AnnAssign):
        return statement.target, statement.value, ast.unparse(statement.annotation)
    return None, None, ""


def _kind(literal: Any, annotation: re.Match[str] | None) -> ArgumentKind | None:
    """Of a value, where what is written beside it says more than the value alone."""
    written = ArgumentKind(annotation["kind"]) if annotation else None
    if literal is None:
        return written if annotation and not annotation["list"] else None
    kinds = {_KINDS.get(type(one)) for one in (literal if isinstance(literal, list) else [literal])}
    if kinds <= {ArgumentKind.INT, ArgumentKind.FLOAT} and len(kinds) == 2:
        kinds = {ArgumentKind.FLOAT}
    if not kinds or (kinds == {ArgumentKind.INT} and written is ArgumentKind.FLOAT):
        return written
    return kinds.pop() if len(kinds) == 1 else None


def _words(values: list[Any]) -> str:
    return ",".join(map(_word, values))


def _word(value: object) -> str:
    """As one types it behind the argument's name."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _comment(line: str) -> str:
    rest = line[len(without_comment(line)) :].strip()
    return " ".join(rest.lstrip("#").split()) if rest.startswith("#") else ""


def _replaced(statement: ast.stmt, argument: Argument, line: str) -> str:
    """The line with the argument's value in place of its own; its comment stays."""
    annotation = ""
    if isinstance(statement, ast.AnnAssign):
        annotation = f": {ast.unparse(statement.annotation)}"
    given = f"_given.{argument.name}"
    value = f"[one for part in {given} for one in part]" if argument.is_list else given
    comment = line[len(without_comment(line)) :]
    return f"{argument.name}{annotation} = {value}" + (comment or "")


def _parser(arguments: list[tuple[Argument, str]]) -> str:
    lines = [
        "# What a job is given for the values below; other arguments (--data_url) are left alone.",
        f"_parser = {MODULE}.ArgumentParser(allow_abbrev=False)",
    ]
    if any(argument.is_list for argument, _ in arguments):
        lines.insert(0, _LIST_OF)
    if any(argument.kind is ArgumentKind.BOOL for argument, _ in arguments):
        lines.insert(0, _TRUE_OR_FALSE)
    lines += [_added(argument, default) for argument, default in arguments]
    lines.append("_given = _parser.parse_known_args()[0]\n")
    return "\n".join(lines)


def _added(argument: Argument, default: str) -> str:
    is_switch = argument.kind is ArgumentKind.BOOL
    reader = "_true_or_false" if is_switch else argument.kind.value
    words = [repr(f"--{argument.name}")]
    if argument.is_list:
        words += [f"type=_list_of({reader})", "nargs='+'", f"default=[{default}]"]
    else:
        words += [f"type={reader}", *(["nargs='?'", "const=True"] if is_switch else [])]
        words.append(f"default={default}")
    if argument.help:
        words.append(f"help={argument.help.replace('%', '%%')!r}")
    return f"_parser.add_argument({', '.join(words)})"
