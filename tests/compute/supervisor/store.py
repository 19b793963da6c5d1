"""A small HTTP store on loopback; its gate makes a phase last as long as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Store(ThreadingHTTPServer):
    """Keeps what is PUT, answers it on GET; waits for `gate` first; refuses `refused` with 403."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.puts: list[str] = []
        self.refused: set[str] = set()
        self.gate = threading.Event()
        self.gate.set()
        self.waiting = threading.Event()

    def url(self, key: str) -> str:
        """The signed address of an object."""
        return f"http://127.0.0.1:{self.server_address[1]}/{key}?signature=secret"


class _Handler(BaseHTTPRequestHandler):
    server: Store

    def do_GET(self) -> None:
        key = self._key()
        self._pass_gate()
        body = self.server.objects.get(key)
        self.send_response(404 if body is None else 200)
        self.end_headers()
        self.wfile.write(body or b"")

    def do_PUT(self) -> None:
        key = self._key()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._pass_gate()
        refused = key in self.server.refused
        if not refused:
            self.server.puts.append(key)
            self.server.objects[key] = body
        self.send_response(403 if refused else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def _pass_gate(self) -> None:
        self.server.waiting.set()
        self.server.gate.wait()

    def _key(self) -> str:
        return self.path.lstrip("/").partition("?")[0]


@contextmanager
def serving() -> Iterator[Store]:
    """For a fixture."""
    with Store() as store:
        thread = threading.Thread(target=store.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield store
        finally:
            store.gate.set()
            store.shutdown()
            thread.join()
