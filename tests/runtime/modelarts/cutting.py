"""A TCP proxy before a server, which cuts connections on purpose."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CHUNK = 64 * 1024
RESET = struct.pack("ii", 1, 0)
"""Closing resets the connection, so that nobody waits to send."""
Cut = Callable[[int], "int | None"]
"""After how many bytes of the answer the connection with this number ends; None for never."""


@dataclass
class Cutting:
    """`url` is the server's, through the proxy; `count` the connections so far."""

    url: str
    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def cutting(server_url: str, cut: Cut) -> Iterator[Cutting]:
    """The proxy, on a port of its own."""
    target = urlsplit(server_url)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Cutting(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        address = (target.hostname or "", target.port or 80)
        accepting = threading.Thread(target=_accept, args=(listener, address, made, cut))
        accepting.start()
        try:
            yield made
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join()


def _accept(listener: socket.socket, address: tuple[str, int], made: Cutting, cut: Cut) -> None:
    threads = []
    with suppress(OSError):
        while True:
            caller, _ = listener.accept()
            with made.lock:
                number, made.count = made.count, made.count + 1
            thread = threading.Thread(target=_serve, args=(caller, address, cut(number)))
            thread.start()
            threads.append(thread)
    for thread in threads:
        thread.join()


def _serve(caller: socket.socket, address: tuple[str, int], most: int | None) -> None:
    with caller, socket.create_connection(address) as server:
        up = threading.Thread(target=_pump, args=(caller, server, None))
        up.start()
        _pump(server, caller, most)
        for end in (caller, server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RD)
        up.join()
        if most is not None:
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def _pump(source: socket.socket, target: socket.socket, most: int | None) -> None:
    left = most
    with suppress(OSError):
        while left is None or left > 0:
            data = source.recv(CHUNK if left is None else min(CHUNK, left))
            if not data:
                break
            target.sendall(data)
            left = None if left is None else left - len(data)
