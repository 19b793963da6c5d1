"""An object to a file: in ranges that are tried again alone, and whole before it has its name."""

from __future__ import annotations

import os
import secrets
from functools import partial
from pathlib import Path
from typing import Callable, Iterator

from .client import Client, Stream
from .errors import BrokenOff, ModelArtsError
from .patience import Patience
from .together import run_all

CONTENT = "/v1/{p}/objects/content"
RANGE_BYTES = 16 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024
TASKS = 4
CHANGES = 3
"""So often an object that is written to meanwhile is begun anew."""


class Changed(ModelArtsError):
    """The object was written to while it was read."""


def open_range(
    client: Client, uri: str, start: int = 0, end: int | None = None, etag: str = ""
) -> Stream:
    """The bytes from `start` up to, not including, `end`. Raises Changed for another `etag`."""
    headers = {"Range": f"bytes={start}-{'' if end is None else end - 1}"}
    if start == 0 and end is None:
        headers = {}
    stream = client.stream(CONTENT, {"uri": uri}, headers)
    if etag and stream.etag and stream.etag != etag:
        stream.close()
        raise Changed(f"{uri} was written to while it was read: read it again.")
    return stream


def read(client: Client, patience: Patience, uri: str) -> bytes:
    """All bytes of an object."""

    def once() -> bytes:
        with open_range(client, uri) as stream:
            return b"".join(_chunks(stream))

    return patience(once)


def download(client: Client, patience: Patience, uri: str, target: Path, tasks: int = TASKS) -> str:
    """Copy an object to exactly this file; its folders are made. What is there stays until the
    whole object has come. The answer is the etag of what came."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".modelarts-{secrets.token_hex(8)}.part")
    try:
        etag = _until_it_stays_the_same(lambda: _fetch(client, patience, uri, part, tasks))
        part.replace(target)
        return etag
    finally:
        if part.exists():
            part.unlink()


def _until_it_stays_the_same(fetch: Callable[[], str]) -> str:
    for _ in range(CHANGES):
        try:
            return fetch()
        except Changed:
            continue
    return fetch()


def _fetch(client: Client, patience: Patience, uri: str, part: Path, tasks: int) -> str:
    descriptor = os.open(str(part), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        size, etag = patience(lambda: _begin(client, uri, descriptor))
        pieces = [
            _Piece(client, uri, etag, descriptor, start, min(start + RANGE_BYTES, size))
            for start in range(0, size if size > RANGE_BYTES else 0, RANGE_BYTES)
        ]
        os.ftruncate(descriptor, size)
        run_all([partial(piece.run, patience) for piece in pieces], tasks, "modelarts-download")
        return etag
    finally:
        os.close(descriptor)


def _begin(client: Client, uri: str, descriptor: int) -> tuple[int, str]:
    """Size and etag of the object; a small one is fetched with the same request."""
    with open_range(client, uri) as stream:
        size, at = stream.left, 0
        if size <= RANGE_BYTES:
            for data in _chunks(stream):
                _write(descriptor, data, at)
                at += len(data)
        return size, stream.etag


class _Piece:
    """A range; what of it has come is not fetched again."""

    def __init__(
        self, client: Client, uri: str, etag: str, descriptor: int, start: int, end: int
    ) -> None:
        self._client = client
        self._uri = uri
        self._etag = etag
        self._descriptor = descriptor
        self._at = start
        self._end = end

    def run(self, patience: Patience) -> None:
        patience(self._go_on)

    def _go_on(self) -> None:
        with open_range(self._client, self._uri, self._at, self._end, self._etag) as stream:
            if stream.left != self._end - self._at:
                raise BrokenOff(f"The server sent another part of {self._uri} than was asked for.")
            for data in _chunks(stream):
                _write(self._descriptor, data, self._at)
                self._at += len(data)


def _chunks(stream: Stream) -> Iterator[bytes]:
    while True:
        data = stream.read(CHUNK_BYTES)
        if not data:
            return
        yield data


def _write(descriptor: int, data: bytes, offset: int) -> None:
    while data:
        count = os.pwrite(descriptor, data, offset)
        data, offset = data[count:], offset + count
