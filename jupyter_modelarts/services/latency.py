"""Latencies, counted in buckets: what can be added up over time and still tell a percentile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .schemas import Load

LATENCY_MS = (
    0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512,
    768, 1024, 1536, 2048, 4096, 8192, 16384, 32768,
)  # fmt: skip
"""Upper ends of the buckets; one more counts what is longer."""

BUCKETS = len(LATENCY_MS) + 1


def bucket_of(latency_ms: float) -> int:
    """Which bucket counts it."""
    for index, end in enumerate(LATENCY_MS):
        if latency_ms <= end:
            return index
    return BUCKETS - 1


def percentile(counts: Sequence[int], share: float) -> float | None:
    """The latency that `share` of the calls did not exceed, within its bucket by proportion."""
    total = sum(counts)
    if not total:
        return None
    wanted, passed, start = share * total, 0, 0.0
    for count, end in zip(counts, (*LATENCY_MS, LATENCY_MS[-1]), strict=True):
        if count and passed + count >= wanted:
            return start + (end - start) * (wanted - passed) / count
        passed, start = passed + count, end
    return LATENCY_MS[-1]


def added(loads: Iterable[Load]) -> Load | None:
    """The calls of several loads together, at the earliest time of theirs."""
    found = list(loads)
    if not found:
        return None
    columns = zip(*(load.latency for load in found), strict=True)
    return Load(
        model_id=found[0].model_id,
        at=min(load.at for load in found),
        calls=sum(load.calls for load in found),
        failures=sum(load.failures for load in found),
        total_ms=sum(load.total_ms for load in found),
        latency=[sum(column) for column in columns],
    )
