"""Who may call a service: decided outside, asked for each request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol


@dataclass
class Request:
    """What a decision can rest on. Header names are in small letters.

    `body` is empty unless the request is signed: only then is its body read before it is admitted.
    """

    method: str
    path: str
    query: str
    raw_headers: list[tuple[bytes, bytes]]
    body: bytes = b""

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """All headers; of repeated ones the last."""
        return {name.decode("latin-1"): value.decode("latin-1") for name, value in self.raw_headers}

    def header(self, name: bytes) -> str:
        """One header, empty where it is missing."""
        for key, value in self.raw_headers:
            if key == name:
                return value.decode("latin-1")
        return ""


class Doorkeeper(Protocol):
    """Asked in the gateway's one thread: it must answer from memory in almost every case."""

    def admits(self, request: Request, service_id: str) -> bool:
        """Whether this request may call this service."""
