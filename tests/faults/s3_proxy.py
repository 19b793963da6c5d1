"""Stands before an S3 server and spoils a share of what passes, the same for the same seed."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from ..s3_servers import S3Server

KINDS = ("503", "500", "slow", "truncated", "altered", "altered_upload")
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
_ERROR = b"<?xml version='1.0'?><Error><Code>%s</Code><Message>secret-body</Message></Error>"


@dataclass
class Faults:
    """What is spoiled: each request with probability `share`, by one of `kinds`."""

    share: float
    seed: int
    kinds: tuple[str, ...] = KINDS
    slow_s: float = 0.05
    done: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def choose(self) -> str:
        """What to do to the next request; empty for nothing."""
        with self._lock:
            kind = self._random.choice(self.kinds) if self._random.random() < self.share else ""
            self.done[kind] += 1
            return kind

    def altered(self, data: bytes) -> bytes:
        """One bit is another one."""
        if not data:
            return data
        with self._lock:
            place, bit = divmod(self._random.randrange(8 * len(data)), 8)
        return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


@contextmanager
def faulty(server: S3Server, faults: Faults) -> Iterator[S3Server]:
    """The same server, behind the faults."""
    parts = urlsplit(server.endpoint)
    host, port = str(parts.hostname), int(parts.port or 80)

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            kind = faults.choose()
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if kind in ("503", "500"):
                self._refuse(int(kind))
                return
            if kind == "slow":
                time.sleep(faults.slow_s)
            if kind == "altered_upload":
                body = faults.altered(body)
            self._pass_on(body, kind)

        do_HEAD = do_PUT = do_POST = do_DELETE = do_GET

        def _refuse(self, status: int) -> None:
            code = b"SlowDown" if status == 503 else b"InternalError"
            self._answer(status, [], _ERROR % code, None)

        def _pass_on(self, body: bytes, kind: str) -> None:
            connection = http.client.HTTPConnection(host, port, timeout=300)
            try:
                connection.putrequest(
                    self.command, self.path, skip_host=True, skip_accept_encoding=True
                )
                for name, value in self.headers.items():
                    if name.lower() != "connection":
                        connection.putheader(name, value)
                with suppress(ConnectionError):  # answered before it has read all
                    connection.endheaders(body)
                answer = connection.getresponse()
                data = answer.read()
            finally:
                connection.close()
            if kind == "altered" and not self._is_listing():
                data = faults.altered(data)
            cut = len(data) // 2 if kind == "truncated" and data else None
            self._answer(answer.status, answer.getheaders(), data, cut)

        def _is_listing(self) -> bool:
            """Its names have no checksum: nobody could tell."""
            return self.command == "GET" and "?" in self.path and "partNumber" not in self.path

        def _answer(
            self, status: int, headers: list[tuple[str, str]], data: bytes, cut: int | None
        ) -> None:
            self.send_response_only(status)
            length = str(len(data))
            for name, value in headers:
                if name.lower() == "content-length" and self.command == "HEAD":
                    length = value
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Date", self.date_time_string())
            self.send_header("Content-Length", length)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data[:cut])
            if cut is not None:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the terminal."""

    listening = _Quiet(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield S3Server(f"http://127.0.0.1:{listening.server_port}", server.root)
    finally:
        listening.shutdown()
        thread.join()
        with suppress(OSError):
            listening.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gives up is no news."""
