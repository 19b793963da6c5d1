"""From the gateway's counters, which only grow, to what is new in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..core.ids import now_ms
from .gateway import Counts
from .routing import version_of
from .schemas import Load, ServiceView

SPAN_MS = 10_000
"""Calls are kept in stretches of ten seconds."""

Key = tuple[str, str]


class Tally:
    """Remembers what has been told."""

    def __init__(self) -> None:
        self._told: dict[Key, Counts] = {}

    def fresh(
        self, counters: Mapping[Key, Counts], views: Iterable[ServiceView]
    ) -> list[tuple[str, Load]]:
        """What was counted since the last time, as (service, load); versions become models."""
        models = _models(views)
        at = now_ms() // SPAN_MS * SPAN_MS
        found = []
        for key, now in counters.items():
            before = self._told.get(key, Counts())
            if now.calls < before.calls:  # the service was gone from the gateway meanwhile
                before = Counts()
            if now.calls > before.calls:
                found.append((key[0], _load(models.get(key, ""), at, now, before)))
        self._told = dict(counters)
        return found


def _models(views: Iterable[ServiceView]) -> dict[Key, str]:
    return {
        (view.service.id, version_of(view, model)): model.model_id
        for view in views
        for revision in reversed(view.revisions)
        for model in revision.models
    }


def _load(model_id: str, at: int, now: Counts, before: Counts) -> Load:
    return Load(
        model_id=model_id,
        at=at,
        calls=now.calls - before.calls,
        failures=now.failures - before.failures,
        total_ms=now.total_ms - before.total_ms,
        latency=[a - b for a, b in zip(now.latency, before.latency, strict=True)],
    )
