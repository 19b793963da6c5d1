"""Waiting for something on the server, and showing meanwhile what it says."""

from __future__ import annotations

import sys
import time
from typing import Any, Callable

from .client import Client, segment

LOOK_S = 0.3
LOOK_LONG_S = 1.0
PIECE = 256 * 1024
TAIL = 64 * 1024

Write = Callable[[str], object]


def say(text: str) -> None:
    """Print at once, below the cell."""
    sys.stdout.write(text)
    sys.stdout.flush()


class LogReader:
    """A log as it grows. Where it grows faster than it can be read, its middle is left out."""

    def __init__(self, client: Client, path: str, write: Write) -> None:
        self._client = client
        self._path = path
        self._write = write
        self._offset = 0
        self._line_open = False

    def read_all(self) -> None:
        """Show everything that is new."""
        while self._read():
            pass

    def _read(self) -> bool:
        """Show a piece; whether there was one."""
        part = self._part(self._offset)
        if part["size"] - self._offset > 4 * PIECE:
            start = part["size"] - TAIL
            self.line(f"… {start - self._offset} bytes of the log are left out here …")
            part = self._part(start)
        elif part["dropped"]:
            self.line(f"… {part['dropped']} bytes of the log were not kept …")
        if part["text"]:
            self._write(part["text"])
            self._line_open = not part["text"].endswith("\n")
        more = bool(part["next_offset"] > self._offset)
        self._offset = part["next_offset"]
        return more

    def line(self, text: str) -> None:
        """Show a line of ours."""
        self._write(("\n" if self._line_open else "") + text + "\n")
        self._line_open = False

    def _part(self, offset: int) -> dict[str, Any]:
        query = {"offset": offset, "limit": PIECE}
        part: dict[str, Any] = self._client.call("GET", self._path, query=query)
        return part


def follow_job(client: Client, job_id: str, write: Write = say) -> dict[str, Any]:
    """Show a job's log until it has ended; the job as it is then."""
    path = f"/v2/{{p}}/training-jobs/{segment(job_id)}"
    log = LogReader(client, f"{path}/logs", write)
    begun, told = time.monotonic(), ""
    while True:
        body: dict[str, Any] = client.call("GET", path)
        ended = body["status"]["end_time"] is not None
        if ended:
            log.read_all()
        if (now := _line(body)) != told:
            log.line(now)
            told = now
        if ended:
            return body
        if body["status"]["state"] not in ("queued", "starting"):
            log.read_all()
        time.sleep(LOOK_S if time.monotonic() - begun < 30 else LOOK_LONG_S)


def wait_for(
    look: Callable[[], dict[str, Any]],
    line: Callable[[dict[str, Any]], str],
    done: Callable[[dict[str, Any]], bool],
    write: Write = say,
) -> dict[str, Any]:
    """Look until it is done, and tell each new line."""
    begun, told = time.monotonic(), ""
    while True:
        body = look()
        if (now := line(body)) != told:
            write(now + "\n")
            told = now
        if done(body):
            return body
        time.sleep(LOOK_S if time.monotonic() - begun < 30 else LOOK_LONG_S)


def _line(body: dict[str, Any]) -> str:
    metadata, status = body["metadata"], body["status"]
    waiting = f": {status['reason']}" if status["state"] == "queued" and status["reason"] else ""
    return f"[{metadata['name']} {metadata['version']}] {status['state']}{waiting}"
