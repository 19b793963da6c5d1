"""What a client was promised, held against what a database has after a crash."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SAMPLES = """
SELECT s.id, s.revision, group_concat(l.name) FROM samples s
LEFT JOIN sample_labels g ON g.sample_id = s.id LEFT JOIN dataset_labels l ON l.id = g.label_id
GROUP BY s.id
"""
COUNTS = """
SELECT l.name, l.sample_count, count(g.sample_id) FROM dataset_labels l
LEFT JOIN sample_labels g ON g.label_id = l.id GROUP BY l.id
HAVING l.sample_count != count(g.sample_id)
"""


class Save(NamedTuple):
    """A sample's state after a save: its revision and its only label."""

    revision: int
    label: str | None


@dataclass
class Ledger:
    """The last acknowledged save of each sample, and the one that was under way. Thread-safe."""

    acknowledged: dict[str, Save] = field(default_factory=dict)
    under_way: dict[str, Save] = field(default_factory=dict)
    promises: int = 0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, sample: str, save: Save) -> None:
        """A save is about to be sent."""
        with self._guard:
            self.under_way[sample] = save

    def promise(self, sample: str, save: Save) -> None:
        """A save was acknowledged."""
        with self._guard:
            self.acknowledged[sample] = save
            self.under_way.pop(sample, None)
            self.promises += 1

    def problems(self, file: Path) -> list[str]:
        """What the database has lost, doubled or mixed up; saves under way may be in it or not.

        Afterwards the ledger agrees with what is there, so that the story can go on.
        """
        with closing(sqlite3.connect(file)) as database:
            sound = database.execute("PRAGMA integrity_check").fetchall()
            found = {row[0]: Save(row[1], row[2]) for row in database.execute(SAMPLES)}
            miscounted = database.execute(COUNTS).fetchall()
        wrong = [f"integrity: {line}" for (line,) in sound if line != "ok"]
        wrong += [f"{name}: counted {kept}, has {real}" for name, kept, real in miscounted]
        for sample, save in found.items():
            before = self.acknowledged.get(sample, Save(1, None))
            if save not in (before, self.under_way.get(sample)):
                wrong.append(f"{sample}: promised {before}, has {save}")
        self.acknowledged, self.under_way = found, {}
        return wrong
