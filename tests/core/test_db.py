"""Transactions: durable, one writer at a time, errors as sentences."""

from __future__ import annotations

import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from jupyter_modelarts.compose import lay_foundation
from jupyter_modelarts.core.db import CorruptDatabase, Database
from jupyter_modelarts.core.errors import Unavailable
from jupyter_modelarts.core.migrations import migrate
from jupyter_modelarts.core.store import bump, count, link, linked_from, linked_to, recall, remember

WRITERS = 32
EACH = 20


def _bump_often(url: str) -> None:
    with closing(Database(url)) as db:
        for _ in range(EACH):
            with db.write() as tx:
                bump(tx, "writers")


def test_robustness_32_writers_lose_nothing_and_nobody_is_refused(
    tmp_path: Path,
) -> None:
    """robustness.md, faults: 32 writers on SQLite with the UI open."""
    url = f"sqlite:///{tmp_path / 'test.db'}"
    with closing(Database(url)) as db:
        migrate(db)
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_bump_often, args=(url,)) for _ in range(4)]
    for process in processes:
        process.start()
    with ThreadPoolExecutor(WRITERS - 4) as threads:
        list(threads.map(_bump_often, [url] * (WRITERS - 4)))
    for process in processes:
        process.join()

    with closing(Database(url)) as db, db.read() as tx:
        assert count(tx, "writers") == WRITERS * EACH
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]


def test_robustness_a_locked_database_is_a_sentence(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 2, bad input: a locked database."""
    monkeypatch.setattr("jupyter_modelarts.core.db.BUSY_SECONDS", 0.1)
    assert db.file is not None
    other = sqlite3.connect(db.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Unavailable, match="busy"), db.write() as tx:
            bump(tx, "never")
    finally:
        other.close()

    with db.write() as tx:
        assert bump(tx, "never") == 1


def test_robustness_a_full_disk_is_a_sentence_and_leaves_the_old_state(db: Database) -> None:
    """robustness.md, faults: disk full."""
    with db.write() as tx:
        bump(tx, "kept")
        pages = tx.execute(sa.text("PRAGMA page_count")).scalar()
        tx.execute(sa.text(f"PRAGMA max_page_count={pages}"))

    with pytest.raises(Unavailable, match="disk is full"), db.write() as tx:
        tx.execute(sa.text(f"PRAGMA max_page_count={pages}"))
        bump(tx, "kept")
        for number in range(10_000):
            remember(tx, "fill", str(number), "x" * 1000)

    with db.write() as tx:
        tx.execute(sa.text("PRAGMA max_page_count=1000000"))
    with db.read() as tx:
        assert count(tx, "kept") == 1
        assert recall(tx, "fill", "1") is None


def test_robustness_a_corrupt_database_is_refused_with_a_way_out(tmp_path: Path) -> None:
    """robustness.md, faults: a corrupt file."""
    (tmp_path / "broken.db").write_bytes(b"this is not a database" * 1000)

    with pytest.raises(CorruptDatabase, match="restore the newest backup"):
        lay_foundation(tmp_path, f"sqlite:///{tmp_path / 'broken.db'}")


def test_a_connection_in_use_when_the_database_is_closed_is_closed_later(db: Database) -> None:
    with db.read() as tx:
        used = tx.connection.dbapi_connection
        db.close()
        assert count(tx, "never") == 0

    assert used is not None
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        used.cursor()


def test_only_one_process_holds_a_name(db: Database) -> None:
    other = Database(str(db.url))

    with db.exclusive("name") as first, other.exclusive("name") as second:
        assert (first, second) == (True, False)
    with other.exclusive("name") as again:
        assert again
    other.close()


def test_commits_of_others_are_noticed(db: Database) -> None:
    with db.commits() as commits:
        before = commits()
        assert commits() == before
        with db.write() as tx:
            bump(tx, "x")
        assert commits() != before


def test_links_are_found_from_both_ends_and_stand_once(db: Database) -> None:
    with db.write() as tx:
        link(tx, "urn:modelarts:job:1", "trained-on", "urn:modelarts:dataset-version:2")
        link(tx, "urn:modelarts:job:1", "trained-on", "urn:modelarts:dataset-version:2")

    with db.read() as tx:
        assert linked_from(tx, "urn:modelarts:job:1") == [
            ("trained-on", "urn:modelarts:dataset-version:2")
        ]
        assert linked_to(tx, "urn:modelarts:dataset-version:2") == [
            ("urn:modelarts:job:1", "trained-on")
        ]
