"""The answers that the gateway gives itself, in ModelArts' form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

PHRASES = {int(status): f"{int(status)} {status.phrase}".encode() for status in HTTPStatus}


@dataclass(frozen=True)
class Refusal:
    """A status, ModelArts' code and a sentence; `retry_s` becomes Retry-After."""

    status: int
    code: str
    sentence: str
    retry_s: int = 0


BAD_REQUEST = Refusal(400, "ModelArts.4200", "This is not a valid HTTP/1.1 request.")
LENGTH_TWICE = Refusal(
    400, "ModelArts.4200", "A request has one Content-Length, or Transfer-Encoding: chunked."
)
NO_HOST = Refusal(400, "ModelArts.4200", "A request needs exactly one Host header.")
WRONG_HOST = Refusal(
    421, "ModelArts.4200", "This gateway answers only under its own address: check the URL."
)
NOT_FOUND = Refusal(
    404, "ModelArts.4201", "There is nothing here: a service's address is /v1/infers/{service_id}."
)
NO_SERVICE = Refusal(
    404, "ModelArts.4203", "This service is not running, or was deleted: look at its page."
)
UNAUTHENTICATED = Refusal(
    401,
    "ModelArts.4201",
    "Invalid token: send a valid X-Auth-Token of this service, or sign the request. The service's "
    "page makes a new one under Copy curl.",
)
NOT_CHECKED = Refusal(
    503, "ModelArts.4503", "Tokens cannot be checked just now: try again in a moment.", 1
)
INTERNAL = Refusal(500, "ModelArts.0500", "The gateway failed over this request: its log says how.")
WRONG_METHOD = Refusal(405, "ModelArts.4200", "Method Not Allowed: inference is a POST.")
NO_UPGRADE = Refusal(501, "ModelArts.4200", "The gateway does not switch protocols.")
HEAD_TOO_LARGE = Refusal(431, "ModelArts.4200", "The headers of this request are too large.")
TOO_SLOW = Refusal(408, "ModelArts.4200", "The request came too slowly and was given up.")
TOO_MANY_CONNECTIONS = Refusal(
    503, "ModelArts.4206", "The gateway has too many connections: try again in a moment.", 1
)
TOO_MANY_BYTES = Refusal(
    503, "ModelArts.4206", "The gateway holds too much data just now: try again in a moment.", 1
)
OVERLOADED = Refusal(
    429,
    "ModelArts.4206",
    "This service has more requests than it can answer: send fewer, or give it more instances.",
    1,
)
NEVER_TAKEN = Refusal(
    503,
    "ModelArts.4206",
    "No replica became free in time: send fewer, or give it more instances.",
    1,
)
NO_REPLICA = Refusal(
    503,
    "ModelArts.4503",
    "No replica of this service answers just now: its page says whether one is starting.",
    2,
)
REPLICA_LOST = Refusal(
    502,
    "ModelArts.4503",
    "The replica ended while it had this request: the service's log may say why.",
)
REPLICA_BABBLED = Refusal(
    502, "ModelArts.4503", "The replica answered with something that is not HTTP."
)


def body_too_large(limit: int) -> Refusal:
    """413 with the limit."""
    shown = f"{limit / (1 << 20):g} MiB" if limit >= 1 << 20 else f"{limit} bytes"
    return Refusal(413, "ModelArts.4200", f"The body is over this service's limit of {shown}.")


def timed_out(seconds: float) -> Refusal:
    """504 with the limit."""
    return Refusal(
        504,
        "ModelArts.4503",
        f"Backend service respond timeout: the model did not answer within {seconds:g} s.",
    )


def response(refusal: Refusal, request_id: str, close: bool) -> bytes:
    """The whole answer as bytes."""
    said = {"error_code": refusal.code, "error_msg": refusal.sentence}
    return plain(
        refusal.status, json.dumps(said).encode(), request_id, close, retry_s=refusal.retry_s
    )


def plain(
    status: int,
    body: bytes,
    request_id: str,
    close: bool,
    retry_s: int = 0,
    kind: bytes = b"application/json",
) -> bytes:
    """A whole answer of the gateway's own."""
    head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\nX-Request-Id: %b\r\n" % (
        PHRASES[status],
        kind,
        len(body),
        request_id.encode(),
    )
    more = b"X-Content-Type-Options: nosniff\r\n"
    more += b"Retry-After: %d\r\n" % retry_s if retry_s else b""
    more += b"Connection: close\r\n" if close else b""
    return head + more + b"\r\n" + body
