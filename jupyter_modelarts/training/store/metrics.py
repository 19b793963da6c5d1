"""Tables of metrics: how far each log was read, a summary of each metric, and its points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from ...core.db import Tx, metadata
from ..schemas import Point, Reading, Series

readings = sa.Table(
    "training_readings",
    metadata,
    sa.Column("job_id", sa.String(32), sa.ForeignKey("training_jobs.id"), primary_key=True),
    sa.Column("log_offset", sa.BigInteger, nullable=False),
    sa.Column("carry", sa.Text, nullable=False),
    sa.Column("points", sa.Integer, nullable=False),
    sa.Column("complete", sa.Boolean, nullable=False),
)

series = sa.Table(
    "training_series",
    metadata,
    sa.Column("job_id", sa.String(32), sa.ForeignKey("training_jobs.id"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False),
    sa.Column("smallest", sa.Float, nullable=False),
    sa.Column("largest", sa.Float, nullable=False),
)

points = sa.Table(
    "training_points",
    metadata,
    sa.Column("job_id", sa.String(32), sa.ForeignKey("training_jobs.id"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("step", sa.Float, nullable=False),
    sa.Column("value", sa.Float, nullable=False),
)


def get_reading(tx: Tx, job_id: str) -> Reading:
    """How far the log was read; the beginning where it was not."""
    row = tx.execute(sa.select(readings).filter_by(job_id=job_id)).mappings().first()
    return Reading() if row is None else Reading.model_validate(dict(row))


def advance(tx: Tx, job_id: str, before: Reading, after: Reading) -> bool:
    """Note how far it was read now. False where somebody else has read on meanwhile: what the
    caller found is known already."""
    if before == Reading():
        fresh = tx.execute(sa.select(readings.c.job_id).filter_by(job_id=job_id)).first()
        if fresh is None:
            tx.execute(readings.insert().values(job_id=job_id, **after.model_dump()))
            return True
    update = readings.update().where(
        readings.c.job_id == job_id,
        readings.c.log_offset == before.log_offset,
        readings.c.complete == before.complete,
    )
    return tx.execute(update.values(**after.model_dump())).rowcount == 1


def get_series(tx: Tx, job_ids: Iterable[str]) -> dict[str, list[Series]]:
    """The summaries of each job, without points."""
    found: dict[str, list[Series]] = {}
    query = sa.select(series).where(series.c.job_id.in_(list(job_ids))).order_by(series.c.name)
    for row in tx.execute(query).mappings():
        found.setdefault(row["job_id"], []).append(Series.model_validate(dict(row)))
    return found


def save_series(tx: Tx, job_id: str, summary: Series) -> None:
    """Put a summary in the place of the one before."""
    tx.execute(series.delete().filter_by(job_id=job_id, name=summary.name))
    row = summary.model_dump(exclude={"mode", "points"})
    tx.execute(series.insert().values(job_id=job_id, **row))


def add_points(tx: Tx, job_id: str, name: str, first: int, found: Sequence[Point]) -> None:
    """Append points; `first` is the number of the first one."""
    if not found:
        return
    rows = [
        {"job_id": job_id, "name": name, "number": number, **point.model_dump()}
        for number, point in enumerate(found, first)
    ]
    tx.execute(points.insert(), rows)


def get_points(tx: Tx, job_id: str) -> dict[str, list[Point]]:
    """Every kept point by metric, in its order."""
    found: dict[str, list[Point]] = {}
    query = sa.select(points.c.name, points.c.step, points.c.value).filter_by(job_id=job_id)
    for row in tx.execute(query.order_by(points.c.name, points.c.number)):
        found.setdefault(row.name, []).append(Point(step=row.step, value=row.value))
    return found


def forget(tx: Tx, job_id: str) -> None:
    """Remove everything that was read for a job."""
    for table in (points, series, readings):
        tx.execute(table.delete().filter_by(job_id=job_id))
