"""Queries on datasets and their counts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ...core.db import Tx
from ...core.ids import now_ms
from ..schemas import Dataset, DatasetSummary, SampleState
from .tables import datasets, samples, tasks, versions


def insert(tx: Tx, dataset: Dataset) -> None:
    tx.execute(datasets.insert().values(**dataset.model_dump(mode="json")))


def get(tx: Tx, dataset_id: str) -> Dataset | None:
    row = tx.execute(sa.select(datasets).where(datasets.c.id == dataset_id)).first()
    return None if row is None else _dataset(row)


def named(tx: Tx, name: str) -> str | None:
    """The id of the dataset outside the trash that has this name."""
    live = (datasets.c.name == name) & datasets.c.deleted_at.is_(None)
    return tx.execute(sa.select(datasets.c.id).where(live)).scalar()


def change(tx: Tx, dataset_id: str, revision: int | None, **values: Any) -> bool:
    """Set columns and raise the revision, if it still is `revision` (None: whatever it is)."""
    query = datasets.update().where(datasets.c.id == dataset_id)
    if revision is not None:
        query = query.where(datasets.c.revision == revision)
    raised = {"revision": datasets.c.revision + 1, "updated_at": now_ms()}
    return tx.execute(query.values(**values, **raised)).rowcount == 1


def count_up(tx: Tx, dataset_id: str, total: int = 0, labeled: int = 0, hard: int = 0) -> None:
    """Add to the counts; called in the transaction that changes what they count."""
    counts = {
        "total": datasets.c.total + total,
        "labeled": datasets.c.labeled + labeled,
        "hard": datasets.c.hard + hard,
        "updated_at": now_ms(),
    }
    tx.execute(datasets.update().where(datasets.c.id == dataset_id).values(**counts))


def page(
    tx: Tx, limit: int, marker: str | None, *, search: str, deleted: bool, descending: bool
) -> list[Dataset]:
    """Datasets in the order of their ids, which is that of their creation."""
    query = sa.select(datasets).where(*_wanted(search, deleted))
    if marker is not None:
        beyond = datasets.c.id < marker if descending else datasets.c.id > marker
        query = query.where(beyond)
    order = datasets.c.id.desc() if descending else datasets.c.id
    return [_dataset(row) for row in tx.execute(query.order_by(order).limit(limit))]


def count(tx: Tx, *, search: str, deleted: bool) -> int:
    query = sa.select(sa.func.count()).select_from(datasets).where(*_wanted(search, deleted))
    return tx.execute(query).scalar_one()


def recent(tx: Tx, limit: int) -> list[DatasetSummary]:
    """The datasets that changed last."""
    c = datasets.c
    unlabeled = (c.total - c.labeled).label("unlabeled")
    query = sa.select(c.id, c.name, c.total, unlabeled, c.updated_at).where(c.deleted_at.is_(None))
    found = tx.execute(query.order_by(c.updated_at.desc()).limit(limit))
    return [DatasetSummary.model_validate(row._asdict()) for row in found]


def deleted_samples(tx: Tx, dataset_id: str) -> int:
    """How many samples lie in the trash."""
    state = samples.c.state == SampleState.DELETED.value
    query = sa.select(sa.func.count()).where(samples.c.dataset_id == dataset_id, state)
    return tx.execute(query).scalar_one()


def expired(tx: Tx, before: int, limit: int) -> list[str]:
    """Datasets that were deleted before `before`."""
    query = sa.select(datasets.c.id).where(datasets.c.deleted_at < before).limit(limit)
    return list(tx.execute(query).scalars())


def erase(tx: Tx, dataset_id: str) -> list[str]:
    """Forget a dataset without samples and labels for good; returns its versions' ids."""
    owned = versions.c.dataset_id == dataset_id
    gone = list(tx.execute(sa.select(versions.c.id).where(owned)).scalars())
    tx.execute(versions.delete().where(owned))
    tx.execute(tasks.delete().where(tasks.c.dataset_id == dataset_id))
    tx.execute(datasets.delete().where(datasets.c.id == dataset_id))
    return gone


def _wanted(search: str, deleted: bool) -> list[sa.ColumnElement[bool]]:
    live = datasets.c.deleted_at.is_not(None) if deleted else datasets.c.deleted_at.is_(None)
    return [live, datasets.c.name.icontains(search, autoescape=True)] if search else [live]


def _dataset(row: sa.Row[Any]) -> Dataset:
    return Dataset.model_validate(row._asdict())
