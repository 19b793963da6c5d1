"""HTTP/1.1 as bytes: a request read, an answer written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from .errors import RequestError

MAX_HEAD = 64 << 10
_METHODS = (b"POST", b"GET", b"HEAD", b"PUT", b"DELETE", b"OPTIONS", b"PATCH")


class Request:
    """One complete request."""

    __slots__ = ("body", "close", "headers", "method", "path")

    def __init__(
        self, method: str, path: str, headers: Mapping[bytes, bytes], body: bytes, close: bool
    ) -> None:
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.close = close


class Reader:
    """Collects the bytes of one connection into requests."""

    __slots__ = ("_buffer", "_max_body", "_wanted")

    def __init__(self, max_body: int) -> None:
        self._buffer: bytes | bytearray = b""
        self._max_body = max_body
        self._wanted = 0  # fewer bytes than this cannot be a whole request

    def feed(self, data: bytes) -> None:
        """Bytes as they came."""
        if not self._buffer:
            self._buffer = data
        elif isinstance(self._buffer, bytearray):
            self._buffer += data
        else:
            self._buffer = bytearray(self._buffer) + data

    @property
    def is_empty(self) -> bool:
        """Whether no request has begun."""
        return not self._buffer

    def next(self) -> Request | None:
        """The next whole request. Raises RequestError; the connection must then be closed."""
        buffer = self._buffer
        if len(buffer) < self._wanted or not buffer:
            return None
        end = buffer.find(b"\r\n\r\n")
        if end < 0 or end > MAX_HEAD:
            if len(buffer) > MAX_HEAD:
                raise RequestError(f"The headers are over {MAX_HEAD >> 10} KiB.", status=431)
            return None
        lines = bytes(buffer[:end]).split(b"\r\n")
        headers = _headers(lines)
        length = self._length(headers)
        total = end + 4 + length
        if len(buffer) < total:
            self._wanted = total
            return None
        body = bytes(buffer[end + 4 : total])
        self._buffer = bytes(buffer[total:])
        self._wanted = 0
        return _request(lines[0], headers, body)

    def _length(self, headers: Mapping[bytes, bytes]) -> int:
        if b"transfer-encoding" in headers:
            raise RequestError("Send the body with a Content-Length.", status=411)
        text = headers.get(b"content-length", b"0")
        if not text.isdigit() or len(text) > 18:
            raise RequestError("Content-Length is not a number.")
        length = int(text)
        if length > self._max_body:
            raise RequestError(
                f"The body is over this model's limit of {self._max_body} bytes.", status=413
            )
        return length


def _headers(lines: list[bytes]) -> dict[bytes, bytes]:
    headers: dict[bytes, bytes] = {}
    for line in lines[1:]:
        name, mark, value = line.partition(b":")
        key = name.lower()
        if not mark or (key in headers and key == b"content-length"):
            raise RequestError("The headers are broken.")
        headers[key] = value.strip()
    return headers


def _request(line: bytes, headers: Mapping[bytes, bytes], body: bytes) -> Request:
    words = line.split(b" ")
    if len(words) != 3 or words[0] not in _METHODS or words[2][:7] != b"HTTP/1.":
        raise RequestError("This is not an HTTP/1.1 request.")
    stays = words[2] == b"HTTP/1.1" and headers.get(b"connection", b"").lower() != b"close"
    path = words[1].partition(b"?")[0].decode("latin-1")
    return Request(words[0].decode(), path, headers, body, not stays)


def answer(status: int, body: bytes, kind: str = "application/json", end: str = "") -> bytes:
    """A whole response; `end` holds further header lines, each with its CRLF."""
    head = (
        f"HTTP/1.1 {status} {_PHRASES.get(status, '')}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\n{end}\r\n"
    )
    return head.encode("latin-1") + body


_PHRASES = {int(status): status.phrase for status in HTTPStatus}


def failure(status: int, code: str, sentence: str, close: bool = False) -> bytes:
    """An error in ModelArts' form."""
    said = {"error_code": code, "error_msg": sentence}
    end = "Connection: close\r\n" if close else ""
    return answer(status, json.dumps(said, ensure_ascii=False).encode(), end=end)


def result(value: Any) -> bytes:
    """What a service class returned. Raises ValueError or TypeError where JSON cannot say it."""
    if isinstance(value, (bytes, bytearray)):
        return answer(200, bytes(value), "application/octet-stream")
    return answer(200, _ENCODE(value).encode())


def _plain(value: Any) -> Any:
    """Arrays, their numbers and tensors."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} cannot be said in JSON")


_ENCODE = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain
).encode
