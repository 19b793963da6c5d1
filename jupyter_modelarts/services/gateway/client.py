"""A caller's connection: requests in, answers out in the same order, nothing without a limit."""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
from collections import deque
from enum import Enum
from typing import TYPE_CHECKING, cast

import httptools

from . import refusals
from .exchange import Exchange
from .incoming import Incoming
from .refusals import Refusal

if TYPE_CHECKING:
    from .gateway import Gateway

log = logging.getLogger(__name__)

_PIPELINED = 16
_LAST_LINGER_S = 1.0  # nobody may hold up a gateway that ends
_RESET = struct.pack("ii", 1, 0)
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class State(Enum):
    """Where the request is that is being read."""

    IDLE = 0
    HEAD = 1
    BODY = 2
    LINGER = 3  # nothing more is answered; what still comes is thrown away


class Client(asyncio.Protocol):
    """Reads requests with httptools, and answers one at a time."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._limits = gateway.limits
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._state = State.IDLE
        self._since = self._loop.time()  # of the state
        self._head_bytes = 0
        self._lingered = 0
        self._incoming = Incoming(gateway)
        self._pending: deque[Incoming] = deque()
        self._exchange: Exchange | None = None
        self._is_held = False  # the caller has sent more than is read now
        self._is_paused = False  # the caller does not take what is written
        self._unread = 0
        self._unread_since = 0.0

    @property
    def _out(self) -> asyncio.Transport:
        assert self._transport is not None
        return self._transport

    # the connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Unless there are too many."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=self._limits.unread_bytes)
        full = len(self._gateway.clients) >= self._limits.connections
        self._gateway.clients.add(self)
        if full:
            self._end_with(refusals.TOO_MANY_CONNECTIONS, "")
        elif self._gateway.is_draining:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """The caller has gone: what it asked for is given up."""
        self._gateway.clients.discard(self)
        self._incoming.drop()
        while self._pending:
            self._pending.popleft().drop()
        exchange, self._exchange = self._exchange, None
        if exchange is not None:
            if exchange.hold is not None:
                exchange.hold.release(exchange)
            self._gateway.over(exchange, self._loop.time())

    def data_received(self, data: bytes) -> None:
        """Bytes of a request."""
        if self._state is State.LINGER:
            self._lingered += len(data)
            if self._lingered > self._limits.linger_bytes:
                self._out.abort()
            return
        if self._state is State.IDLE:
            self._enter(State.HEAD)
            self._head_bytes = 0
        if self._state is State.HEAD:
            self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._refuse_upgrade()
        except httptools.HttpParserCallbackError:
            log.exception("A request could not be read.")
            self._incoming.refuse(refusals.INTERNAL)
            self._close_after_pending()
        except httptools.HttpParserError:
            # A refusal that was found before the parser gave up says more.
            if self._incoming.refusal is None:
                self._incoming.refuse(refusals.BAD_REQUEST)
            self._close_after_pending()
        else:
            if self._state is State.HEAD and self._head_bytes > self._limits.head_bytes:
                self._incoming.refuse(refusals.HEAD_TOO_LARGE)
                self._close_after_pending()
        if self._exchange is None:
            self._next()
        if self._pending and not self._out.is_closing():
            self._is_held = True
            self._out.pause_reading()

    def _refuse_upgrade(self) -> None:
        if self._pending and self._state is State.IDLE:  # its end was seen
            self._pending[-1].refuse(refusals.NO_UPGRADE)
            self._pending[-1].keeps = False
            self._enter(State.LINGER)
        else:
            self._incoming.refuse(refusals.NO_UPGRADE)
            self._close_after_pending()

    def _enter(self, state: State) -> None:
        self._state = state
        self._since = self._loop.time()

    def _close_after_pending(self) -> None:
        """What is wrong cannot be read past: answer what came before, then this, then close."""
        self._incoming.keeps = False
        self._pending.append(self._incoming)
        self._incoming = Incoming(self._gateway)
        self._enter(State.LINGER)

    # what httptools calls

    def on_message_begin(self) -> None:
        """The first bytes of a request."""
        if self._state is not State.LINGER and self._state is not State.HEAD:
            self._enter(State.HEAD)

    def on_url(self, url: bytes) -> None:
        """The target, or a part of it."""
        self._incoming.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header line, or a trailer, which nobody needs."""
        if self._state is State.HEAD:
            self._incoming.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Decide what can be decided before the body."""
        if self._state is State.LINGER:
            return
        self._enter(State.BODY)
        incoming, parser = self._incoming, self._parser
        incoming.judge(
            parser.get_method().decode("latin-1"),
            parser.get_http_version(),
            parser.should_keep_alive() and not self._gateway.is_draining,
        )
        free = self._exchange is None and not self._pending
        if incoming.expects and incoming.refusal is None and free:
            self._out.write(_CONTINUE)

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if self._state is State.BODY:
            self._incoming.take_body(body)

    def on_message_complete(self) -> None:
        """The whole request is here."""
        if self._state is not State.BODY:
            return
        self._incoming.end()
        self._pending.append(self._incoming)
        self._incoming = Incoming(self._gateway)
        self._head_bytes = 0
        if len(self._pending) > _PIPELINED:
            self._pending[-1].keeps = False
            self._enter(State.LINGER)
        else:
            self._enter(State.IDLE)

    # answers, in order

    def _next(self) -> None:
        """Begin the answers that can be begun."""
        while self._exchange is None and not self._is_paused and not self._out.is_closing():
            if self._pending:
                self._begin(self._pending.popleft())
            elif self._state is State.BODY and self._incoming.refusal is not None:
                # Its body is still coming, and nobody will read it.
                self._end_with(self._incoming.refusal, self._incoming.request_id)
                return
            else:
                break
        if self._is_held and not self._pending and not self._out.is_closing():
            self._is_held = False
            self._out.resume_reading()

    def _begin(self, incoming: Incoming) -> None:
        if incoming.refusal is not None:
            self._answer_refused(incoming, incoming.refusal)
        elif incoming.is_health or incoming.service is None:
            close = not incoming.keeps or self._gateway.is_draining
            self._out.write(
                refusals.plain(200, b"ok", incoming.request_id, close, kind=b"text/plain")
            )
            self._end_unless(incoming.keeps)
        else:
            exchange = Exchange(
                caller=self,
                service=incoming.service,
                path=incoming.path,
                request_id=incoming.request_id,
                head=incoming.head(),
                body=incoming.body,
                close=not incoming.keeps or self._gateway.is_draining,
                is_http10=incoming.is_http10,
                now=self._loop.time(),
                absent_s=self._limits.absent_s,
            )
            self._exchange = exchange
            self._gateway.accept(exchange)

    def _answer_refused(self, incoming: Incoming, refusal: Refusal) -> None:
        if not incoming.keeps:
            self._end_with(refusal, incoming.request_id)
        else:
            self._out.write(refusals.response(refusal, incoming.request_id, close=False))

    def write(self, data: bytes) -> None:
        """A part of the answer of the exchange in hand."""
        self._out.write(data)

    def finished(self, exchange: Exchange) -> None:
        """Its answer is complete."""
        self._exchange = None
        now = self._loop.time()
        self._gateway.over(exchange, now)
        if self._state is State.IDLE:
            self._since = now
        self._end_unless(not exchange.close)
        if self._pending or self._state is State.BODY:
            self._loop.call_soon(self._next)

    def refuse(self, exchange: Exchange, refusal: Refusal) -> None:
        """The gateway answers for a replica that cannot."""
        self._out.write(refusals.response(refusal, exchange.request_id, exchange.close))
        self.finished(exchange)

    def abort(self) -> None:
        """End it where it is, with a reset: an end alone could look like a complete answer."""
        sock = self._out.get_extra_info("socket")
        if sock is not None and not self._out.is_closing():
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._out.abort()

    def _end_with(self, refusal: Refusal, request_id: str) -> None:
        request_id = request_id or self._gateway.new_request_id()
        self._out.write(refusals.response(refusal, request_id, close=True))
        self._end_unless(False)

    def _end_unless(self, keeps: bool) -> None:
        """Close, but read on for a while: a reset would take the answer from the caller."""
        if keeps or self._out.is_closing():
            return
        while self._pending:
            self._pending.popleft().drop()
        self._incoming.drop()
        was_idle = self._state is State.IDLE
        self._enter(State.LINGER)
        if was_idle or not self._out.can_write_eof():
            self._out.close()
        else:
            self._out.write_eof()
            if self._is_held:
                self._is_held = False
                self._out.resume_reading()

    # time

    def pause_writing(self) -> None:
        """The caller does not read: neither does the gateway from the replica."""
        self._is_paused = True
        self._unread, self._unread_since = 0, self._loop.time()
        if self._exchange is not None and self._exchange.hold is not None:
            self._exchange.hold.read_on(False)

    def resume_writing(self) -> None:
        """The caller has caught up."""
        self._is_paused = False
        if self._exchange is None:
            self._next()
        elif self._exchange.hold is not None:
            self._exchange.hold.read_on(True)

    def drain(self) -> None:
        """The gateway ends: so does a connection on which nothing is going on."""
        if self._exchange is not None:
            self._exchange.close = self._exchange.close or not self._exchange.is_answering
        elif self._state is State.IDLE and not self._pending:
            self._out.close()
        else:
            self._incoming.keeps = False

    def check(self, now: float) -> None:
        """Called a few times a second: gives up on what takes too long."""
        limits, age = self._limits, now - self._since
        if self._out.get_write_buffer_size():
            self._check_reading(now)
        linger_s = _LAST_LINGER_S if self._gateway.is_draining else limits.linger_s
        if self._state is State.LINGER and age > linger_s and self._exchange is None:
            self._out.abort()
        elif self._exchange is not None or self._pending:
            return
        elif self._state is State.IDLE and (age > limits.idle_s or self._gateway.is_draining):
            self._out.close()
        elif self._state is State.HEAD and age > limits.head_s:
            self._end_with(refusals.TOO_SLOW, "")
        elif self._state is State.BODY:
            allowed = limits.body_stall_s + self._incoming.size / limits.body_bytes_per_s
            if age > allowed:
                self._end_with(refusals.TOO_SLOW, self._incoming.request_id)

    def _check_reading(self, now: float) -> None:
        """One who takes nothing of an answer is given up."""
        unread = self._out.get_write_buffer_size()
        if unread != self._unread:
            self._unread, self._unread_since = unread, now
        elif now - self._unread_since > self._limits.read_stall_s:
            self._out.abort()
