"""Identifiers: time-ordered, so that an index grows at its end; and URNs, so that links can name
anything."""

from __future__ import annotations

import secrets
import threading
import time


def new_id() -> str:
    """A UUID version 7 (RFC 9562) as 32 lower-case hexadecimal digits; later ids sort later.

    Within a process that holds for ids of one millisecond too: 12 bits count them.
    """
    ordered = _clock.next()
    milliseconds, counter = ordered >> 12, ordered & 0xFFF
    variant_and_low = (0b10 << 62) | secrets.randbits(62)
    return f"{milliseconds:012x}{0x7000 | counter:04x}{variant_and_low:016x}"


class _Clock:
    """Milliseconds followed by a count; never the same twice, never backwards."""

    def __init__(self) -> None:
        self._last = 0
        self._guard = threading.Lock()

    def next(self) -> int:
        with self._guard:
            self._last = max(self._last + 1, now_ms() << 12)
            return self._last


def now_ms() -> int:
    """The time in milliseconds since 1970, as ModelArts' API spells every time."""
    return time.time_ns() // 1_000_000


def urn(kind: str, identifier: str) -> str:
    """`urn:modelarts:dataset:0192…`: how links and events name a record."""
    return f"urn:modelarts:{kind}:{identifier}"


def parse_urn(text: str) -> tuple[str, str]:
    """The kind and identifier of a URN made by `urn`. Raises ValueError on anything else."""
    prefix, namespace, kind, identifier = text.split(":", 3)
    if (prefix, namespace) != ("urn", "modelarts"):
        raise ValueError(f"{text!r} is not a ModelArts URN")
    return kind, identifier


_clock = _Clock()
