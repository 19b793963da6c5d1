"""HTTP as a browser speaks it: connections that stay open, six of them for pictures."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

R = TypeVar("R")

BROWSER_CONNECTIONS = 6
TIMEOUT_S = 300.0


class Connection:
    """One keep-alive connection. Not for several threads at once."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        self._http = http.client.HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_S)
        self._root = parts.path.rstrip("/")
        self._headers = {"Content-Type": "application/json", **headers}

    def fetch(self, method: str, path: str, body: object = None, **headers: str) -> bytes:
        """The bytes of a good answer. Raises RuntimeError for others."""
        data = None if body is None else json.dumps(body).encode()
        self._http.request(method, self._root + path, data, {**self._headers, **headers})
        answer = self._http.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """As `fetch`; the JSON."""
        content = self.fetch(method, path, body, **headers)
        return json.loads(content) if content else None

    def close(self) -> None:
        """Hang up."""
        self._http.close()


class Browser:
    """One connection for data, and six that share the pictures of a page."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        self.main = Connection(url, headers)
        self._others = [Connection(url, headers) for _ in range(BROWSER_CONNECTIONS)]
        self._threads = ThreadPoolExecutor(BROWSER_CONNECTIONS)

    def pictures(self, paths: Sequence[str]) -> None:
        """Fetch all of them."""
        shares = [paths[start::BROWSER_CONNECTIONS] for start in range(BROWSER_CONNECTIONS)]
        list(self._threads.map(_fetch_all, self._others, shares))

    def close(self) -> None:
        """Hang up."""
        self._threads.shutdown()
        for one in (self.main, *self._others):
            one.close()


def timed(call: Callable[[], R]) -> tuple[float, R]:
    """Seconds, and what was answered."""
    began = time.perf_counter()
    result = call()
    return time.perf_counter() - began, result


def _fetch_all(connection: Connection, paths: Sequence[str]) -> None:
    for path in paths:
        connection.fetch("GET", path)
