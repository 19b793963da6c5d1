"""Queries on versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ...core.db import Tx
from ...core.ids import now_ms
from ..schemas import Version, VersionState
from .tables import versions

_DELETED = VersionState.DELETED.value


def insert(tx: Tx, version: Version) -> None:
    tx.execute(versions.insert().values(**version.model_dump(mode="json")))


def get(tx: Tx, dataset_id: str, version_id: str) -> Version | None:
    """A version that was not deleted."""
    query = _live(dataset_id).where(versions.c.id == version_id)
    row = tx.execute(query).first()
    return None if row is None else _version(row)


def named(tx: Tx, dataset_id: str, name: str) -> Version | None:
    """The version of this name, deleted or not."""
    query = sa.select(versions).where(versions.c.dataset_id == dataset_id, versions.c.name == name)
    row = tx.execute(query).first()
    return None if row is None else _version(row)


def change(tx: Tx, version_id: str, **values: Any) -> None:
    query = versions.update().where(versions.c.id == version_id)
    tx.execute(query.values(**values, updated_at=now_ms()))


def erase(tx: Tx, version_id: str) -> None:
    tx.execute(versions.delete().where(versions.c.id == version_id))


def page(tx: Tx, dataset_id: str, limit: int, marker: str | None) -> list[Version]:
    """Versions, newest first."""
    query = _live(dataset_id)
    if marker is not None:
        query = query.where(versions.c.id < marker)
    return [_version(row) for row in tx.execute(query.order_by(versions.c.id.desc()).limit(limit))]


def count(tx: Tx, dataset_id: str) -> int:
    query = sa.select(sa.func.count()).select_from(_live(dataset_id).subquery())
    return tx.execute(query).scalar_one()


def counts(tx: Tx, dataset_ids: Sequence[str]) -> dict[str, int]:
    """How many versions each dataset has."""
    owned = versions.c.dataset_id.in_(dataset_ids) & (versions.c.state != _DELETED)
    query = sa.select(versions.c.dataset_id, sa.func.count().label("versions")).where(owned)
    rows = tx.execute(query.group_by(versions.c.dataset_id))
    return {row.dataset_id: row.versions for row in rows}


def find(tx: Tx, ids: Sequence[str]) -> dict[str, Version]:
    """Those of `ids` that were not deleted."""
    query = sa.select(versions).where(versions.c.id.in_(ids), versions.c.state != _DELETED)
    return {row.id: _version(row) for row in tx.execute(query)}


def newest_ready(tx: Tx, dataset_id: str) -> Version | None:
    """The last version that was published to its end."""
    ready = _live(dataset_id).where(versions.c.state == VersionState.READY.value)
    row = tx.execute(ready.order_by(versions.c.id.desc()).limit(1)).first()
    return None if row is None else _version(row)


def of_task(tx: Tx, task_id: str) -> Version | None:
    row = tx.execute(sa.select(versions).where(versions.c.task_id == task_id)).first()
    return None if row is None else _version(row)


def _live(dataset_id: str) -> sa.Select[Any]:
    owned = versions.c.dataset_id == dataset_id
    return sa.select(versions).where(owned, versions.c.state != _DELETED)


def _version(row: sa.Row[Any]) -> Version:
    return Version.model_validate(row._asdict())
