"""A request as it comes in: its headers judged, its body counted."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from . import refusals
from .doorkeeper import Request
from .refusals import Refusal
from .routes import Service

if TYPE_CHECKING:
    from .gateway import Gateway

log = logging.getLogger(__name__)

HEALTH = ("/healthz", "/health")
_PREFIX = "/v1/infers/"
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset(("POST", "GET", "PUT", "PATCH", "DELETE", "OPTIONS"))

# What the replica does not hear: secrets, and what is between the caller and the gateway.
_NOT_PASSED = frozenset(
    (
        b"authorization",
        b"connection",
        b"content-length",
        b"cookie",
        b"expect",
        b"host",
        b"keep-alive",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
        b"x-auth-token",
        b"x-request-id",
        b"x-sdk-date",
    )
)


class Incoming:
    """Filled by the parser; `refusal` is set as soon as it is known not to be answered."""

    __slots__ = (
        "_gateway",
        "body",
        "expects",
        "headers",
        "is_health",
        "is_http10",
        "is_signed",
        "keeps",
        "method",
        "passed",
        "path",
        "refusal",
        "request_id",
        "service",
        "service_id",
        "size",
        "target",
        "url",
    )

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self.url = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self.body: bytes | bytearray = b""
        self.size = 0
        self.refusal: Refusal | None = None
        self.service: Service | None = None
        self.service_id = ""
        self.method = ""
        self.path = ""
        self.target = b"/"
        self.request_id = ""
        self.passed: list[bytes] = []
        self.keeps = True
        self.expects = False
        self.is_health = False
        self.is_http10 = False
        self.is_signed = False

    def judge(self, method: str, version: str, keeps: bool) -> None:
        """All headers are there."""
        self.method, self.keeps, self.is_http10 = method, keeps, version == "1.0"
        length = self._read_headers()
        self.request_id = self.request_id or self._gateway.new_request_id()
        if version not in ("1.0", "1.1"):
            self.refusal, self.keeps = refusals.BAD_REQUEST, False
        elif self.refusal is refusals.LENGTH_TWICE:
            self.keeps = False  # what comes next could be anything
        if self.refusal is None:
            self.refusal = self._route() or self._admit(length)

    def _read_headers(self) -> int:
        """The body's length as announced, 0 where it is not. Sets `refusal`."""
        hosts, lengths, length, total = 0, 0, 0, len(self.url)
        chunked = strange = False
        for name, value in self.headers:
            total += len(name) + len(value)
            if name == b"host":
                hosts += 1
                if not self._is_our_name(value):
                    self.refusal = refusals.WRONG_HOST
            elif name == b"content-length":
                lengths += 1
                length = int(value) if value.isdigit() and len(value) < 16 else 1 << 60
            elif name == b"transfer-encoding":
                chunked, strange = True, strange or value.lower() != b"chunked"
            elif name == b"x-request-id":
                self.request_id = value.decode() if _REQUEST_ID.fullmatch(value) else ""
            elif name == b"expect":
                self.expects = value.lower() == b"100-continue"
            elif name == b"upgrade":
                self.refusal = refusals.NO_UPGRADE
            elif name not in _NOT_PASSED:
                self.passed += (name, b": ", value, b"\r\n")
        limits = self._gateway.limits
        if strange or lengths > 1 or (lengths and chunked):
            self.refusal = refusals.LENGTH_TWICE
        elif hosts > 1 or (not hosts and not self.is_http10):
            self.refusal = refusals.NO_HOST
        elif total > limits.head_bytes or len(self.headers) > limits.headers:
            self.refusal = refusals.HEAD_TOO_LARGE
        return length

    def _is_our_name(self, host: bytes) -> bool:
        name = host.decode("latin-1").lower()
        if name.endswith("]"):  # an IPv6 address without a port
            return name in self._gateway.hosts
        head, colon, port = name.rpartition(":")
        return (head if colon and port.isdigit() else name) in self._gateway.hosts

    def _route(self) -> Refusal | None:
        path, mark, query = self.url.decode("latin-1").partition("?")
        if path in HEALTH and self.method == "GET":
            self.is_health = True
            return None
        if self.method not in _METHODS:
            return refusals.WRONG_METHOD
        if not path.startswith(_PREFIX):
            return refusals.NOT_FOUND
        self.service_id, slash, rest = path[len(_PREFIX) :].partition("/")
        self.path = slash + rest or "/"
        self.target = (self.path + mark + query).encode("latin-1")
        return None

    def _admit(self, length: int) -> Refusal | None:
        if self.is_health:
            return None
        self.is_signed = self._find(b"authorization")[:4] == b"SDK-"
        if not self.is_signed:
            refused = self._ask_doorkeeper(b"")
            if refused is not None:
                return refused
        self.service = self._gateway.routes().get(self.service_id)
        if self.service is None:
            # Only who may call it learns that it is not there.
            return refusals.UNAUTHENTICATED if self.is_signed else refusals.NO_SERVICE
        if length > self.service.max_body:
            return refusals.body_too_large(self.service.max_body)
        return None

    def _find(self, wanted: bytes) -> bytes:
        return next((value for name, value in self.headers if name == wanted), b"")

    def _ask_doorkeeper(self, body: bytes) -> Refusal | None:
        path, _, query = self.url.decode("latin-1").partition("?")
        request = Request(self.method, path, query, self.headers, body)
        try:
            admitted = self._gateway.doorkeeper.admits(request, self.service_id)
        except Exception:  # whatever it rests on
            log.exception("Tokens cannot be checked.")
            return refusals.NOT_CHECKED
        return None if admitted else refusals.UNAUTHENTICATED

    def take_body(self, part: bytes) -> None:
        """A part of the body, held unless it is refused."""
        self.size += len(part)
        if self.refusal is not None:
            return
        limits, gateway = self._gateway.limits, self._gateway
        if self.is_health or self.service is None:
            self.refusal = refusals.BAD_REQUEST
        elif self.size > self.service.max_body:
            self.refuse(refusals.body_too_large(self.service.max_body))
        elif gateway.held_bytes + len(part) > limits.bodies_bytes:
            self.refuse(refusals.TOO_MANY_BYTES)
        else:
            gateway.held_bytes += len(part)
            if not self.body:
                self.body = part
            else:  # not a list: many tiny chunks must cost what they hold
                if isinstance(self.body, bytes):
                    self.body = bytearray(self.body)
                self.body += part

    def refuse(self, refusal: Refusal) -> None:
        """Let go of what is held."""
        self.refusal = refusal
        self.drop()

    def drop(self) -> None:
        """The caller has gone, or is refused."""
        self._gateway.held_bytes -= len(self.body)
        self.body = b""

    def end(self) -> None:
        """The body is complete."""
        if self.is_signed and self.refusal is None:
            refused = self._ask_doorkeeper(bytes(self.body))
            if refused is not None:
                self.refuse(refused)

    def head(self) -> bytes:
        """What the replica is sent before the body."""
        words = (self.method.encode(), b" ", self.target, b" HTTP/1.1\r\nHost: replica\r\n")
        own = b"X-Request-Id: %b\r\nContent-Length: %d\r\n\r\n" % (
            self.request_id.encode(),
            len(self.body),
        )
        return b"".join((*words, *self.passed, own))
