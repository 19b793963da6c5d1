"""The main thread: one request at a time, in the order in which they came."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import time

from . import wire
from .errors import RequestError
from .inference import Inference
from .reception import Reception

_RECEIVE = 256 << 10
_MAX_UNSENT = 256 << 20  # bytes of answers that nobody reads; beyond, the connection is given up
_DRAIN_S = 30.0


class Connection:
    """A caller that keeps its connection."""

    __slots__ = ("close", "mask", "reader", "socket", "unsent")

    def __init__(self, sock: socket.socket, max_body: int) -> None:
        self.socket = sock
        self.reader = wire.Reader(max_body)
        self.unsent = b""
        self.close = False  # when all is sent
        self.mask = selectors.EVENT_READ


class Server:
    """Answers what the reception hands over."""

    def __init__(self, reception: Reception, inference: Inference, max_body: int) -> None:
        self._reception = reception
        self._inference = inference
        self._max_body = max_body
        self._selector = selectors.DefaultSelector()
        self._connections: set[Connection] = set()
        self._draining = False

    def drain(self) -> None:
        """Answer what was sent, and end. Safe in a signal handler."""
        self._draining = True

    def serve(self) -> None:
        """Until drained."""
        self._selector.register(self._reception.wake_fd, selectors.EVENT_READ)
        while not self._draining:
            self._step(None)
        self._finish()

    def _step(self, timeout: float | None) -> bool:
        ready = self._selector.select(timeout)
        for key, events in ready:
            connection = key.data
            if connection is None:
                self._look_at_arrivals()
            elif events & selectors.EVENT_READ:
                self._receive(connection)
            else:
                self._send(connection)
        return bool(ready)

    def _finish(self) -> None:
        """Answer what was sent before. What is sent from now on fails at once at the caller."""
        self._reception.close()
        self._look_at_arrivals()
        for connection in self._connections:
            try:
                connection.socket.shutdown(socket.SHUT_RD)
            except OSError:
                connection.close = True
        deadline = time.monotonic() + _DRAIN_S
        while self._connections and time.monotonic() < deadline:
            if not self._step(0.2):
                self._look_at_arrivals()

    def _look_at_arrivals(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._reception.wake_fd, 4096)
        while self._reception.arrived:
            sock, data = self._reception.arrived.popleft()
            connection = Connection(sock, self._max_body)
            self._connections.add(connection)
            self._selector.register(sock, selectors.EVENT_READ, connection)
            self._take(connection, data)

    def _receive(self, connection: Connection) -> None:
        try:
            data = connection.socket.recv(_RECEIVE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(connection, data)
        else:
            self._end(connection)

    def _take(self, connection: Connection, data: bytes) -> None:
        reader = connection.reader
        reader.feed(data)
        try:
            while not connection.close and (request := reader.next()) is not None:
                self._reception.busy_since = time.monotonic()
                said = self._inference.answer(request)
                self._reception.busy_since = 0.0
                connection.close = request.close
                self._queue(connection, said)
        except RequestError as error:
            connection.close = True
            self._queue(connection, wire.failure(error.status, error.code, error.sentence, True))

    def _queue(self, connection: Connection, said: bytes) -> None:
        connection.unsent = connection.unsent + said if connection.unsent else said
        self._send(connection)

    def _send(self, connection: Connection) -> None:
        """As much as the caller takes; a slow one holds up nobody."""
        try:
            sent = connection.socket.send(connection.unsent)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._end(connection)
            return
        connection.unsent = connection.unsent[sent:]
        if len(connection.unsent) > _MAX_UNSENT:
            self._end(connection)
        elif connection.unsent:
            self._watch(connection, selectors.EVENT_WRITE)
        elif connection.close:
            self._end(connection)
        else:
            self._watch(connection, selectors.EVENT_READ)

    def _watch(self, connection: Connection, mask: int) -> None:
        if connection.mask != mask:
            connection.mask = mask
            self._selector.modify(connection.socket, mask, connection)

    def _end(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.discard(connection)
            self._selector.unregister(connection.socket)
            connection.socket.close()
