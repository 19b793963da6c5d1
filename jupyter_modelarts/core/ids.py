"""Identifiers: time-ordered, so that an index grows at its end; and URNs, so that links can name
anything."""

from __future__ import annotations

import secrets
import time


def new_id() -> str:
    """A UUID version 7 (RFC 9562) as 32 lower-case hexadecimal digits; later ids sort later."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(secrets.token_bytes(10), "big")
    version_and_high = 0x7000 | (random >> 68)
    variant_and_low = (0b10 << 62) | (random & ((1 << 62) - 1))
    return f"{milliseconds:012x}{version_and_high:04x}{variant_and_low:016x}"


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
