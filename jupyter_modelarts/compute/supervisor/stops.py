"""Requests to stop: `stop.json`, or SIGTERM where there is none."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from .files import read_json

_LOOK_S = 0.25


class Stopped(Exception):
    """Somebody asked to stop while an interruptible step was under way."""


class StopRequests:
    """Knows whether a request is waiting to be honoured. Lives in the main thread.

    A signal beside a `stop.json` announces that file; without one it is a request of its own.
    """

    def __init__(self, run_dir: Path, grace_s: float) -> None:
        self._path = run_dir / "stop.json"
        self.grace_s = grace_s
        self._honoured: object = None
        self._signalled = False
        self._interrupting = False
        self._looked = 0.0
        self._wake, self._waker = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._waker, False)

    def install(self) -> None:
        """Take over the signals. Handlers, not SIG_IGN, which the command would inherit."""
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, self._on_sigterm)
        for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(ignored, _ignore)

    def pending(self) -> bool:
        """Whether there is a request that was not honoured yet."""
        request = self._request()
        if request is None:
            return self._signalled
        return bool(request.get("time") != self._honoured)

    def honour(self) -> None:
        """From now on the present request is no news."""
        request = self._request() or {}
        self._honoured = request.get("time")
        self._signalled = False
        self.grace_s = float(request.get("grace_s", self.grace_s))

    def check(self) -> None:
        """Raise Stopped when a request is pending; cheap enough to be called at every step."""
        now = time.monotonic()
        if self._signalled or now - self._looked > _LOOK_S:
            self._looked = now
            if self.pending():
                raise Stopped

    @contextlib.contextmanager
    def interrupting(self) -> Iterator[None]:
        """Within, a request raises Stopped wherever the main thread is."""
        if self.pending():
            raise Stopped
        self._interrupting = True
        try:
            yield
        finally:
            self._interrupting = False

    def wait(self, timeout_s: float) -> None:
        """Until a signal, `poke`, or the time is over."""
        ready, _, _ = select.select([self._wake], [], [], timeout_s)
        if ready:
            os.read(self._wake, 4096)

    def poke(self) -> None:
        """End `wait` from another thread."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._waker, b"\0")

    def _request(self) -> dict[str, Any] | None:
        try:
            request = read_json(self._path)
        except (OSError, ValueError):
            return None
        return request if isinstance(request, dict) else None

    def _on_sigterm(self, signum: int, frame: FrameType | None) -> None:
        self._signalled = True
        if self._interrupting and self.pending():
            raise Stopped


def _ignore(signum: int, frame: FrameType | None) -> None:
    """SIGINT and SIGHUP are meant for the launcher's terminal; SIGCHLD only has to wake `wait`."""
