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
OTHER_REGION = "eu-west-9"
_DENIED = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"
_MALFORMED = (
    f"<Error><Code>AuthorizationHeaderMalformed</Code><Region>{OTHER_REGION}</Region></Error>"
).encode()
_LISTING = (
    b"<?xml version='1.0'?><ListBucketResult><Name>there</Name><Prefix></Prefix>"
    b"<KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
    b"</ListBucketResult>"
)
_OBJECT = (
    "<Contents><Key>{}</Key><Size>1</Size><ETag>x</ETag>"
    "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents></ListBucketResult>"
)
_FIRST = _LISTING.replace(b">false<", b">true<").replace(
    b"</ListBucketResult>",
    b"<NextContinuationToken>b</NextContinuationToken>" + _OBJECT.format("a").encode(),
)
_SECOND = _LISTING.replace(b"</ListBucketResult>", _OBJECT.format("b").encode())


@dataclass
class PageServer:
    """What runs, and the headers of every request that came."""

    endpoint: str
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def page_server(answer: str, location: str = "") -> Iterator[PageServer]:
    """Answers everything in the same way: `html`, `forbidden_html`, `json`, `late` (an S3 server
    whose clock is an hour behind), `redirect` and `login` (to `location`), `denied`. The buckets of
    `moved` and of `signed_elsewhere` are in another region, which only the latter names; the
    second page of a listing of `half_listed` is a login's."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append(dict(self.headers))
            status, kind, body = _answer(answer, self.path, self.headers["Authorization"] or "")
            self.send_response_only(status)
            late = _HOUR if answer == "late" else 0
            self.send_header("Date", formatdate(time() - late, usegmt=True))
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            if answer == "redirect":
                self.send_header("x-amz-bucket-region", OTHER_REGION)
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


def _answer(kind: str, path: str, signature: str) -> tuple[int, str, bytes]:
    if kind == "json":
        return 200, "application/json", b'{"name": "search engine"}'
    if kind in ("late", "denied") or (kind in ("moved", "signed_elsewhere") and path == "/"):
        return 403, "application/xml", _DENIED
    if kind == "redirect":
        return 307, "application/xml", b"<Error><Code>TemporaryRedirect</Code></Error>"
    if kind == "moved":
        return 301, "application/xml", b"<Error><Code>PermanentRedirect</Code></Error>"
    if kind == "signed_elsewhere":
        right = f"/{OTHER_REGION}/s3/" in signature
        return 200 if right else 400, "application/xml", _LISTING if right else _MALFORMED
    if kind == "login":
        return 302, "text/html; charset=utf-8", _PAGE
    if kind == "half_listed" and "continuation-token=" not in path:
        listing = _SECOND if "start-after=a" in path else _FIRST
        return 200, "application/xml", listing
    return (403 if kind == "forbidden_html" else 200), "text/html; charset=utf-8", _PAGE
