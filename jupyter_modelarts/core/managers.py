"""The managers by their class: what the composition root built and callers may ask for."""

from __future__ import annotations

from typing import TypeVar, cast

M = TypeVar("M")


class Managers:
    """One manager of each class."""

    def __init__(self, *managers: object) -> None:
        self._by_type = {type(manager): manager for manager in managers}

    def get(self, kind: type[M]) -> M:
        """The one manager of this class. Raises KeyError where there is none."""
        return cast(M, self._by_type[kind])
