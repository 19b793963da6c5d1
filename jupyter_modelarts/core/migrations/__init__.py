"""One linear history of the database's shape, run by Alembic.

A file of SQLite is copied beside itself before it is changed, so that a failed or unwanted upgrade
has a way back; a database that a newer release wrote is refused.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa

from ..db import Database
from ..errors import DomainError
from .head import HEAD, REVISIONS

_HERE = Path(__file__).parent


class NewerDatabase(DomainError):
    """503: the database was written by a newer release."""

    status = 503
    code = "ModelArts.0506"


def migrate(db: Database) -> None:
    """Bring `db` to this release's shape. Cheap where it has it already.

    Raises NewerDatabase, or CorruptDatabase, each with the way out.
    """
    current = _current(db)
    if current == HEAD:
        return
    if current is not None and current not in REVISIONS:
        raise NewerDatabase(
            f"The database has revision {current}, which this release does not know: a newer "
            "jupyter_modelarts wrote it. Upgrade the package, or restore the backup that stands "
            f"beside the database (modelarts.db.before-{current})."
        )
    if current is not None:
        back_up(db, db.file, f"before-{REVISIONS[REVISIONS.index(current) + 1]}")
    upgrade(db, HEAD)


def back_up(db: Database, file: Path | None, suffix: str) -> Path | None:
    """Copy a database file of SQLite, consistently, to `<name>.<suffix>` beside it."""
    if file is None:
        return None
    target = file.with_name(f"{file.name}.{suffix}")
    partial = file.with_name(f"{file.name}.{suffix}.partial")
    partial.unlink(missing_ok=True)
    source, copy = sqlite3.connect(file), sqlite3.connect(partial)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    partial.replace(target)
    return target


def _current(db: Database) -> str | None:
    with db.read() as tx:
        if not sa.inspect(tx).has_table("alembic_version"):
            return None
        return tx.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(db: Database, revision: str) -> None:
    """Run the steps up to `revision` in one transaction: a crash leaves the old shape."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    with db.write() as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, revision)
