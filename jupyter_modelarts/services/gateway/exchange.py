"""One request on its way to a replica, and the answer on its way back."""

from __future__ import annotations

from typing import Protocol

from .refusals import Refusal
from .routes import Service


class Caller(Protocol):
    """Where an answer goes."""

    def write(self, data: bytes) -> None:
        """A part of the answer."""

    def finished(self, exchange: Exchange) -> None:
        """The answer is complete."""

    def refuse(self, exchange: Exchange, refusal: Refusal) -> None:
        """The gateway answers itself."""

    def abort(self) -> None:
        """The answer cannot be completed: the caller must notice."""


class Hold(Protocol):
    """A connection to a replica, or a queue, that has the exchange."""

    def release(self, exchange: Exchange) -> None:
        """The caller has gone, or the time is up."""

    def read_on(self, wanted: bool) -> None:
        """Whether the caller takes more of the answer."""


class Exchange:
    """`head` is the request as the replica will see it, up to the body."""

    __slots__ = (
        "absent_until",
        "began",
        "body",
        "caller",
        "close",
        "deadline",
        "head",
        "hold",
        "is_answering",
        "is_http10",
        "is_over",
        "path",
        "request_id",
        "service",
        "status",
        "undelivered",
        "version",
    )

    def __init__(
        self,
        caller: Caller,
        service: Service,
        path: str,
        request_id: str,
        head: bytes,
        body: bytes | bytearray,
        close: bool,
        is_http10: bool,
        now: float,
        absent_s: float,
    ) -> None:
        self.caller = caller
        self.service = service
        self.path = path
        self.request_id = request_id
        self.head = head
        self.body = body
        self.close = close
        self.is_http10 = is_http10
        self.began = now
        self.deadline = now + service.timeout_s
        self.absent_until = now + absent_s
        self.hold: Hold | None = None
        self.is_answering = False  # the caller has seen a part of the answer
        self.is_over = False
        self.status = 0
        self.undelivered = 0  # times that a replica was lost before it had all of it
        self.version = ""
