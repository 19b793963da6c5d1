"""Syncs as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ..compute.schemas import FINAL
from ..core.db import Tx, metadata
from ..core.ids import now_ms
from .sync_schemas import SyncRecord

syncs = sa.Table(
    "syncs",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("request", sa.JSON, nullable=False),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("workload_id", sa.String(32), nullable=False),
    sa.Column("progress", sa.JSON, nullable=False),
    sa.Column("result", sa.JSON, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("started_at", sa.BigInteger),
    sa.Column("ended_at", sa.BigInteger),
    sa.Column("updated_at", sa.BigInteger, nullable=False),
)
_FINAL = [state.value for state in FINAL]


def insert(tx: Tx, record: SyncRecord) -> None:
    """A new one."""
    tx.execute(syncs.insert().values(**record.model_dump(mode="json")))


def get(tx: Tx, sync_id: str) -> SyncRecord | None:
    """One by its id."""
    row = tx.execute(sa.select(syncs).filter_by(id=sync_id)).first()
    return None if row is None else _record(row)


def change(tx: Tx, sync_id: str, **values: Any) -> None:
    """Set some columns."""
    query = syncs.update().where(syncs.c.id == sync_id)
    tx.execute(query.values(**values, updated_at=now_ms()))


def page(tx: Tx, limit: int, marker: str | None, *, active: bool) -> list[SyncRecord]:
    """Newest first."""
    query = _chosen(sa.select(syncs), active=active)
    if marker is not None:
        query = query.where(syncs.c.id < marker)
    return [_record(row) for row in tx.execute(query.order_by(syncs.c.id.desc()).limit(limit))]


def count(tx: Tx, *, active: bool) -> int:
    """How many there are."""
    query = _chosen(sa.select(sa.func.count()).select_from(syncs), active=active)
    return int(tx.execute(query).scalar_one())


def unfinished(tx: Tx) -> list[SyncRecord]:
    """What has not recorded its end; its workload may have ended all the same."""
    query = sa.select(syncs).where(syncs.c.state.not_in(_FINAL))
    return [_record(row) for row in tx.execute(query)]


def forget(tx: Tx, ids: Sequence[str]) -> None:
    """Know nothing of these any more."""
    tx.execute(syncs.delete().where(syncs.c.id.in_(ids)))


def forget_ended(tx: Tx, before: int) -> None:
    """The same of those that ended long ago."""
    long_ago = syncs.c.ended_at < before
    tx.execute(syncs.delete().where(syncs.c.state.in_(_FINAL), long_ago))


def _chosen(query: Any, *, active: bool) -> Any:
    return query.where(syncs.c.state.not_in(_FINAL)) if active else query


def _record(row: sa.Row[Any]) -> SyncRecord:
    return SyncRecord.model_validate(row._asdict())
