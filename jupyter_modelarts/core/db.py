"""The database: one SQLAlchemy engine with the transactions that this project allows.

A manager opens `with db.write() as tx:` and hands `tx` to the stores it needs, so that records,
links and events commit together. SQLite begins writes with BEGIN IMMEDIATE (a plain BEGIN fails
under concurrent writers) and waits in short steps of our own, since SQLite's own back-off sleeps
up to 100 ms at a time.
"""

from __future__ import annotations

import fcntl
import itertools
import random
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from .errors import Conflict, DomainError, Unavailable

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every store's tables; the migrations are checked against it."""

Tx = sa.Connection
"""An open transaction, as managers hand it to stores."""

BUSY_SECONDS = 30.0
_WRITE = "modelarts_write"


class Database:
    """Transactions on one database. Thread-safe; created once by the composition root."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._is_closed = False
        self._engine = _make_engine(self.url)
        event.listen(self._engine, "checkin", self._given_back)
        self._writer = threading.RLock() if self.is_sqlite else None

    @property
    def file(self) -> Path | None:
        """The database file of SQLite."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent snapshot; nothing may be written through it."""
        with _as_domain_errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that commits at the end and is durable then, or leaves no trace.

        Raises Conflict where a uniqueness rule is broken, Unavailable where the disk is full or
        the lock was not to be had in 30 s.
        """
        with _as_domain_errors(), self._one_writer(), self._engine.connect() as connection:
            writing = connection.execution_options(**{_WRITE: True})
            with writing.begin():
                yield writing

    @contextmanager
    def commits(self) -> Iterator[Callable[[], int]]:
        """A number to call for: it changes when somebody else has committed.

        On SQLite that is `PRAGMA data_version`, a few microseconds; elsewhere it always changes,
        so the caller asks seldom.
        """
        if not self.is_sqlite:
            yield itertools.count().__next__
            return
        with self._engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            cursor = raw.cursor()
            yield lambda: int(cursor.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def exclusive(self, name: str) -> Iterator[bool]:
        """Try to be the only holder of `name` among all processes; False where another is.

        Freed by the operating system (SQLite) or the server (PostgreSQL) when the holder dies.
        """
        held = self._file_lock(name) if self.is_sqlite else self._advisory_lock(name)
        with held as got:
            yield got

    @contextmanager
    def _file_lock(self, name: str) -> Iterator[bool]:
        assert self.file is not None
        with self.file.with_name(f"{self.file.name}.{name}.lock").open("ab") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    @contextmanager
    def _advisory_lock(self, name: str) -> Iterator[bool]:
        key = zlib.crc32(name.encode())
        with self._engine.connect() as connection:
            got = connection.execute(sa.select(sa.func.pg_try_advisory_lock(key))).scalar()
            try:
                yield bool(got)
            finally:
                if got:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))

    def close(self) -> None:
        """Release all connections; those in use on other threads are when given back."""
        self._is_closed = True
        self._engine.dispose()

    def _given_back(self, _connection: object, record: ConnectionPoolEntry) -> None:
        if self._is_closed:  # the pool is gone, and nobody would close it
            record.invalidate()

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        if self._writer is None:
            yield
            return
        with self._writer:
            yield


def _make_engine(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=5000")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=0"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(_WRITE, False)
    statement = "BEGIN IMMEDIATE" if writing else "BEGIN"
    deadline = time.monotonic() + BUSY_SECONDS
    raw = connection.connection.dbapi_connection
    assert raw is not None
    while True:
        try:
            raw.cursor().execute(statement)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(0.0005 + random.random() * 0.002)


@contextmanager
def _as_domain_errors() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise Conflict("This exists already, or something that it refers to is gone.") from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise _translate(error) from error


def _translate(error: Exception) -> Exception:
    text = str(getattr(error, "orig", None) or error)
    if "disk is full" in text or "disk I/O" in text:
        return Unavailable("The disk is full: nothing was saved. Free some space and try again.")
    if "locked" in text or "busy" in text:
        return Unavailable("The database is busy: nothing was saved. Try again in a moment.")
    if "malformed" in text or "not a database" in text:
        return CorruptDatabase(
            "The database file is damaged. Stop the server, keep a copy of the file, and restore "
            "the newest backup that stands beside it (modelarts.db.before-…), or move the file "
            "away to begin anew; objects and run directories are not affected."
        )
    if isinstance(error, OperationalError) and "readonly" in text:
        return Unavailable("The database cannot be written: check the permissions of its folder.")
    return error


class CorruptDatabase(DomainError):
    """503: the file is not readable as a database."""

    status = 503
    code = "ModelArts.0505"
