"""The server's pulse: reconciles on a tick and when kicked, on one thread."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ..core.errors import DomainError
from .manager import WorkloadManager

BUSY_S = 0.5
IDLE_S = 5.0
LOOK_S = 0.02
"""How soon an end is noticed. A supervisor's own last act says it too, but needs an interpreter's
start for that, and the next job in the queue waits."""

log = logging.getLogger(__name__)


class Ticker:
    """Calls `reconcile` often while something is under way and seldom otherwise."""

    def __init__(self, workloads: WorkloadManager, busy: Callable[[], None]) -> None:
        """`busy` is told at every tick with unfinished workloads (idle culling waits then)."""
        self._workloads = workloads
        self._busy = busy
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._endings: Sequence[Path] = []
        self._noticed: set[Path] = set()  # looked at once: the other tasks may go on for long
        self._thread = threading.Thread(target=self._run, name="modelarts-tick", daemon=True)

    def start(self) -> None:
        """Begin to tick."""
        self._thread.start()

    def kick(self) -> None:
        """Tick now."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread; a pass that is under way ends first."""
        self._ended.set()
        self._wake.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._ended.is_set():
            self._wake.clear()
            pause = self._tick()
            self._rest(pause, self._endings if pause < IDLE_S else [])

    def _rest(self, pause: float, endings: Sequence[Path]) -> None:
        """Until the pause is over, a kick, or the end of something that runs."""
        until = time.monotonic() + pause
        if not endings:
            self._wake.wait(pause)
            return
        while time.monotonic() < until and not self._wake.wait(LOOK_S):
            fresh = {path for path in endings if path not in self._noticed and path.exists()}
            if fresh:
                self._noticed = fresh.union(self._noticed.intersection(endings))
                return

    def _tick(self) -> float:
        try:
            self._workloads.reconcile()
            unfinished = self._workloads.unfinished()
        except DomainError as error:  # a full disk, a busy database: it may mend itself
            log.warning("reconcile: %s", error)
            return IDLE_S
        except Exception:  # the pulse must outlive any one pass; the log says why
            log.exception("reconcile failed; trying again")
            return IDLE_S
        if not unfinished:
            return IDLE_S
        self._busy()
        self._endings = self._workloads.endings(unfinished)
        return BUSY_S
