"""The newest build of each engine."""

from __future__ import annotations

import sqlalchemy as sa

from ..core.db import Tx, metadata
from .schemas import Build, EngineRecord

engines = sa.Table(
    "engines",
    metadata,
    sa.Column("engine_id", sa.String(64), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("workload_id", sa.String(32), nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)


records = sa.Table(
    "engine_records",
    metadata,
    sa.Column("engine_id", sa.String(64), primary_key=True),
    sa.Column("recipe", sa.JSON),
    sa.Column("libraries", sa.JSON, nullable=False),
    sa.Column("change_id", sa.String(32)),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)


def all_records(tx: Tx) -> dict[str, EngineRecord]:
    """What users changed, by engine, in the order in which they began."""
    rows = tx.execute(sa.select(records).order_by(records.c.created_at)).mappings()
    found = [EngineRecord.model_validate(dict(row)) for row in rows]
    return {one.engine_id: one for one in found}


def save_record(tx: Tx, record: EngineRecord) -> None:
    """Put it in the place of the one before."""
    forget_record(tx, record.engine_id)
    tx.execute(records.insert().values(**record.model_dump(mode="json")))


def forget_record(tx: Tx, engine_id: str) -> None:
    """Nothing of this engine was changed."""
    tx.execute(records.delete().where(records.c.engine_id == engine_id))


def get_build(tx: Tx, engine_id: str) -> Build | None:
    """The newest build."""
    row = tx.execute(sa.select(engines).filter_by(engine_id=engine_id)).mappings().first()
    return None if row is None else Build.model_validate(dict(row))


def newest_builds(tx: Tx) -> set[str]:
    """The workloads of all engines' newest builds."""
    builds = set(tx.execute(sa.select(engines.c.workload_id)).scalars())
    return builds | set(tx.execute(sa.select(records.c.change_id)).scalars()) - {None}


def save_build(tx: Tx, build: Build) -> None:
    """Put a build in the place of the one before."""
    forget_build(tx, build.engine_id)
    tx.execute(engines.insert().values(**build.model_dump()))


def forget_build(tx: Tx, engine_id: str) -> None:
    """Know no build of this engine any more."""
    tx.execute(engines.delete().where(engines.c.engine_id == engine_id))
