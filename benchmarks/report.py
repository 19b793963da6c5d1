"""Medians, percentiles, and the way results are printed."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PAIRS = 5


@dataclass(frozen=True)
class Figure:
    """One number, or None with the reason; `target` is a sentence such as `< 150`."""

    value: float | None
    unit: str
    target: str = ""
    note: str = ""


Figures = dict[str, Figure]


def median(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def in_turn(
    ours: Callable[[], float], peer: Callable[[], float], pairs: int = PAIRS
) -> tuple[list[float], list[float]]:
    """Measure A B A B …, after one of each to warm up."""
    ours()
    peer()
    measured = [(ours(), peer()) for _ in range(pairs)]
    return [one for one, _ in measured], [other for _, other in measured]


def print_report(name: str, figures: Figures) -> None:
    """A table for people, then one line for programs."""
    width = max(len(key) for key in figures)
    for key, figure in figures.items():
        shown = "-" if figure.value is None else f"{figure.value:,.3f}"
        wanted = f"(target {figure.target})" if figure.target else ""
        print(f"{key:<{width}}  {shown:>12} {figure.unit:<8} {wanted} {figure.note}".rstrip())
    values = {key: _rounded(figure.value) for key, figure in figures.items()}
    print(json.dumps({"bench": name, "machine": machine(), "figures": values}))


def machine() -> dict[str, float]:
    """Cores that we may use, and memory."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cores": len(os.sched_getaffinity(0)), "memory_gb": round(pages / 2**30, 1)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
