"""Chooses the ports of a task and keeps asking whether they answer."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from pathlib import Path

from .files import complain, now_ms, write_json
from .launch import Health, Port

_HOST = "127.0.0.1"
_SOCKET_PATH_LIMIT = 100  # 104 bytes on macOS, 108 on Linux, with its end
_MISSES = 3
_BACKLOG = 1024
_BIND_TRIES, _BIND_PAUSE_S = 40, 0.05  # two seconds


class Endpoint:
    """Where one port is, and how it is."""

    def __init__(
        self,
        port: Port,
        number: int | None,
        path: Path | None,
        listener: socket.socket | None = None,
    ) -> None:
        self.name = port.name
        self.health = port.health
        self.number = number
        self.path = path
        self.listener = listener
        self.state = "starting" if port.health else "healthy"
        self.since = now_ms()
        self.healthy_ms = 0
        self.message = ""
        self.misses = 0
        self.due = 0.0

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables that tell the command."""
        name = self.name.upper().replace("-", "_")
        if self.path:
            return {f"MODELARTS_SOCKET_{name}": str(self.path)}
        told = {f"MODELARTS_PORT_{name}": str(self.number)}
        if self.listener:
            told[f"MODELARTS_LISTEN_{name}"] = str(self.listener.fileno())
        return told

    @property
    def placeholder(self) -> tuple[str, str]:
        """What stands for it in argv, and its value."""
        if self.path:
            return f"{{socket:{self.name}}}", str(self.path)
        return f"{{port:{self.name}}}", str(self.number)

    def report(self) -> dict[str, object]:
        """Its entry in ports.json."""
        return {
            "socket": "unix" if self.path else "tcp",
            "host": None if self.path else _HOST,
            "port": self.number,
            "path": str(self.path) if self.path else None,
            "health": self.state,
            "since": self.since,
            "healthy_ms": self.healthy_ms,
            "message": self.message,
        }

    def turn(self, state: str, message: str) -> None:
        """It is in another state from now on."""
        now = now_ms()
        if self.state == "healthy":
            self.healthy_ms = max(self.healthy_ms, now - self.since)
        self.state, self.since, self.message = state, now, message

    def let_go(self) -> None:
        """Keep no copy of the listening socket.

        The command alone holds it then: when it dies, callers are refused at once instead of
        waiting for a server that is not there.
        """
        if self.listener:
            self.listener.close()
            self.listener = None


def choose(ports: tuple[Port, ...], run_dir: Path) -> list[Endpoint]:
    """A free loopback port, a listening socket or a socket path for each.

    A stranger may take the port before the command does: the command then fails, and the restart
    policy tries another one. With `listen` that cannot happen.
    """
    unix = [port for port in ports if port.socket == "unix"]
    directory = _socket_directory(run_dir, unix) if unix else run_dir
    return [
        Endpoint(port, None, directory / f"{port.name}.sock")
        if port.socket == "unix"
        else _tcp_endpoint(port)
        for port in ports
    ]


def _tcp_endpoint(port: Port) -> Endpoint:
    bound = _bound(port.number, port.listen)
    number = int(bound.getsockname()[1])
    if not port.listen:
        bound.close()
        return Endpoint(port, number, None)
    return Endpoint(port, number, None, bound)


def _bound(preferred: int | None, listen: bool) -> socket.socket:
    """A socket at the preferred number, or at another one where that stays taken: who had it
    before may be ending just now."""
    if preferred:
        for _ in range(_BIND_TRIES):
            with contextlib.suppress(OSError):
                return _bind(preferred, listen)
            time.sleep(_BIND_PAUSE_S)
    return _bind(0, listen)


def _bind(number: int, listen: bool) -> socket.socket:
    made = socket.socket()
    # Connections of an attempt before this one may linger; its port is free nevertheless.
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((_HOST, number))
        if listen:  # two may bind, one of them listens
            made.listen(_BACKLOG)
    except OSError:
        made.close()
        raise
    return made


def _socket_directory(run_dir: Path, ports: list[Port]) -> Path:
    directory = run_dir / "sockets"
    longest = max(len(os.fsencode(directory / f"{port.name}.sock")) for port in ports)
    if longest > _SOCKET_PATH_LIMIT:
        directory = Path("/tmp") / f"modelarts-{os.urandom(8).hex()}"  # fails if it is there
        directory.mkdir(mode=0o700)
    directory.mkdir(mode=0o700, exist_ok=True)
    return directory


def remove_sockets(endpoints: list[Endpoint], run_dir: Path) -> None:
    """Leave nothing behind outside the run directory."""
    for endpoint in endpoints:
        if endpoint.path:
            endpoint.path.unlink(missing_ok=True)
    for directory in {one.path.parent for one in endpoints if one.path}:
        if directory.parent != run_dir and not any(directory.iterdir()):
            directory.rmdir()


class Prober(threading.Thread):
    """Keeps ports.json current."""

    def __init__(self, endpoints: list[Endpoint], path: Path) -> None:
        super().__init__(name="ports", daemon=True)
        self._endpoints = endpoints
        self._path = path
        self._ended = threading.Event()
        self._begun = time.monotonic()

    def write(self) -> None:
        """Tell the addresses and states as they are."""
        report = {one.name: one.report() for one in self._endpoints}
        try:
            write_json(self._path, {"ports": report}, durable=False)
        except OSError as error:
            complain(f"ports.json cannot be written: {error}")

    def run(self) -> None:
        """Ask each port when it is due."""
        watched = [(one, one.health) for one in self._endpoints if one.health]
        while watched and not self._ended.is_set():
            now = time.monotonic()
            for endpoint, health in watched:
                if endpoint.due <= now:
                    self._ask(endpoint, health)
            soonest = min(one.due for one, _ in watched)
            self._ended.wait(max(0.01, soonest - time.monotonic()))

    def end(self) -> None:
        """Ask no more."""
        self._ended.set()

    def _ask(self, endpoint: Endpoint, health: Health) -> None:
        fault = probe(endpoint, health)
        before = endpoint.state
        endpoint.misses = endpoint.misses + 1 if fault else 0
        starting = before == "starting" and self._age() < health.start_grace_s
        state = before
        if not fault:
            state = "healthy"
        elif not starting and (before != "healthy" or endpoint.misses >= _MISSES):
            state = "unhealthy"
        # A command that is only starting is asked often, so that it is not found ready late.
        pause = min(0.1, health.interval_s) if state == "starting" else health.interval_s
        endpoint.due = time.monotonic() + pause
        if state != before:
            endpoint.turn(state, fault)
            self.write()

    def _age(self) -> float:
        return time.monotonic() - self._begun


def probe(endpoint: Endpoint, health: Health) -> str:
    """Ask once; the empty string is good, anything else says what is wrong."""
    try:
        with _connect(endpoint, health.timeout_s) as connection:
            if health.kind != "http":
                return ""
            request = f"GET {health.path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            connection.sendall(request.encode())
            return _judge(connection.recv(1024))
    except OSError as error:
        return f"It does not answer: {error.strerror or error}."


def _connect(endpoint: Endpoint, timeout_s: float) -> socket.socket:
    if endpoint.path is None:
        return socket.create_connection((_HOST, endpoint.number or 0), timeout=timeout_s)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(timeout_s)
    try:
        connection.connect(str(endpoint.path))
    except OSError:
        connection.close()
        raise
    return connection


def _judge(head: bytes) -> str:
    """Written by hand because http.client is slow to import and knows no unix sockets."""
    words = head.split(b"\r\n", 1)[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        return "It does not speak HTTP."
    status = int(words[1])
    return "" if 200 <= status < 400 else f"It answers {status}."
