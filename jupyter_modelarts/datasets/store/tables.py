"""The tables. Counts that lists show (`total`, `labeled`, `hard`, a label's `sample_count`) are
columns, changed in the transaction that changes what they count."""

from __future__ import annotations

import sqlalchemy as sa

from ...core.db import metadata

_LIVE = sa.text("deleted_at IS NULL")

datasets = sa.Table(
    "datasets",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("type", sa.String(40), nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("input_path", sa.Text, nullable=False),
    sa.Column("work_path", sa.Text, nullable=False),
    sa.Column("folder", sa.String(140), nullable=False),
    sa.Column("next_version", sa.Integer, nullable=False),
    sa.Column("current_version_id", sa.String(32)),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("labeled", sa.Integer, nullable=False),
    sa.Column("hard", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("updated_at", sa.BigInteger, nullable=False),
    sa.Column("deleted_at", sa.BigInteger),
    sa.Index(
        "uq_datasets_live_name", "name", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
    ),
)

labels = sa.Table(
    "dataset_labels",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("dataset_id", sa.String(32), sa.ForeignKey("datasets.id"), nullable=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("color", sa.String(9), nullable=False),
    sa.Column("shortcut", sa.String(20)),
    sa.Column("sample_count", sa.Integer, nullable=False),
    sa.UniqueConstraint("dataset_id", "name", name="uq_dataset_labels_name"),
)

samples = sa.Table(
    "samples",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("dataset_id", sa.String(32), sa.ForeignKey("datasets.id"), nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("etag", sa.String(100), nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("hard", sa.Boolean, nullable=False),
    sa.Column("usage", sa.String(10)),
    sa.Column("origin", sa.String(32)),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("updated_at", sa.BigInteger, nullable=False),
    sa.Column("deleted_at", sa.BigInteger),
    sa.Column("trash", sa.Text),
    sa.Index("ix_samples_state", "dataset_id", "state", "id"),
    sa.Index(
        "uq_samples_live_source",
        "dataset_id",
        "source",
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    ),
)

sample_labels = sa.Table(
    "sample_labels",
    metadata,
    sa.Column("sample_id", sa.String(32), sa.ForeignKey("samples.id"), primary_key=True),
    sa.Column("label_id", sa.String(32), sa.ForeignKey("dataset_labels.id"), primary_key=True),
    sa.Column("hard", sa.Boolean, nullable=False),
    sa.Column("annotated_by", sa.String(100), nullable=False),
    sa.Column("confidence", sa.Float),
    sa.Column("properties", sa.JSON, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Index("ix_sample_labels_label_id", "label_id", "sample_id"),
)

tasks = sa.Table(
    "dataset_tasks",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("dataset_id", sa.String(32), sa.ForeignKey("datasets.id"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("workload_id", sa.String(32)),
    sa.Column("request", sa.JSON, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("result", sa.JSON, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("started_at", sa.BigInteger),
    sa.Column("ended_at", sa.BigInteger),
    sa.Column("updated_at", sa.BigInteger, nullable=False),
    sa.Index("ix_dataset_tasks_dataset_id", "dataset_id", "kind", "id"),
)

versions = sa.Table(
    "dataset_versions",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("dataset_id", sa.String(32), sa.ForeignKey("datasets.id"), nullable=False),
    sa.Column("name", sa.String(32), nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("manifest_path", sa.Text, nullable=False),
    sa.Column("previous_id", sa.String(32)),
    sa.Column("task_id", sa.String(32)),
    sa.Column("train_ratio", sa.Float),
    sa.Column("clear_hard", sa.Boolean, nullable=False),
    sa.Column("remove_usage", sa.Boolean, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("labeled", sa.Integer, nullable=False),
    sa.Column("label_stats", sa.JSON, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("updated_at", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("dataset_id", "name", name="uq_dataset_versions_name"),
)
