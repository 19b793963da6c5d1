"""What a sync remembers of a pair of folders: when each name was last the same on both sides, and
which parts of large files have arrived.

A claim is written after what it claims is on the disk. So the journal may know less than there is,
never more; without it everything is compared anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...core.errors import Unavailable
from ...core.safe.writing import storage_errors
from .shapes import Base, SyncSpec

_FULL = "The disk is full: free some space and try again."
_TABLES = """
CREATE TABLE IF NOT EXISTS bases (
  name TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, etag TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS transfers (
  name TEXT PRIMARY KEY, version TEXT NOT NULL, upload TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts (
  name TEXT NOT NULL, number INTEGER NOT NULL, etag TEXT NOT NULL, PRIMARY KEY (name, number)
) WITHOUT ROWID;
"""


@dataclass
class Transfer:
    """A large file under way: the version that moves, the store's id of an upload, and what of it
    has arrived, by number."""

    version: str
    upload: str
    parts: dict[int, str]


class Journal:
    """One pair's memory, in a small database of its own. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._guard = threading.Lock()
        self.folder = path.parent
        with storage_errors(), _usable():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _open(path)

    def close(self) -> None:
        self._db.close()

    def bases(self, prefix: str) -> Iterator[tuple[str, Base]]:
        """All that begins with `prefix`, in the order of names."""
        query = "SELECT name, size, modified, etag FROM bases WHERE name >= ? ORDER BY name"
        for name, size, modified, etag in self._db.execute(query, (prefix,)):
            if not name.startswith(prefix):
                return
            yield name, Base(size, modified, etag)

    def base(self, name: str) -> Base | None:
        """What is known of one name."""
        query = "SELECT size, modified, etag FROM bases WHERE name = ?"
        row = self._db.execute(query, (name,)).fetchone()
        return None if row is None else Base(*row)

    def settle(self, same: Iterable[tuple[str, Base]], gone: Iterable[str] = ()) -> None:
        """These are the same on both sides now, and these are on neither."""
        with self._transaction():
            for name, base in same:
                row = (name, base.size, base.modified, base.etag)
                self._db.execute("INSERT OR REPLACE INTO bases VALUES (?, ?, ?, ?)", row)
                self._end(name)
            for name in gone:
                self._db.execute("DELETE FROM bases WHERE name = ?", (name,))
                self._end(name)

    def transfer(self, name: str, version: str) -> Transfer | None:
        """What has arrived of this version; of another one there is nothing to keep."""
        query = "SELECT upload FROM transfers WHERE name = ? AND version = ?"
        row = self._db.execute(query, (name, version)).fetchone()
        if row is None:
            return None
        parts = self._db.execute("SELECT number, etag FROM parts WHERE name = ?", (name,))
        return Transfer(version, row[0], dict(parts.fetchall()))

    def begin(self, name: str, version: str, upload: str = "") -> Transfer:
        """Start anew with this version."""
        with self._transaction():
            self._db.execute("DELETE FROM parts WHERE name = ?", (name,))
            row = (name, version, upload)
            self._db.execute("INSERT OR REPLACE INTO transfers VALUES (?, ?, ?)", row)
        return Transfer(version, upload, {})

    def arrived(self, name: str, parts: Iterable[tuple[int, str]]) -> None:
        """These parts need not move again."""
        rows = [(name, number, etag) for number, etag in parts]
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", rows)

    def abandoned(self, name: str) -> None:
        """Nothing of this file is under way any more."""
        with self._transaction():
            self._end(name)

    def _end(self, name: str) -> None:
        self._db.execute("DELETE FROM transfers WHERE name = ?", (name,))
        self._db.execute("DELETE FROM parts WHERE name = ?", (name,))

    def under_way(self) -> list[tuple[str, Transfer]]:
        """All large files that have begun and not ended."""
        rows = self._db.execute("SELECT name, version, upload FROM transfers").fetchall()
        return [(name, Transfer(version, upload, {})) for name, version, upload in rows]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard, _usable(), self._db:
            yield


def journal_path(state_dir: Path, spec: SyncSpec) -> Path:
    """Where the memory of this pair is."""
    pair = f"{spec.bucket}/{spec.prefix}\0{spec.root}"
    return state_dir / "syncs" / f"{hashlib.sha256(pair.encode()).hexdigest()[:32]}.db"


def _open(path: Path) -> sqlite3.Connection:
    """A damaged journal is begun anew: it holds nothing that cannot be found out again."""
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        for damaged in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            damaged.unlink(missing_ok=True)
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=30, check_same_thread=False)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.executescript(_TABLES)
    return db


@contextmanager
def _usable() -> Iterator[None]:
    """Turn SQLite's own words into a sentence; a full disk is most of them."""
    try:
        yield
    except sqlite3.OperationalError as error:
        full = "full" in str(error) or "I/O" in str(error)
        raise Unavailable(_FULL if full else f"The memory of this sync: {error}.") from error
