"""The server's pulse: reconciles on a tick and when kicked, on one thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from ..core.errors import DomainError
from .manager import WorkloadManager

BUSY_S = 0.5
IDLE_S = 5.0

log = logging.getLogger(__name__)


class Ticker:
    """Calls `reconcile` often while something is under way and seldom otherwise."""

    def __init__(self, workloads: WorkloadManager, busy: Callable[[], None]) -> None:
        """`busy` is told at every tick with unfinished workloads (idle culling waits then)."""
        self._workloads = workloads
        self._busy = busy
        self._wake = threading.Event()
        self._ended = threading.Event()
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
            self._wake.wait(self._tick())

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
        return BUSY_S
