"""The log of requests: written in slices, so that no caller waits for a second's worth of lines.

A line holds no header, no query and no body: no secret can be in it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

SLICE = 100
_PENDING = 20_000  # lines that are kept while nobody reads; more are counted and dropped
_PATH = 120


class RequestLog:
    """Collects lines; `flush` writes at most a slice of them."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self._write = write
        self._lines: list[str] = []
        self._dropped = 0
        self._rest = b""

    def add(
        self, request_id: str, service_id: str, version: str, path: str, status: int, ms: float
    ) -> None:
        """One answer."""
        if len(self._lines) >= _PENDING:
            self._dropped += 1
            return
        if not path.isascii() or not path.isprintable() or len(path) > _PATH:
            path = ascii(path[:_PATH])
        stamp = time.time()
        self._lines.append(
            f"{stamp:.3f} {request_id} {service_id} {version or '-'} {path} {status} {ms:.2f} ms\n"
        )
        if len(self._lines) >= SLICE:
            self.flush()

    def flush(self) -> None:
        """Write a slice, or what is left of the one before."""
        if not self._rest:
            lines = self._lines[:SLICE]
            if self._dropped and len(lines) < SLICE:
                lines.append(f"... {self._dropped} requests were not logged ...\n")
                self._dropped = 0
            del self._lines[:SLICE]
            self._rest = "".join(lines).encode()
        if self._rest:
            self._rest = self._rest[self._write(self._rest) :]

    def flush_all(self) -> None:
        """At the end: everything, as far as it is taken."""
        while self._lines or self._rest:
            before = (len(self._lines), len(self._rest))
            self.flush()
            if (len(self._lines), len(self._rest)) == before:
                return


def to_descriptor(descriptor: int) -> Callable[[bytes], int]:
    """Writes what the reader of a pipe takes now, and waits for nobody."""
    os.set_blocking(descriptor, False)

    def write(data: bytes) -> int:
        try:
            return os.write(descriptor, data)
        except BlockingIOError:
            return 0
        except OSError:
            return len(data)  # nobody reads any more

    return write
