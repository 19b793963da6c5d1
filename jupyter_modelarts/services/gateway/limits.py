"""What callers may take; docs/developers/serving.md says why each is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes, seconds and counts."""

    connections: int = 2_000
    head_bytes: int = 32 << 10
    headers: int = 100
    head_s: float = 10.0  # from a request's first byte to the end of its headers
    idle_s: float = 75.0  # between two requests of a connection
    body_stall_s: float = 10.0  # a body's first bytes may take so long ...
    body_bytes_per_s: int = 16 << 10  # ... and then it must come at this rate
    bodies_bytes: int = 256 << 20  # of all requests that are held at one time
    read_stall_s: float = 30.0  # a caller that takes nothing of its answer for so long is dropped
    unread_bytes: int = 1 << 20  # of an answer, before the replica is read no further
    waiting: int = 512  # requests of one service that no replica has taken yet
    replica_connections: int = 4  # requests that a replica is given at one time
    absent_s: float = 10.0  # how long a request waits for the first replica to come (back)
    linger_bytes: int = 64 << 20  # of a refused body, read so that the caller sees the refusal
    linger_s: float = 15.0
    drain_s: float = 30.0
