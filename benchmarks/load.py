"""A load generator that does not limit: `python -m benchmarks.load` prints one JSON line.

It is a process of its own, and keeps each of its connections busy: the next request is sent when
the answer to the last one is complete.
"""

from __future__ import annotations

import argparse
import json
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .report import percentile

_LENGTH = b"content-length:"


@dataclass(frozen=True)
class Load:
    """What a server answered; latencies in milliseconds."""

    rps: float
    p50_ms: float
    p99_ms: float
    requests: int
    failures: int


class Connection:
    """One caller."""

    def __init__(self, address: str | tuple[str, int], request: bytes) -> None:
        self.socket = _connect(address)
        self.request = request
        self.sent_at = 0.0
        self.data = b""
        self.total = 0

    def send(self) -> None:
        """The next request."""
        self.data, self.total = b"", 0
        self.sent_at = time.perf_counter()
        self.socket.sendall(self.request)

    def receive(self) -> int:
        """The status once an answer is complete, else 0."""
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("The server closed a connection.")
        self.data = self.data + data if self.data else data
        if not self.total:
            end = self.data.find(b"\r\n\r\n")
            if end < 0:
                return 0
            self.total = end + 4 + _length(self.data[:end])
        return int(self.data[9:12]) if len(self.data) >= self.total else 0


def _connect(address: str | tuple[str, int]) -> socket.socket:
    if isinstance(address, str):
        made = socket.socket(socket.AF_UNIX)
        made.connect(address)
    else:
        made = socket.create_connection(address)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(_LENGTH)
    if at < 0:
        raise ConnectionError("The server answered without a Content-Length.")
    return int(lower[at + len(_LENGTH) :].split(b"\r\n", 1)[0])


def press(address: str | tuple[str, int], request: bytes, concurrency: int, seconds: float) -> Load:
    """Keep `concurrency` connections busy, after a tenth of the time to warm up."""
    selector = selectors.DefaultSelector()
    connections = [Connection(address, request) for _ in range(concurrency)]
    for connection in connections:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send()
    latencies: list[float] = []
    failures = 0
    begin = time.perf_counter() + seconds / 10
    end = begin + seconds
    now = 0.0
    while now < end:
        for key, _ in selector.select(60):
            connection = key.data
            status = connection.receive()
            if not status:
                continue
            now = time.perf_counter()
            if now >= begin:
                latencies.append(now - connection.sent_at)
                failures += status != 200
            connection.send()
    for connection in connections:
        connection.socket.close()
    return Load(
        rps=len(latencies) / (now - begin),
        p50_ms=percentile(latencies, 0.5) * 1000,
        p99_ms=percentile(latencies, 0.99) * 1000,
        requests=len(latencies),
        failures=failures,
    )


def http_post(path: str, body: bytes, headers: Sequence[str] = ()) -> bytes:
    """The bytes of a request."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [*headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def measured(
    address: str | tuple[str, int], request: Path, concurrency: int, seconds: float
) -> Load:
    """`press` in a process of its own; the request is the file's bytes."""
    place = address if isinstance(address, str) else f"{address[0]}:{address[1]}"
    argv = [sys.executable, "-m", "benchmarks.load", place, str(request)]
    argv += [str(concurrency), str(seconds)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    load = Load(**json.loads(done.stdout))
    if load.failures or not load.requests:
        raise RuntimeError(f"{load.failures} of {load.requests} requests to {place} failed.")
    return load


def main() -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("address", help="host:port, or the path of a unix socket")
    parser.add_argument("request", type=Path, help="a file with the bytes of one request")
    parser.add_argument("concurrency", type=int)
    parser.add_argument("seconds", type=float)
    given = parser.parse_args()
    host, colon, port = given.address.rpartition(":")
    address = (host, int(port)) if colon else given.address
    load = press(address, given.request.read_bytes(), given.concurrency, given.seconds)
    print(json.dumps(load.__dict__))
    return 0


if __name__ == "__main__":
    sys.exit(main())
