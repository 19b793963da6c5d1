"""A connection to a replica: one request at a time, kept for the next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import httptools

from .exchange import Exchange
from .refusals import PHRASES

if TYPE_CHECKING:
    from .replica import Replica

_NOT_THEIRS = frozenset(
    (
        b"access-control-allow-credentials",
        b"access-control-allow-origin",
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"set-cookie",  # cookies know no ports: they would reach Jupyter
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
        b"x-content-type-options",
        b"x-modelarts-version",
        b"x-request-id",
    )
)
_MAX_HEAD = 64 << 10
_CHECK = b"GET /health HTTP/1.1\r\nHost: replica\r\n\r\n"
_CHECK_S = 5.0


class Upstream(asyncio.Protocol):
    """`Replica` gives it exchanges, and hears when it is free or lost."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._exchange: Exchange | None = None
        self._is_delivered = False
        self._is_held = False  # the caller takes no more for now
        self._checked: asyncio.Future[bool] | None = None
        self._reset()

    @property
    def transport(self) -> asyncio.Transport:
        """Only of a connection that was made."""
        assert self._transport is not None
        return self._transport

    def _reset(self) -> None:
        self._headers: list[tuple[bytes, bytes]] = []
        self._head_bytes = 0
        self._out: list[bytes] = []
        self._status = 0
        self._is_chunked = False  # towards the caller
        self._ends_with_connection = False
        self._is_complete = False
        self._is_unasked = False  # more came than the one answer
        self._stays = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be told whether all was delivered."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=0)

    async def is_ready(self) -> bool:
        """Ask before the first request: one that is still loading may yet die with it."""
        self._checked = asyncio.get_running_loop().create_future()
        self.transport.write(_CHECK)
        try:
            return await asyncio.wait_for(self._checked, _CHECK_S)
        except asyncio.TimeoutError:
            return False
        finally:
            self._checked = None

    def _end_check(self, is_ready: bool) -> None:
        self._reset()
        if self._checked is not None and not self._checked.done():
            self._checked.set_result(is_ready)

    def send(self, exchange: Exchange) -> None:
        """Only while it has none."""
        self._exchange = exchange
        exchange.hold = self
        exchange.version = self._replica.target.version
        self._is_delivered = True
        transport = self.transport
        if len(exchange.body) < 1 << 16:
            transport.write(exchange.head + exchange.body)
        else:
            transport.write(exchange.head)
            transport.write(exchange.body)
        if transport.is_closing():
            self._is_delivered = False

    def pause_writing(self) -> None:
        """A part of the request is still here."""
        self._is_delivered = False

    def resume_writing(self) -> None:
        """The replica has it all."""
        self._is_delivered = True

    def release(self, exchange: Exchange) -> None:
        """Give up the answer: the replica sees that nobody waits."""
        if self._exchange is exchange:
            self._exchange = None
            self._replica.lost(self)
            self.transport.abort()

    def read_on(self, wanted: bool) -> None:
        """Pass the caller's slowness on to the replica."""
        if self.transport.is_closing():
            return
        self._is_held = not wanted
        if wanted:
            self.transport.resume_reading()
        else:
            self.transport.pause_reading()

    def close(self) -> None:
        """Only while it has no exchange."""
        self.transport.close()

    def data_received(self, data: bytes) -> None:
        """A part of an answer."""
        exchange = self._exchange
        if exchange is None and self._checked is not None:
            self._read_check(data)
            return
        if exchange is None:  # nobody asked
            self._replica.lost(self)
            self.transport.abort()
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._fail(exchange)
            return
        if self._head_bytes > _MAX_HEAD or self._is_unasked:
            self._fail(exchange)
            return
        if self._out:
            exchange.is_answering = True
            exchange.caller.write(self._out[0] if len(self._out) == 1 else b"".join(self._out))
            self._out.clear()
        if self._is_complete and self._exchange is exchange:
            self._done(exchange)

    def _read_check(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._end_check(False)
        if self._is_complete:
            self._end_check(self._status == 200 and self._stays and not self._is_unasked)

    def _done(self, exchange: Exchange) -> None:
        stays = self._stays
        exchange.hold = None
        self._exchange = None
        exchange.status = self._status
        self._reset()
        if not stays or self.transport.is_closing():
            self._replica.lost(self)
            self.transport.close()
        else:
            if self._is_held:
                self.read_on(True)
            self._replica.free(self)
        exchange.caller.finished(exchange)

    def _fail(self, exchange: Exchange) -> None:
        self._exchange = None
        exchange.hold = None
        self._replica.lost(self)
        self.transport.abort()
        self._replica.babbled(exchange)

    def connection_lost(self, error: Exception | None) -> None:
        """While idle: the replica has closed it. Else its exchange fails, or goes elsewhere."""
        exchange, self._exchange = self._exchange, None
        self._replica.lost(self)
        if exchange is None:
            self._end_check(False)
            return
        exchange.hold = None
        if exchange.is_answering:
            if self._ends_with_connection and error is None:
                if self._is_chunked:
                    exchange.caller.write(b"0\r\n\r\n")
                exchange.status = self._status
                exchange.close = True
                exchange.caller.finished(exchange)
            else:
                self._replica.cut(exchange)
        elif self._is_delivered and not isinstance(error, ConnectionResetError):
            self._replica.failed(exchange)
        else:  # a unix socket that is closed with something unread in it says reset, else end
            self._replica.undelivered(exchange)

    # what httptools calls

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header line."""
        self._headers.append((name, value))
        self._head_bytes += len(name) + len(value)

    def on_headers_complete(self) -> None:
        """Write the answer's head for the caller."""
        status = self._parser.get_status_code()
        exchange = self._exchange
        if self._is_complete:  # the caller would take it for the answer to its next request
            self._is_unasked = True
            return
        if status < 200:
            self._headers.clear()
            return
        self._status = status
        if exchange is None:  # a check
            return
        head = [b"HTTP/1.1 ", PHRASES.get(status) or b"%d -" % status, b"\r\n"]
        has_length = status in (204, 304)
        for name, value in self._headers:
            lower = name.lower()
            if lower not in _NOT_THEIRS:
                head += (name, b": ", value, b"\r\n")
                has_length = has_length or lower == b"content-length"
        head.append(self._own_headers(exchange, has_length))
        self._out.append(b"".join(head))

    def _own_headers(self, exchange: Exchange, has_length: bool) -> bytes:
        more = self._replica.own_headers % exchange.request_id.encode()
        if not has_length:
            chunked = any(name.lower() == b"transfer-encoding" for name, _ in self._headers)
            self._ends_with_connection = not chunked
            if exchange.is_http10:
                exchange.close = True
            else:
                self._is_chunked = True
                more += b"Transfer-Encoding: chunked\r\n"
        return more + (b"Connection: close\r\n\r\n" if exchange.close else b"\r\n")

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if self._is_unasked:
            return
        self._out.append(b"%x\r\n%b\r\n" % (len(body), body) if self._is_chunked else body)

    def on_message_complete(self) -> None:
        """The end of an answer, or of an interim one."""
        if self._status and not self._is_complete:
            if self._is_chunked:
                self._out.append(b"0\r\n\r\n")
            self._is_complete = True
            # Only here: the parser forgets with the end of a message.
            self._stays = self._parser.should_keep_alive() and not self._ends_with_connection
