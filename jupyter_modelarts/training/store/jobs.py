"""The table of training jobs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ...compute.store import workloads
from ...core.db import Tx, metadata
from ...core.ids import now_ms
from ..schemas import Job, JobFilter

jobs = sa.Table(
    "training_jobs",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("parent_id", sa.String(32)),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("user_name", sa.String(200), nullable=False),
    sa.Column("config", sa.JSON, nullable=False),
    sa.Column("workload_id", sa.String(32), sa.ForeignKey("workloads.id"), nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("deleted_at", sa.BigInteger),
    sa.UniqueConstraint("name", "version"),
)


def insert_job(tx: Tx, job: Job) -> None:
    """Add a version. Its name and number are taken for ever, also from the trash."""
    tx.execute(jobs.insert().values(**job.model_dump(mode="json")))


def get_job(tx: Tx, job_id: str) -> Job | None:
    """One job, in the trash or not."""
    row = tx.execute(sa.select(jobs).where(jobs.c.id == job_id)).mappings().first()
    return None if row is None else Job.model_validate(dict(row))


def find_versions(tx: Tx, ids: Iterable[str]) -> dict[str, int]:
    """The version numbers of those of `ids` that exist."""
    query = sa.select(jobs.c.id, jobs.c.version).where(jobs.c.id.in_(list(ids)))
    return {row.id: row.version for row in tx.execute(query)}


def count_versions(tx: Tx, names: Iterable[str]) -> dict[str, int]:
    """How many versions of each name there are outside the trash."""
    query = (
        sa.select(jobs.c.name, sa.func.count().label("versions"))
        .where(jobs.c.name.in_(list(names)), jobs.c.deleted_at.is_(None))
        .group_by(jobs.c.name)
    )
    return {row.name: row.versions for row in tx.execute(query)}


def last_version(tx: Tx, name: str) -> int:
    """The highest number ever given to this name, 0 for a new one."""
    query = sa.select(sa.func.max(jobs.c.version)).where(jobs.c.name == name)
    return tx.execute(query).scalar() or 0


def versions_of(tx: Tx, name: str) -> list[Job]:
    """Its versions outside the trash, newest first."""
    query = sa.select(jobs).where(jobs.c.name == name, jobs.c.deleted_at.is_(None))
    rows = tx.execute(query.order_by(jobs.c.version.desc())).mappings()
    return [Job.model_validate(dict(row)) for row in rows]


def list_jobs(tx: Tx, wanted: JobFilter, limit: int, marker: str | None = None) -> list[Job]:
    """A page of jobs after the id `marker`; ids are ordered by time."""
    query = _filtered(sa.select(jobs), wanted)
    if marker is not None:
        query = query.where(jobs.c.id > marker if wanted.ascending else jobs.c.id < marker)
    rows = tx.execute(_ordered(query, wanted).limit(limit)).mappings()
    return [Job.model_validate(dict(row)) for row in rows]


def marker_after(tx: Tx, wanted: JobFilter, skipped: int) -> str | None:
    """The id of the last of the first `skipped` jobs; None where there are no more than that."""
    query = _ordered(_filtered(sa.select(jobs.c.id), wanted), wanted).limit(skipped)
    ids = list(tx.execute(query).scalars())
    return ids[-1] if len(ids) == skipped else None


def count_jobs(tx: Tx, wanted: JobFilter) -> int:
    """How many `list_jobs` would find in all."""
    return tx.execute(_filtered(sa.select(sa.func.count(jobs.c.id)), wanted)).scalar() or 0


def set_description(tx: Tx, job_id: str, text: str) -> None:
    """Change the description."""
    tx.execute(jobs.update().where(jobs.c.id == job_id).values(description=text))


def set_deleted(tx: Tx, job_id: str, *, deleted: bool) -> None:
    """Move a job to the trash, or out of it."""
    values = {"deleted_at": now_ms() if deleted else None}
    tx.execute(jobs.update().where(jobs.c.id == job_id).values(**values))


def trashed_before(tx: Tx, before: int) -> list[Job]:
    """Jobs that went to the trash before this time."""
    rows = tx.execute(sa.select(jobs).where(jobs.c.deleted_at < before)).mappings()
    return [Job.model_validate(dict(row)) for row in rows]


def forget_job(tx: Tx, job_id: str) -> None:
    """Remove a job for good."""
    tx.execute(jobs.delete().where(jobs.c.id == job_id))


def known_ids(tx: Tx) -> set[str]:
    """The ids of all jobs."""
    return set(tx.execute(sa.select(jobs.c.id)).scalars())


def _ordered(query: sa.Select[Any], wanted: JobFilter) -> sa.Select[Any]:
    return query.order_by(jobs.c.id.asc() if wanted.ascending else jobs.c.id.desc())


def _filtered(query: sa.Select[Any], wanted: JobFilter) -> sa.Select[Any]:
    in_trash = jobs.c.deleted_at.is_not(None)
    query = query.where(in_trash if wanted.deleted else sa.not_(in_trash))
    if wanted.name_contains:
        query = query.where(jobs.c.name.icontains(wanted.name_contains, autoescape=True))
    if wanted.name is not None:
        query = query.where(jobs.c.name == wanted.name)
    if wanted.created_from is not None:
        query = query.where(jobs.c.created_at >= wanted.created_from)
    if wanted.created_to is not None:
        query = query.where(jobs.c.created_at <= wanted.created_to)
    if wanted.states:
        words = [state.value for state in wanted.states]
        query = query.join_from(jobs, workloads, jobs.c.workload_id == workloads.c.id)
        query = query.where(workloads.c.state.in_(words))
    if wanted.latest_only:
        query = query.where(~_has_newer())
    return query


def _has_newer() -> sa.ColumnElement[bool]:
    newer = jobs.alias("newer")
    same_name = newer.c.name == jobs.c.name
    outside = newer.c.deleted_at.is_(None)
    query = sa.select(newer.c.id).where(same_name, newer.c.version > jobs.c.version, outside)
    return query.correlate(jobs).exists()
