"""Engines; training jobs and the metrics read from their logs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _engines()
    _jobs()
    _metrics()


def _engines() -> None:
    op.create_table(
        "engines",
        sa.Column("engine_id", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("workload_id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )


def _jobs() -> None:
    op.create_table(
        "training_jobs",
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
        sa.UniqueConstraint("name", "version", name="uq_training_jobs_name_version"),
    )


def _of_job() -> sa.Column[str]:
    return sa.Column("job_id", sa.String(32), sa.ForeignKey("training_jobs.id"), primary_key=True)


def _metrics() -> None:
    op.create_table(
        "training_readings",
        _of_job(),
        sa.Column("log_offset", sa.BigInteger, nullable=False),
        sa.Column("carry", sa.Text, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
    )
    op.create_table(
        "training_series",
        _of_job(),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last", sa.Float, nullable=False),
        sa.Column("smallest", sa.Float, nullable=False),
        sa.Column("largest", sa.Float, nullable=False),
    )
    op.create_table(
        "training_points",
        _of_job(),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("step", sa.Float, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
    )
