"""Thinning a curve out so that it draws the same."""

from __future__ import annotations

from collections.abc import Sequence

from .schemas import Point


def thinned(points: Sequence[Point], limit: int) -> list[Point]:
    """At most `limit` points (2 or more): the first, the last, and of each stretch between them the
    lowest and the highest, in their order, so that no spike is lost."""
    if len(points) <= limit:
        return list(points)
    inner = points[1:-1]
    stretches = max(1, (limit - 2) // 2) if limit > 3 else 0
    kept = [points[0]]
    for number in range(stretches):
        stretch = inner[len(inner) * number // stretches : len(inner) * (number + 1) // stretches]
        kept.extend(_extremes(stretch))
    return [*kept, points[-1]]


def _extremes(stretch: Sequence[Point]) -> list[Point]:
    places = range(len(stretch))
    lowest = min(places, key=lambda place: stretch[place].value)
    highest = max(places, key=lambda place: stretch[place].value)
    return [stretch[place] for place in sorted({lowest, highest})]
