"""The one history: from nothing and from every released shape to this one, or a refusal."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from jupyter_modelarts.core.db import Database, metadata
from jupyter_modelarts.core.migrations import NewerDatabase, migrate, upgrade
from jupyter_modelarts.core.migrations.head import HEAD, REVISIONS

STORES = (
    *("core", "iam", "compute", "engines", "datasets", "notebooks", "training", "models"),
    *("services", "home"),
)
MOMENTS = 12


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """One without tables."""
    made = Database(f"sqlite:///{tmp_path / 'modelarts.db'}")
    yield made
    made.close()


def test_the_migrations_make_what_the_stores_declare(db: Database) -> None:
    for name in STORES:
        importlib.import_module(f"jupyter_modelarts.{name}.store")

    migrate(db)

    with db.read() as tx:
        differences = compare_metadata(MigrationContext.configure(tx), metadata)
    assert differences == []


def test_every_migration_file_is_in_the_history() -> None:
    package = importlib.import_module("jupyter_modelarts.core.migrations")
    folder = Path(str(package.__file__)).parent / "versions"

    assert tuple(sorted(path.name[:4] for path in folder.glob("0*.py"))) == REVISIONS


def test_robustness_a_newer_database_is_refused_untouched(db: Database) -> None:
    """robustness.md, faults: a newer or older database."""
    migrate(db)
    with db.write() as tx:
        tx.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase, match="Upgrade the package"):
        migrate(db)

    with db.read() as tx:
        assert tx.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "9999"


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_robustness_an_older_database_is_upgraded_and_a_backup_kept(
    db: Database, tmp_path: Path, revision: str
) -> None:
    """robustness.md, faults: a newer or older database."""
    upgrade(db, revision)
    with db.write() as tx:
        tx.execute(sa.text("INSERT INTO counters VALUES ('kept', 7)"))

    migrate(db)

    following = REVISIONS[REVISIONS.index(revision) + 1]
    kept = Database(f"sqlite:///{tmp_path / f'modelarts.db.before-{following}'}")
    for one, version in ((db, HEAD), (kept, revision)):
        with one.read() as tx:
            assert tx.execute(sa.text("SELECT value FROM counters")).scalar() == 7
            assert (
                tx.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == version
            )
    kept.close()


@pytest.mark.faults
def test_robustness_a_crash_while_migrating_leaves_the_old_shape_or_the_new(
    tmp_path: Path,
) -> None:
    """robustness.md, faults: crash at every write of migrate."""
    program = (
        "import sys; from jupyter_modelarts.core.db import Database;"
        "from jupyter_modelarts.core.migrations import migrate;"
        "print('go', flush=True); migrate(Database(sys.argv[1]))"
    )
    for moment in range(MOMENTS):
        folder = tmp_path / str(moment)
        folder.mkdir()
        url = f"sqlite:///{folder / 'modelarts.db'}"
        child = subprocess.Popen([sys.executable, "-c", program, url], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        try:
            child.wait(timeout=0.05 * moment)
        except subprocess.TimeoutExpired:
            os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()

        with closing(Database(url)) as db:
            with db.read() as tx:
                tables = set(sa.inspect(tx).get_table_names())
            assert not tables or "workloads" in tables
            migrate(db)
            with db.read() as tx:
                version = tx.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        assert version == HEAD
