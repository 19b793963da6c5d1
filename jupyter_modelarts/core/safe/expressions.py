"""Users' regular expressions, in linear time only.

Python's `re` can be frozen for minutes by `loss=(\\d+\\.?\\d*)+\\s*$` and no thread can stop it;
RE2 cannot be, because it has no backreferences and no lookaround.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import re2  # type: ignore[import-untyped]

from ..errors import InvalidInput
from .names import shown

MAX_PATTERN = 1_000  # characters
MAX_LINE = 10_000  # characters of a line that are searched
_MAX_MEMORY = 4 * 1024 * 1024
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True)
class MetricExpression:
    """An expression that finds one number in a line."""

    pattern: str
    group: int
    _compiled: Any

    def find(self, line: str) -> float | None:
        """The number in this line, or None.

        Only the first `MAX_LINE` characters are searched. What is no finite decimal number
        (`nan`, `inf`, `1e999`) is no value of a metric: JSON, charts and searches cannot hold it.
        """
        match = self._compiled.search(line[:MAX_LINE])
        text = match.group(self.group) if match is not None else None
        return _number(text) if text else None


def compile_metric(pattern: str) -> MetricExpression:
    """Compile a metric's expression; its value is the first named group, else the first group.

    Raises `InvalidInput` for what RE2 cannot express and where there is no group.
    """
    compiled = compile_expression(pattern)
    if compiled.groups < 1:
        raise InvalidInput(
            f"The expression {shown(pattern)} has no group: put the number in parentheses, "
            r"as in loss=([0-9.]+)."
        )
    return MetricExpression(pattern, min(compiled.groupindex.values(), default=1), compiled)


def compile_expression(pattern: str) -> Any:
    """A compiled RE2 expression with the methods of Python's (`search`, `fullmatch`, ...)."""
    if not pattern:
        raise InvalidInput("The expression is empty: write one, as in loss=([0-9.]+).")
    if len(pattern) > MAX_PATTERN:
        raise InvalidInput(
            f"The expression has {len(pattern)} characters: {MAX_PATTERN} is the most."
        )
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        return re2.compile(pattern, options)
    except UnicodeEncodeError:
        raise InvalidInput(f"The expression {shown(pattern)} is not valid Unicode text.") from None
    except re2.error as error:
        raise InvalidInput(_sentence(pattern, error)) from None


def _sentence(pattern: str, error: Exception) -> str:
    reason = error.args[0].decode("utf-8", "replace") if error.args else "it does not parse"
    if re.search(r"\(\?(<?[=!]|>)", reason):
        why = "lookahead, lookbehind and atomic groups are not supported"
    elif re.search(r"\\[1-9]$", reason):
        why = "backreferences are not supported"
    else:
        why = reason
    return f"The expression {shown(pattern)} cannot be used: {why} (RE2 syntax)."


def _number(text: str) -> float | None:
    stripped = text.strip()
    if not _NUMBER.fullmatch(stripped):
        return None
    value = float(stripped)
    return value if math.isfinite(value) else None
