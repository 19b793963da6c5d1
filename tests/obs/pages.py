"""Servers that are no S3 servers, or set out to mislead a client of one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time

_HOUR = 3600
_PAGE = b"<!DOCTYPE html><html><body>Log in secret-page</body></html>"
_DENIED = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"


@dataclass
class PageServer:
    """What runs, and the headers of every request that came."""

    endpoint: str
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def page_server(answer: str, location: str = "") -> Iterator[PageServer]:
    """Answers everything in the same way: `html`, `forbidden_html`, `json`, `late` (an S3 server
    whose clock is an hour behind), `redirect` and `login` (to `location`)."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append(dict(self.headers))
            status, kind, body = _answer(answer)
            self.send_response_only(status)
            late = _HOUR if answer == "late" else 0
            self.send_header("Date", formatdate(time() - late, usegmt=True))
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            if answer == "redirect":
                self.send_header("x-amz-bucket-region", "eu-west-9")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_PUT = do_POST = do_DELETE = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    seen = PageServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(kind: str) -> tuple[int, str, bytes]:
    if kind == "json":
        return 200, "application/json", b'{"name": "search engine"}'
    if kind == "late":
        return 403, "application/xml", _DENIED
    if kind == "redirect":
        return 307, "application/xml", b"<Error><Code>TemporaryRedirect</Code></Error>"
    if kind == "login":
        return 302, "text/html; charset=utf-8", _PAGE
    return (403 if kind == "forbidden_html" else 200), "text/html; charset=utf-8", _PAGE
