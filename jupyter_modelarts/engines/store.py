"""The newest build of each engine."""

from __future__ import annotations

import sqlalchemy as sa

from ..core.db import Tx, metadata
from .schemas import Build

engines = sa.Table(
    "engines",
    metadata,
    sa.Column("engine_id", sa.String(64), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("workload_id", sa.String(32), nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)


def get_build(tx: Tx, engine_id: str) -> Build | None:
    """The newest build."""
    row = tx.execute(sa.select(engines).filter_by(engine_id=engine_id)).mappings().first()
    return None if row is None else Build.model_validate(dict(row))


def newest_builds(tx: Tx) -> set[str]:
    """The workloads of all engines' newest builds."""
    return set(tx.execute(sa.select(engines.c.workload_id)).scalars())


def save_build(tx: Tx, build: Build) -> None:
    """Put a build in the place of the one before."""
    forget_build(tx, build.engine_id)
    tx.execute(engines.insert().values(**build.model_dump()))


def forget_build(tx: Tx, engine_id: str) -> None:
    """Know no build of this engine any more."""
    tx.execute(engines.delete().where(engines.c.engine_id == engine_id))
