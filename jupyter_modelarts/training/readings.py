"""Reading metrics out of a log as it grows, each byte once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .rules import Matcher, step_of
from .schemas import Point

MAX_LINE = 10_000
_ENDS = re.compile(r"\r\n|\n|\r")


@dataclass
class Found:
    """The values of one metric in a stretch of log, in their order."""

    points: list[tuple[int | None, float]] = field(default_factory=list)


def read_lines(carry: str, text: str, *, ended: bool) -> tuple[list[str], str]:
    """Complete lines, and the beginning of one that is not.

    A carriage return ends a line too: progress bars draw over themselves with it. A line without
    an end is carried up to 10,000 characters, which are all that is searched.
    """
    lines = _ENDS.split(carry + text)
    rest = lines.pop()
    if ended and rest:
        lines.append(rest)
        rest = ""
    return lines, rest[:MAX_LINE]


def find_points(matcher: Matcher, lines: Iterable[str]) -> dict[str, Found]:
    """The values by metric."""
    found: dict[str, Found] = {}
    for line in lines:
        if not any(mark in line for mark in "0123456789"):
            continue
        values = matcher.find(line)
        step = step_of(line) if values else None
        for name, value in values:
            found.setdefault(name, Found()).points.append((step, value))
    return found


def numbered(found: Found, before: int) -> list[Point]:
    """The points, those without a step counted on from `before`."""
    return [
        Point(step=before + number if step is None else step, value=value)
        for number, (step, value) in enumerate(found.points, 1)
    ]
