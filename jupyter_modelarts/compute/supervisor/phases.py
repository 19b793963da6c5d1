"""Tells what the supervisor is doing: `phase.json`."""

from __future__ import annotations

import time
from pathlib import Path

from .files import complain, now_ms, write_json
from .inputs import Progress

_INTERVAL_S = 0.5


class PhaseFile:
    """Progress is written twice a second at most; a full disk does not end the work."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._phase = ""
        self._written = 0.0

    def enter(self, phase: str, stage: str | None = None) -> None:
        """A new phase, or a new stage of stopping."""
        self._phase = phase
        self._write({"phase": phase, "stage": stage, "since": now_ms(), "progress": None})

    def report(self, progress: Progress) -> None:
        """How far the present phase is."""
        if time.monotonic() - self._written < _INTERVAL_S:
            return
        figures = {"done": progress.done, "total": progress.total, "bytes": progress.bytes}
        self._write({"phase": self._phase, "stage": None, "since": now_ms(), "progress": figures})

    def _write(self, value: dict[str, object]) -> None:
        self._written = time.monotonic()
        try:
            write_json(self._path, value, durable=False)
        except OSError as error:
            complain(f"phase.json cannot be written: {error}")
