"""Whether text is Python, without running any of it."""

from __future__ import annotations

import ast
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from .remarks import Remark, remark
from .schemas import NoteKind

UNREADABLE = (SyntaxError, ValueError, MemoryError, RecursionError)
"""What Python's own parser raises over what it cannot read."""

_filters = threading.Lock()


@contextmanager
def silently() -> Iterator[None]:
    """While text is read: an invalid escape is the author's business, and no warning of ours."""
    with _filters, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def is_expression(text: str) -> bool:
    """Whether this is one expression."""
    try:
        with silently():
            ast.parse(text, mode="eval")
    except UNREADABLE:
        return False
    return True


def problem_of(code: str) -> Remark | None:
    """Why this is no Python; None where it is."""
    try:
        with silently():
            compile(code, "<cell>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return _told(error)
    except UNREADABLE:
        return remark(NoteKind.DEPTH)
    return None


def _told(error: SyntaxError) -> Remark:
    where = f"line {error.lineno}" if error.lineno else "the cell"
    if "'await' outside" in error.msg or "outside async function" in error.msg:
        return remark(NoteKind.OUTSIDE, where)
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return remark(NoteKind.SYNTAX, f"{where}, {error.msg} ({version})")
