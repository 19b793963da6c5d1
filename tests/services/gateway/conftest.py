"""A gateway in a thread of its own, before real replicas."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.services.gateway import (
    Doorkeeper,
    Gateway,
    Group,
    Limits,
    Request,
    Service,
    Target,
)
from jupyter_modelarts.services.gateway.request_log import RequestLog
from tests.runtime.replicas import Answer, read_answer

TOKEN = "right"
SERVICE = "svc-1"
WAIT_S = 60.0


class OneToken:
    """Admits whoever has the token; a signature is right when the body says so."""

    def admits(self, request: Request, service_id: str) -> bool:
        """Whether it may."""
        if request.header(b"authorization").startswith("SDK-"):
            return request.body == b'"signed"'
        return request.headers.get("x-auth-token") == TOKEN


@dataclass
class Door:
    """A running gateway, its routes to be swapped, and what it has logged."""

    address: tuple[str, int]
    gateway: Gateway
    loop: asyncio.AbstractEventLoop
    routes: dict[str, Service]
    log: list[bytes] = field(default_factory=list)
    connections: list[socket.socket] = field(default_factory=list)

    def route(self, *groups: tuple[int, list[Path]], **more: Any) -> None:
        """Route the service to groups of replicas; the first group is version 0.0.1."""
        made = tuple(
            Group(weight, tuple(Target(str(path), path.stem, f"0.0.{number}") for path in paths))
            for number, (weight, paths) in enumerate(groups, 1)
        )
        settings = {"timeout_s": 30.0, "max_body": 1 << 20, **more}
        self.routes = {SERVICE: Service(SERVICE, "echo", made, **settings)}

    def connect(self) -> socket.socket:
        """A connection, closed at the end."""
        connection = socket.create_connection(self.address, timeout=WAIT_S)
        self.connections.append(connection)
        return connection

    def send(self, data: bytes) -> Answer:
        """These bytes on a connection of their own."""
        connection = self.connect()
        connection.sendall(data)
        return read_answer(connection)

    def ask(self, body: bytes = b'"hello"', **changed: Any) -> Answer:
        """One request."""
        return self.send(inference(body, **changed))

    def within(self, function: Callable[[], Any]) -> None:
        """Call something in the gateway's thread."""
        self.loop.call_soon_threadsafe(function)


def inference(
    body: bytes = b'"hello"',
    token: str | None = TOKEN,
    host: str | None = "127.0.0.1",
    path: str = "",
    service: str = SERVICE,
    more: str = "",
) -> bytes:
    """The bytes of a request to a service."""
    head = f"POST /v1/infers/{service}{path} HTTP/1.1\r\nContent-Type: application/json\r\n"
    head += f"Host: {host}\r\n" if host is not None else ""
    head += f"X-Auth-Token: {token}\r\n" if token is not None else ""
    return f"{head}{more}Content-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def opened(limits: Limits | None = None, keeper: Doorkeeper | None = None) -> Iterator[Door]:
    """A gateway without routes."""
    listener = socket.create_server(("127.0.0.1", 0))
    address = listener.getsockname()
    lines: list[bytes] = []

    def write(data: bytes) -> int:
        lines.append(data)
        return len(data)

    started = threading.Event()
    doors: list[Door] = []

    async def live() -> None:
        gateway = Gateway(
            lambda: doors[0].routes, keeper or OneToken(), limits=limits, log=RequestLog(write)
        )
        doors.append(Door(address, gateway, asyncio.get_running_loop(), {}, lines))
        asyncio.get_running_loop().call_soon(started.set)
        await gateway.serve(listener)

    thread = threading.Thread(target=lambda: asyncio.run(live()))
    thread.start()
    assert started.wait(WAIT_S)
    try:
        yield doors[0]
    finally:
        for connection in doors[0].connections:
            connection.close()
        doors[0].within(doors[0].gateway.drain)
        thread.join(WAIT_S)
        assert not thread.is_alive()


@pytest.fixture
def door() -> Iterator[Door]:
    """A gateway without routes."""
    with opened() as made:
        yield made
