"""Samples CPU, memory and GPU of a command's whole tree, and notices when memory runs out."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from .files import complain, now_ms
from .processes import Process, descendants, proportional_memory, snapshot

_FILE_BYTES = 4 << 20
_SHORT_S, _LONG_S, _LONG_AFTER_S = 1.0, 5.0, 600.0
_WATCH_S = 0.2
_SHARE_OF_TIME = 50
_MB = 1 << 20


class GPU(threading.Thread):
    """Asks nvidia-smi, which may take seconds, so that nobody else waits for it."""

    def __init__(self, visible: str | None) -> None:
        super().__init__(name="gpu", daemon=True)
        self._command = [
            "nvidia-smi",
            "--query-gpu=utilization.gpu,memory.used",
            "--format=csv,noheader,nounits",
        ]
        if visible:
            self._command.append(f"--id={visible}")
        self.helper = 0
        self.figures: dict[str, float] = {}
        self._ended = threading.Event()

    def run(self) -> None:
        """Until it is not there, fails, or `end`."""
        while not self._ended.wait(0 if not self.figures else _LONG_S):
            try:
                self.figures = self._ask()
            except (OSError, ValueError, subprocess.SubprocessError):
                return

    def end(self) -> None:
        """Ask no more."""
        self._ended.set()

    def _ask(self) -> dict[str, float]:
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        with subprocess.Popen(self._command, stdout=pipe, stderr=nothing, stdin=nothing) as asked:
            self.helper = asked.pid
            try:
                text, _ = asked.communicate(timeout=30)
            finally:
                asked.kill()
        rows = [[float(part) for part in line.split(b",")] for line in text.splitlines()]
        if not rows:
            raise ValueError("no GPU")
        percent = sum(row[0] for row in rows) / len(rows)
        return {"gpu_percent": percent, "gpu_memory_bytes": sum(row[1] for row in rows) * _MB}


class Sampler(threading.Thread):
    """Appends to usage.jsonl; calls `exceeded` with the megabytes used when over the limit."""

    def __init__(
        self,
        path: Path,
        limit_mb: int | None,
        visible_gpus: str | None,
        exceeded: Callable[[int], None],
    ) -> None:
        super().__init__(name="usage", daemon=True)
        self._path = path
        self._limit = limit_mb * _MB if limit_mb else None
        self._exceeded = exceeded
        self._gpu = GPU(visible_gpus) if visible_gpus != "" else None
        self._ended = threading.Event()
        self._begun = time.monotonic()
        self._due = 0.0
        self._seen: dict[tuple[int, str], float] = {}
        self._seen_at = self._begun

    def run(self) -> None:
        """Look until `end`; on a busy machine less often, so that looking stays cheap."""
        if self._gpu:
            self._gpu.start()
        pause = 0.0
        while not self._ended.wait(pause):
            before = time.monotonic()
            processes = self._tree()
            self._watch(processes)
            if before >= self._due:
                self._sample(processes, before)
            now = time.monotonic()
            next_look = _WATCH_S if self._limit else self._due - now
            costly = min(_LONG_S, (now - before) * _SHARE_OF_TIME)  # or the machine stood still
            pause = max(0.01, next_look, costly)

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._gpu:
            self._gpu.end()

    def _tree(self) -> list[Process]:
        helper = self._gpu.helper if self._gpu else 0
        return [one for one in descendants(os.getpid(), snapshot()) if one.pid != helper]

    def _watch(self, processes: list[Process]) -> None:
        if self._limit is None or sum(one.memory for one in processes) <= self._limit:
            return
        # Forked workers share most of their pages: only now is it worth counting those once.
        used = sum(proportional_memory(one) for one in processes)
        if used > self._limit:
            self._limit = None
            self._exceeded(used // _MB)

    def _sample(self, processes: list[Process], now: float) -> None:
        interval = _SHORT_S if now - self._begun < _LONG_AFTER_S else _LONG_S
        self._due = now + interval
        sample: dict[str, float] = {
            "at": now_ms(),
            "cpu_percent": round(self._cpu_percent(processes, now), 1),
            "memory_bytes": sum(one.memory for one in processes),
            "processes": len(processes),
        }
        try:
            self._append({**sample, **(self._gpu.figures if self._gpu else {})})
        except OSError as error:
            complain(f"usage.jsonl cannot be written: {error}")

    def _cpu_percent(self, processes: list[Process], now: float) -> float:
        current = {(one.pid, one.start): one.cpu_s for one in processes}
        spent = sum(value - self._seen.get(key, 0.0) for key, value in current.items())
        elapsed = now - self._seen_at
        self._seen, self._seen_at = current, now
        return 100 * spent / elapsed if elapsed > 0.01 else 0.0

    def _append(self, sample: dict[str, float]) -> None:
        line = json.dumps(sample) + "\n"
        with self._path.open("a", encoding="ascii") as file:
            file.write(line)
            size = file.tell()
        if size > _FILE_BYTES:
            self._path.replace(self._path.with_name("usage.1.jsonl"))
