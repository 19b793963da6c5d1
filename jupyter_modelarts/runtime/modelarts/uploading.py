"""A file to an object: at once where it is small, else in parts that are checked one by one.

A part that breaks off is sent again, and nothing else is: memory holds as many parts as are sent
at the same time. The object is there, whole, or it is as it was.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from .client import Client, segment
from .errors import ModelArtsError, TryAgain
from .patience import Patience
from .together import run_all

CONTENT = "/v1/{p}/objects/content"
INFO = "/v1/{p}/objects/info"
UPLOADS = "/v1/{p}/uploads"
AT_ONCE_BYTES = 8 * 1024 * 1024
"""A file of up to so many bytes is sent in one request."""
TASKS = 4
PRECONDITION_FAILED = 412
ALTERED = 400
"""What is answered where a part has another SHA-256 than was said."""
POLL_S = 0.2


def put(client: Client, patience: Patience, data: bytes, uri: str, **conditions: str) -> Any:
    """Write an object of at most 64 MB; `if_match` and `if_none_match` as HTTP has them."""
    headers = {"Content-Type": "application/octet-stream"}
    for name, value in conditions.items():
        if value:
            headers[name.replace("_", "-")] = value if value == "*" else f'"{value}"'
    tried = 0

    def once() -> Any:
        nonlocal tried
        tried += 1
        try:
            return client.send("PUT", CONTENT, data, {"uri": uri}, headers).json()
        except ModelArtsError as error:
            if error.status != PRECONDITION_FAILED or tried == 1:
                raise
            return _what_was_written(client, data, uri, error)

    return patience(once)


def _what_was_written(client: Client, data: bytes, uri: str, error: ModelArtsError) -> Any:
    """A try whose answer was lost may have worked: then the object is what was to be written."""
    if client.send("GET", CONTENT, query={"uri": uri}).body != data:
        raise error
    return client.call("GET", INFO, query={"uri": uri})


def upload(
    client: Client,
    patience: Patience,
    source: Path,
    uri: str,
    *,
    overwrite: bool = True,
    tasks: int = TASKS,
) -> None:
    """Copy a file to exactly this object. Raises ModelArtsError where it changes meanwhile."""
    before = _state_of(source)
    size = before[0]
    if size <= AT_ONCE_BYTES:
        data = source.read_bytes()
        _refuse_change(source, before)
        put(client, patience, data, uri, if_none_match="" if overwrite else "*")
    else:
        _Parts(client, patience, source, uri).run(before, overwrite, tasks)


class _Parts:
    """One upload in parts."""

    def __init__(self, client: Client, patience: Patience, source: Path, uri: str) -> None:
        self._client = client
        self._patience = patience
        self._source = source
        self._uri = uri
        self._path = ""
        self._part_size = 0

    def run(self, before: tuple[int, int], overwrite: bool, tasks: int) -> None:
        begun = self._call("POST", UPLOADS, self._announcement(before[0], overwrite))
        self._path = f"{UPLOADS}/{segment(begun['upload_id'])}"
        self._part_size = int(begun["part_size"])
        try:
            self._send_all(before[0], tasks)
            _refuse_change(self._source, before)
            self._finish()
        except BaseException:
            self._give_up()
            raise

    def _announcement(self, size: int, overwrite: bool) -> dict[str, Any]:
        return {"uri": self._uri, "size": size, "overwrite": overwrite}

    def _send_all(self, size: int, tasks: int) -> None:
        numbers = range(1, -(-size // self._part_size) + 1)
        run_all([partial(self._send, number) for number in numbers], tasks, "modelarts-upload")

    def _send(self, number: int) -> None:
        with self._source.open("rb") as stream:
            stream.seek((number - 1) * self._part_size)
            data = stream.read(self._part_size)
        headers = {
            "Content-Type": "application/octet-stream",
            "X-Content-SHA256": hashlib.sha256(data).hexdigest(),
        }
        path = f"{self._path}/parts/{number}"
        self._patience(lambda: self._send_once(path, data, headers))

    def _send_once(self, path: str, data: bytes, headers: dict[str, str]) -> None:
        try:
            self._client.send("PUT", path, data, headers=headers)
        except ModelArtsError as error:
            if error.status != ALTERED:
                raise
            raise TryAgain(error.error_msg, error.error_code, error.status) from None

    def _finish(self) -> None:
        found = self._call("POST", f"{self._path}/complete")
        while found["state"] not in ("stored", "failed"):
            time.sleep(POLL_S)
            found = self._call("GET", self._path)
        if found["state"] == "failed":
            raise ModelArtsError(f"{self._uri} was not stored: {found['reason']}")

    def _give_up(self) -> None:
        """What was sent is of no more use; where the server is gone it forgets it by itself."""
        with suppress(ModelArtsError):
            self._client.send("DELETE", self._path)

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        return self._patience(lambda: self._client.call(method, path, body))


def _state_of(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _refuse_change(path: Path, before: tuple[int, int]) -> None:
    if _state_of(path) != before:
        raise ModelArtsError(
            f"{os.fspath(path)} was written to while it was copied: copy it again once it is whole."
        )
