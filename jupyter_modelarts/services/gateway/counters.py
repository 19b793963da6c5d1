"""What each version of each service has answered since the gateway began."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

BOUNDS_MS = (
    0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512,
    768, 1024, 1536, 2048, 4096, 8192, 16384, 32768,
)  # fmt: skip
"""Upper ends of the latency buckets in milliseconds; one more counts what is longer."""


@dataclass
class Counts:
    """Only grows. `failures` are answers of 500 and above, those of the gateway included."""

    calls: int = 0
    failures: int = 0
    total_ms: float = 0.0
    latency: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS_MS) + 1))

    def add(self, status: int, ms: float) -> None:
        """One answer."""
        self.calls += 1
        self.failures += status >= 500
        self.total_ms += ms
        self.latency[bisect_left(BOUNDS_MS, ms)] += 1


class Counters:
    """By service and version; the version is empty where no replica was reached."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], Counts] = {}

    def add(self, service_id: str, version: str, status: int, ms: float) -> None:
        """One answer."""
        key = (service_id, version)
        counts = self._counts.get(key)
        if counts is None:
            counts = self._counts[key] = Counts()
        counts.add(status, ms)

    def snapshot(self) -> dict[tuple[str, str], Counts]:
        """A copy."""
        return {
            key: Counts(one.calls, one.failures, one.total_ms, list(one.latency))
            for key, one in list(self._counts.items())  # another thread may ask
        }
