"""Fetches and sends files by signed URLs. Imported only where `launch.json` names a URL."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from .copying import CHUNK, Tick

_TRIES = 4
_TIMEOUT_S = 60.0


class WebError(OSError):
    """The other side refused or was not there; the sentence holds no URL, which may be signed."""


def fetch(url: str, target: Path, tick: Tick) -> int:
    """Write what the URL answers to `target`; returns its size."""

    def once() -> int:
        total = 0
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer, target.open("wb") as file:
            while data := answer.read(CHUNK):
                file.write(data)
                total += len(data)
                tick(len(data))
        return total

    return _trying(once)


def put(source: Path, size: int, url: str) -> int:
    """Send a file to a URL; returns the status."""

    def once() -> int:
        headers = {"Content-Length": str(size), "Content-Type": "application/octet-stream"}
        with source.open("rb") as file:
            request = urllib.request.Request(url, data=file, headers=headers, method="PUT")
            with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
                return int(answer.status)

    return _trying(once)


def _trying(act: Callable[[], int]) -> int:
    """Again with growing pauses, unless the other side says that asking again is useless."""
    for number in range(_TRIES):
        try:
            return act()
        except urllib.error.HTTPError as error:
            failure = WebError(f"the store answered {error.code}")
            error.close()
            if error.code < 500 and error.code != 429:
                raise failure from None
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            failure = WebError(f"the store cannot be reached ({getattr(error, 'reason', error)})")
        if number < _TRIES - 1:
            time.sleep(0.5 * 2**number)
    raise failure
