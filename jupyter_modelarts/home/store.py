"""Home's own tables: what was dismissed, and the makings of the sample data."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from ..core.db import Tx, metadata
from ..core.ids import now_ms
from .schemas import SampleRun, SampleStep

dismissed = sa.Table(
    "home_dismissed",
    metadata,
    sa.Column("item", sa.String(250), primary_key=True),
    sa.Column("mark", sa.BigInteger, nullable=False),
    sa.Column("dismissed_at", sa.BigInteger, nullable=False),
)

sample_runs = sa.Table(
    "home_sample_runs",
    metadata,
    sa.Column("workload_id", sa.String(32), primary_key=True),
    sa.Column("step", sa.String(20), nullable=False),
    sa.Column("done", sa.Integer),
    sa.Column("total", sa.Integer),
    sa.Column("dataset_id", sa.String(32)),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)


def dismiss(tx: Tx, item: str, mark: int) -> int:
    """Remember the highest mark that was seen of an item; returns it."""
    highest = max(mark, marks(tx, [item]).get(item, 0))
    tx.execute(dismissed.delete().where(dismissed.c.item == item))
    tx.execute(dismissed.insert().values(item=item, mark=highest, dismissed_at=now_ms()))
    return highest


def marks(tx: Tx, items: Iterable[str]) -> dict[str, int]:
    """The marks of those items that were dismissed."""
    query = sa.select(dismissed).where(dismissed.c.item.in_(list(items)))
    return {row.item: row.mark for row in tx.execute(query)}


def add_sample_run(tx: Tx, workload_id: str) -> None:
    first = {"step": SampleStep.ENGINE.value, "message": "", "created_at": now_ms()}
    tx.execute(sample_runs.insert().values(workload_id=workload_id, **first))


def change_sample_run(tx: Tx, workload_id: str, **values: object) -> None:
    query = sample_runs.update().where(sample_runs.c.workload_id == workload_id)
    tx.execute(query.values(**values))


def newest_sample_run(tx: Tx) -> SampleRun | None:
    """The making of the sample data that was begun last."""
    query = sa.select(sample_runs).order_by(sample_runs.c.created_at.desc()).limit(1)
    row = tx.execute(query).first()
    return None if row is None else SampleRun.model_validate(row._asdict())
