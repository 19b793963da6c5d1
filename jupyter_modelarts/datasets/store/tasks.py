"""Queries on imports, synchronizations and publications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ...compute.schemas import FINAL
from ...core.db import Tx
from ...core.ids import now_ms
from ..schemas import Task, TaskKind
from .tables import tasks

_FINAL = [state.value for state in FINAL]


def insert(tx: Tx, task: Task) -> None:
    tx.execute(tasks.insert().values(**task.model_dump(mode="json")))


def get(tx: Tx, task_id: str) -> Task | None:
    row = tx.execute(sa.select(tasks).where(tasks.c.id == task_id)).first()
    return None if row is None else _task(row)


def change(tx: Tx, task_id: str, **values: Any) -> None:
    query = tasks.update().where(tasks.c.id == task_id)
    tx.execute(query.values(**values, updated_at=now_ms()))


def page(
    tx: Tx, dataset_id: str, kinds: Sequence[TaskKind], limit: int, marker: str | None
) -> list[Task]:
    """Tasks of these kinds, newest first."""
    query = sa.select(tasks).where(*_of(dataset_id, kinds))
    if marker is not None:
        query = query.where(tasks.c.id < marker)
    return [_task(row) for row in tx.execute(query.order_by(tasks.c.id.desc()).limit(limit))]


def count(tx: Tx, dataset_id: str, kinds: Sequence[TaskKind]) -> int:
    query = sa.select(sa.func.count()).select_from(tasks).where(*_of(dataset_id, kinds))
    return tx.execute(query).scalar_one()


def find(tx: Tx, ids: Sequence[str]) -> dict[str, Task]:
    rows = tx.execute(sa.select(tasks).where(tasks.c.id.in_(ids)))
    return {row.id: _task(row) for row in rows}


def unfinished(tx: Tx, dataset_ids: Sequence[str]) -> list[Task]:
    """What has not recorded its end, oldest first; its workload may have ended all the same."""
    open_ = tasks.c.state.not_in(_FINAL)
    query = sa.select(tasks).where(open_, tasks.c.dataset_id.in_(dataset_ids))
    return [_task(row) for row in tx.execute(query.order_by(tasks.c.id))]


def untold_workloads(tx: Tx) -> set[str]:
    """The workloads of those that have not recorded their end."""
    query = sa.select(tasks.c.workload_id).where(tasks.c.state.not_in(_FINAL))
    return {found for found in tx.execute(query).scalars() if found is not None}


def forget_workloads(tx: Tx, ids: Sequence[str]) -> None:
    tx.execute(tasks.update().where(tasks.c.workload_id.in_(ids)).values(workload_id=None))


def _of(dataset_id: str, kinds: Sequence[TaskKind]) -> list[sa.ColumnElement[bool]]:
    words = [kind.value for kind in kinds]
    return [tasks.c.dataset_id == dataset_id, tasks.c.kind.in_(words)]


def _task(row: sa.Row[Any]) -> Task:
    return Task.model_validate(row._asdict())
