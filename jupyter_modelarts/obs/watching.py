"""How long work on objects is followed, and stopped between two of them."""

from __future__ import annotations

from collections.abc import Callable

Watch = Callable[[int, "int | None"], None]
"""Called before each object with how many are done, and of how many; None: not counted yet.
What it raises ends the work there."""


def unwatched(done: int, total: int | None) -> None:
    """Nobody looks on."""
