"""The tables of models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from ..core.db import Tx, metadata
from ..core.ids import now_ms
from .numbers import rank_of
from .schemas import Model, ModelFile, ModelFilter, ModelSortBy, ModelState

_LIVE = sa.text("deleted_at IS NULL")

models = sa.Table(
    "models",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("version", sa.String(12), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("engine_id", sa.String(64), nullable=False),
    sa.Column("model_type", sa.String(64), nullable=False),
    sa.Column("config", sa.JSON, nullable=False),
    sa.Column("job_id", sa.String(32)),
    sa.Column("source", sa.JSON, nullable=False),
    sa.Column("location", sa.Text, nullable=False),
    sa.Column("file_count", sa.Integer, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("copied", sa.BigInteger, nullable=False),
    sa.Column("workload_id", sa.String(32), nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("deleted_at", sa.BigInteger),
    sa.Index("ix_models_job_id", "job_id"),
    sa.Index(
        "uq_models_live_version",
        "name",
        "rank",
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    ),
)

files = sa.Table(
    "model_files",
    metadata,
    sa.Column("model_id", sa.String(32), sa.ForeignKey("models.id"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
)

_ORDER = {
    ModelSortBy.CREATED: models.c.id,
    ModelSortBy.VERSION: models.c.rank,
    ModelSortBy.SIZE: models.c.size,
}


def insert(tx: Tx, model: Model) -> None:
    """Add a model without its files. Raises Conflict where the version is taken."""
    values = model.model_dump(mode="json", by_alias=True, exclude={"files"})
    values["rank"] = rank_of(model.version)
    values["model_type"] = model.config.model_type
    values["job_id"] = model.source.job_id
    tx.execute(models.insert().values(**values))


def get(tx: Tx, model_id: str) -> Model | None:
    """One model with its files, in the trash or not."""
    row = tx.execute(sa.select(models).where(models.c.id == model_id)).first()
    if row is None:
        return None
    owned = sa.select(files).where(files.c.model_id == model_id).order_by(files.c.name)
    found = [ModelFile.model_validate(one._asdict()) for one in tx.execute(owned)]
    return _model(row).model_copy(update={"files": found})


def named(tx: Tx, name: str, version: str) -> Model | None:
    """The model of this version outside the trash, without its files."""
    live = (models.c.name == name) & (models.c.rank == rank_of(version))
    row = tx.execute(sa.select(models).where(live, models.c.deleted_at.is_(None))).first()
    return None if row is None else _model(row)


def last_rank(tx: Tx, name: str) -> int | None:
    """The highest version that this name has, in the trash or not; None without any."""
    return tx.execute(sa.select(sa.func.max(models.c.rank)).where(models.c.name == name)).scalar()


def change(tx: Tx, model_id: str, **values: Any) -> None:
    """Set columns."""
    tx.execute(models.update().where(models.c.id == model_id).values(**values))


def publish(tx: Tx, model: Model) -> bool:
    """Record the snapshot, if the model is still waiting for it."""
    waiting = (models.c.id == model.id) & (models.c.state == ModelState.PUBLISHING.value)
    values = {
        "state": ModelState.PUBLISHED.value,
        "reason": "",
        "config": model.config.model_dump(mode="json", by_alias=True),
        "model_type": model.config.model_type,
        "engine_id": model.engine_id,
        "file_count": len(model.files),
        "size": model.size,
        "copied": model.size,
    }
    if tx.execute(models.update().where(waiting).values(**values)).rowcount != 1:
        return False
    tx.execute(files.delete().where(files.c.model_id == model.id))
    rows = [{"model_id": model.id, **file.model_dump()} for file in model.files]
    if rows:
        tx.execute(files.insert(), rows)
    return True


def set_deleted(tx: Tx, model_id: str, *, deleted: bool) -> None:
    """Move a model to the trash, or out of it."""
    change(tx, model_id, deleted_at=now_ms() if deleted else None)


def page(
    tx: Tx, wanted: ModelFilter, limit: int, *, marker: str | None = None, skipped: int = 0
) -> list[Model]:
    """Models without their files; `marker` is an id, and only for lists by creation."""
    query = _filtered(sa.select(models), wanted)
    column = _ORDER[wanted.sort_by]
    if marker is not None:
        query = query.where(models.c.id > marker if wanted.ascending else models.c.id < marker)
    order = [column, models.c.id] if column is not models.c.id else [column]
    query = query.order_by(*(one.asc() if wanted.ascending else one.desc() for one in order))
    return [_model(row) for row in tx.execute(query.limit(limit).offset(skipped))]


def count(tx: Tx, wanted: ModelFilter) -> int:
    """How many `page` would find in all."""
    return tx.execute(_filtered(sa.select(sa.func.count(models.c.id)), wanted)).scalar() or 0


def versions_of(tx: Tx, name: str) -> list[Model]:
    """The versions of a name outside the trash, highest first, without their files."""
    query = sa.select(models).where(models.c.name == name, models.c.deleted_at.is_(None))
    return [_model(row) for row in tx.execute(query.order_by(models.c.rank.desc()))]


def count_versions(tx: Tx, names: Iterable[str]) -> dict[str, int]:
    """How many versions of each name there are outside the trash."""
    query = (
        sa.select(models.c.name, sa.func.count().label("versions"))
        .where(models.c.name.in_(list(names)), models.c.deleted_at.is_(None))
        .group_by(models.c.name)
    )
    return {row.name: row.versions for row in tx.execute(query)}


def trashed_before(tx: Tx, before: int) -> list[Model]:
    """Models that went to the trash before this time."""
    return [
        _model(row) for row in tx.execute(sa.select(models).where(models.c.deleted_at < before))
    ]


def forget(tx: Tx, ids: Sequence[str]) -> None:
    """Remove models for good."""
    tx.execute(files.delete().where(files.c.model_id.in_(ids)))
    tx.execute(models.delete().where(models.c.id.in_(ids)))


def known_ids(tx: Tx) -> set[str]:
    """The ids of all models, in the trash or not."""
    return set(tx.execute(sa.select(models.c.id)).scalars())


def _filtered(query: sa.Select[Any], wanted: ModelFilter) -> sa.Select[Any]:
    in_trash = models.c.deleted_at.is_not(None)
    query = query.where(in_trash if wanted.deleted else sa.not_(in_trash))
    if wanted.name_contains:
        query = query.where(models.c.name.icontains(wanted.name_contains, autoescape=True))
    if wanted.description_contains:
        text = wanted.description_contains
        query = query.where(models.c.description.icontains(text, autoescape=True))
    for column, value in (
        (models.c.name, wanted.name),
        (models.c.version, wanted.version),
        (models.c.state, wanted.state and wanted.state.value),
        (models.c.job_id, wanted.job_id),
    ):
        if value is not None:
            query = query.where(column == value)
    kind = sa.func.lower(models.c.model_type)
    if wanted.model_type is not None:
        query = query.where(kind == wanted.model_type.lower())
    if wanted.not_model_type is not None:
        query = query.where(kind != wanted.not_model_type.lower())
    return query.where(~_has_newer()) if wanted.latest_only else query


def _has_newer() -> sa.ColumnElement[bool]:
    newer = models.alias("newer")
    higher = (newer.c.name == models.c.name) & (newer.c.rank > models.c.rank)
    query = sa.select(newer.c.id).where(higher, newer.c.deleted_at.is_(None))
    return query.correlate(models).exists()


def _model(row: sa.Row[Any]) -> Model:
    return Model.model_validate(row._asdict())
