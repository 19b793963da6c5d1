"""The thread that accepts connections: it answers health, and hands the rest to the main thread.

So health is answered while the model is being loaded and while it is busy.
"""

from __future__ import annotations

import os
import selectors
import socket
import sys
import threading
import time
from collections import deque
from pathlib import Path

from . import wire

_HEALTH = b"GET /health"
_FIRST_BYTES_S = 10.0
_WAITING = 256  # connections that have not said anything yet
_FIRST_BYTES = 64 << 10
_LAST_CALL_S = 0.05


class Reception(threading.Thread):
    """Owns the listening socket."""

    def __init__(self, listener: socket.socket, limit_s: float) -> None:
        super().__init__(name="reception", daemon=True)
        listener.setblocking(False)
        self._listener = listener
        self._limit_s = limit_s
        self._selector = selectors.DefaultSelector()
        self._waiting: dict[socket.socket, float] = {}
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        self.arrived: deque[tuple[socket.socket, bytes]] = deque()
        self.is_ready = False
        self.busy_since = 0.0  # monotonic; 0 while no request is in hand

    @property
    def wake_fd(self) -> int:
        """Readable when something arrived, or a signal came."""
        return self._wake_read

    @property
    def signal_fd(self) -> int:
        """For signal.set_wakeup_fd."""
        return self._wake_write

    def close(self) -> None:
        """Nobody finds the socket any more; whoever has just connected is still heard."""
        self.is_ready = False
        Path(self._listener.getsockname()).unlink(missing_ok=True)
        time.sleep(_LAST_CALL_S)

    def run(self) -> None:
        """Until the process ends."""
        self._selector.register(self._listener, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select(1.0):
                if key.fileobj is self._listener:
                    self._accept()
                elif isinstance(key.fileobj, socket.socket):
                    self._listen_to(key.fileobj)
            self._forget_silent()
            self._end_if_stuck()

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        if len(self._waiting) >= _WAITING:
            connection.close()
            return
        connection.setblocking(False)
        self._waiting[connection] = time.monotonic() + _FIRST_BYTES_S
        self._selector.register(connection, selectors.EVENT_READ)

    def _listen_to(self, connection: socket.socket) -> None:
        try:
            data = connection.recv(_FIRST_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._selector.unregister(connection)
        del self._waiting[connection]
        if data.startswith(_HEALTH):
            self._tell_health(connection, b"connection: close" not in data.lower())
        elif data:
            self.arrived.append((connection, data))
            self.wake()
        else:
            connection.close()

    def wake(self) -> None:
        """Make the main thread look."""
        try:
            os.write(self._wake_write, b"!")
        except BlockingIOError:
            return  # it has not looked since the last times

    def _tell_health(self, connection: socket.socket, stays: bool) -> None:
        """Who asks before the first request, as the gateway does, keeps the connection."""
        stays = stays and self.is_ready
        status, word = (200, b"OK") if self.is_ready else (503, b"STARTING")
        end = "" if stays else "Connection: close\r\n"
        try:
            connection.send(wire.answer(status, b'{"status":"%s"}' % word, end=end))
        except OSError:
            stays = False
        if stays:
            self.arrived.append((connection, b""))
            self.wake()
        else:
            connection.close()

    def _forget_silent(self) -> None:
        now = time.monotonic()
        for connection in [one for one, until in self._waiting.items() if until < now]:
            self._selector.unregister(connection)
            del self._waiting[connection]
            connection.close()

    def _end_if_stuck(self) -> None:
        """A request that never ends would keep the replica from every other one."""
        since = self.busy_since
        if not self._limit_s or not since or time.monotonic() - since < self._limit_s:
            return
        import faulthandler

        print(f"One request took over {self._limit_s:g} s: this replica ends.", file=sys.stderr)  # noqa: T201
        faulthandler.dump_traceback()
        sys.stderr.flush()
        os._exit(1)
