"""The connections to one replica, and the requests that wait for one of them."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from .exchange import Exchange
from .refusals import REPLICA_BABBLED, REPLICA_LOST
from .routes import Target
from .upstream import Upstream

if TYPE_CHECKING:
    from .gateway import Gateway

_MAX_UNDELIVERED = 8
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.05, 1.0


class Replica:
    """Gives each connection the next request as soon as it is free.

    A replica works on one request at a time: a few connections keep it busy, and what it was not
    given yet cannot be lost with it.
    """

    def __init__(self, gateway: Gateway, target: Target) -> None:
        self.target = target
        self.own_headers = (
            b"X-Request-Id: %b\r\nX-Content-Type-Options: nosniff\r\nX-ModelArts-Version: "
            + target.version.encode("ascii", "replace").replace(b"%", b"%%")
            + b"\r\n"
        )
        self._gateway = gateway
        self._limit = gateway.limits.replica_connections
        self._idle: list[Upstream] = []
        self._open: set[Upstream] = set()
        self._connecting = 0
        self._queue: deque[Exchange] = deque()
        self._pause_s = 0.0
        self._is_closed = False
        self.down_until = 0.0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def load(self) -> int:
        """Requests that it has or waits for."""
        return len(self._open) - len(self._idle) + len(self._queue)

    @property
    def waiting(self) -> int:
        """Requests beyond those that it is given at one time."""
        return max(0, self.load - self._limit)

    def submit(self, exchange: Exchange) -> None:
        """Send it now, or as soon as a connection is free."""
        if self._idle:
            self._idle.pop().send(exchange)
            return
        exchange.hold = self
        self._queue.append(exchange)
        if len(self._open) + self._connecting < self._limit:
            self._connect()

    def release(self, exchange: Exchange) -> None:
        """The caller has gone before its turn."""
        if exchange in self._queue:
            self._queue.remove(exchange)

    def read_on(self, wanted: bool) -> None:
        """There is no answer yet."""

    def free(self, upstream: Upstream) -> None:
        """A connection is free for the next request."""
        if self._queue:
            upstream.send(self._queue.popleft())
        elif self._is_closed:
            self.lost(upstream)
            upstream.close()
        else:
            self._idle.append(upstream)

    def lost(self, upstream: Upstream) -> None:
        """A connection is gone. Heard more than once."""
        if upstream not in self._open:
            return
        self._open.discard(upstream)
        if upstream in self._idle:
            self._idle.remove(upstream)
        if self._queue and len(self._open) + self._connecting < self._limit:
            self._connect()

    def failed(self, exchange: Exchange) -> None:
        """It had been delivered: nobody knows whether it was answered."""
        self._gateway.refuse(exchange, REPLICA_LOST)

    def babbled(self, exchange: Exchange) -> None:
        """What came back is not HTTP."""
        if exchange.is_answering:
            self.cut(exchange)
        else:
            self._gateway.refuse(exchange, REPLICA_BABBLED)

    def cut(self, exchange: Exchange) -> None:
        """The caller has a part of the answer, and there is no more."""
        exchange.status = 502
        exchange.caller.abort()

    def undelivered(self, exchange: Exchange) -> None:
        """The replica never had all of it: any replica may have it, a few times."""
        exchange.undelivered += 1
        if exchange.undelivered > _MAX_UNDELIVERED:
            self.failed(exchange)
        else:
            self._gateway.dispatch(exchange)

    def close(self) -> None:
        """It is routed to no longer. What it has is finished, what it was not given goes away."""
        self._is_closed = True
        for upstream in list(self._idle):
            self.lost(upstream)
            upstream.close()
        self._send_away()

    def _connect(self) -> None:
        self._connecting += 1
        task = asyncio.get_running_loop().create_task(self._make_connection())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _make_connection(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, upstream = await loop.create_unix_connection(
                lambda: Upstream(self), self.target.socket
            )
            if not await upstream.is_ready():
                upstream.transport.abort()
                raise ConnectionRefusedError
        except OSError:
            self._connecting -= 1
            self._unreachable(loop.time())
            return
        self._connecting -= 1
        self._pause_s = 0.0
        self.down_until = 0.0
        self._open.add(upstream)
        self.free(upstream)

    def _unreachable(self, now: float) -> None:
        """Nobody listens: what waits goes elsewhere, or waits for its return."""
        if self._open or self._connecting:
            return
        self._pause_s = min(_LONGEST_PAUSE_S, max(_FIRST_PAUSE_S, self._pause_s * 2))
        self.down_until = now + self._pause_s
        self._send_away()

    def _send_away(self) -> None:
        waiting, self._queue = list(self._queue), deque()
        for exchange in waiting:
            exchange.hold = None
            self._gateway.dispatch(exchange)
