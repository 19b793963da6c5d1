"""Carries committed events to open pages: one watcher per process, one socket per page."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from .db import Database
from .errors import DomainError
from .schemas import Event
from .store import events_after, last_event, prune_events

INTERVAL_S = 0.1
PRUNE_EVERY = 5_000
_BEGIN_S = 5.0

log = logging.getLogger(__name__)


class EventWatcher:
    """Calls listeners with every event that any process commits.

    SQLite's `data_version` costs microseconds and tells when another connection has committed;
    elsewhere the table is asked once a second.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._listeners: set[Callable[[Event], None]] = set()
        self._begun = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Call `listener`, on the watcher's thread, from now on. The first one starts the watch:
        what is committed after this has returned is heard."""
        with self._guard:
            self._listeners.add(listener)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._watch, name="modelarts-events", daemon=True
                )
                self._thread.start()
        self._begun.wait(_BEGIN_S)

    def forget(self, listener: Callable[[Event], None]) -> None:
        """Stop calling `listener`."""
        with self._guard:
            self._listeners.discard(listener)

    def stop(self) -> None:
        """End the watch."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _watch(self) -> None:
        with self._db.commits() as commits:
            before = commits()  # first: a commit between the two is looked for, not missed
            with self._db.read() as tx:
                seen = last_event(tx)
            self._begun.set()
            while not self._ended.wait(INTERVAL_S if self._db.is_sqlite else 1.0):
                now = commits()
                if now != before:
                    before = now
                    seen = self._pass_on(seen)

    def _pass_on(self, seen: int) -> int:
        try:
            with self._db.read() as tx:
                fresh = events_after(tx, seen)
            if fresh and fresh[-1][0] // PRUNE_EVERY != seen // PRUNE_EVERY:
                with self._db.write() as tx:
                    prune_events(tx)
        except DomainError as error:
            log.warning("events: %s", error)
            return seen
        for _, event in fresh:
            for listener in list(self._listeners):
                listener(event)
        return fresh[-1][0] if fresh else seen
