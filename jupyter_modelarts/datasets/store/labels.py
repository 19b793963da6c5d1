"""Queries on label sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ...core.db import Tx
from ..schemas import Label
from .tables import labels, sample_labels, samples


def insert(tx: Tx, dataset_id: str, added: Iterable[Label]) -> None:
    rows = [{**label.model_dump(), "dataset_id": dataset_id} for label in added]
    if rows:
        tx.execute(labels.insert(), rows)


def of_dataset(tx: Tx, dataset_id: str) -> list[Label]:
    """The label set in the order in which it was made."""
    query = sa.select(labels).where(labels.c.dataset_id == dataset_id).order_by(labels.c.id)
    return [_label(row) for row in tx.execute(query)]


def change(tx: Tx, label_id: str, **values: Any) -> None:
    tx.execute(labels.update().where(labels.c.id == label_id).values(**values))


def count_up(tx: Tx, label_id: str, samples_more: int) -> None:
    """Add to a label's count of samples."""
    more = labels.c.sample_count + samples_more
    tx.execute(labels.update().where(labels.c.id == label_id).values(sample_count=more))


def samples_with(tx: Tx, label_id: str, limit: int) -> list[str]:
    """Ids of some samples that carry the label, in the trash or not."""
    query = sa.select(sample_labels.c.sample_id).where(sample_labels.c.label_id == label_id)
    return list(tx.execute(query.order_by(sample_labels.c.sample_id).limit(limit)).scalars())


def erase(tx: Tx, label_id: str) -> None:
    """Remove a label that no sample carries any more."""
    tx.execute(labels.delete().where(labels.c.id == label_id))


def erase_all(tx: Tx, dataset_id: str) -> None:
    """Remove the label set of a dataset without samples."""
    tx.execute(labels.delete().where(labels.c.dataset_id == dataset_id))


def recount(tx: Tx, label_id: str) -> int:
    """How many samples outside the trash carry the label, counted one by one."""
    joined = sample_labels.join(samples, samples.c.id == sample_labels.c.sample_id)
    query = sa.select(sa.func.count()).select_from(joined)
    live = query.where(sample_labels.c.label_id == label_id, samples.c.deleted_at.is_(None))
    return tx.execute(live).scalar_one()


def _label(row: sa.Row[Any]) -> Label:
    return Label(
        id=row.id,
        name=row.name,
        color=row.color,
        shortcut=row.shortcut,
        sample_count=row.sample_count,
    )
