"""Services: configurations, replicas, events, calls, and the one gateway."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _services()
    _replicas()
    _calls()
    op.create_table(
        "service_gateway",
        sa.Column("workload_id", sa.String(32), primary_key=True),
        sa.Column("port", sa.Integer, nullable=False),
    )


def _service_id(*, key: bool = False) -> sa.Column[str]:
    parent = sa.ForeignKey("services.id")
    return sa.Column("service_id", sa.String(32), parent, primary_key=key, nullable=False)


def _services() -> None:
    op.create_table(
        "services",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("user_name", sa.String(200), nullable=False),
        sa.Column("wanted", sa.String(20), nullable=False),
        sa.Column("target", sa.Integer, nullable=False),
        sa.Column("serving", sa.Integer),
        sa.Column("served_at", sa.BigInteger),
        sa.Column("auto_stop_ms", sa.BigInteger),
        sa.Column("stop_at", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger),
    )
    op.create_table(
        "service_revisions",
        _service_id(key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("models", sa.JSON, nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "service_events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _service_id(),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_service_events_service_id", "service_events", ["service_id", "id"])


def _replicas() -> None:
    workload = sa.ForeignKey("workloads.id")
    op.create_table(
        "service_replicas",
        sa.Column("workload_id", sa.String(32), workload, primary_key=True),
        _service_id(),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("failure", sa.Text, nullable=False),
        sa.Column("seen_ready", sa.Boolean, nullable=False),
        sa.Column("seen_restarts", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_service_replicas_service_id", "service_replicas", ["service_id"])


def _calls() -> None:
    op.create_table(
        "service_totals",
        _service_id(key=True),
        sa.Column("model_id", sa.String(32), primary_key=True),
        sa.Column("calls", sa.BigInteger, nullable=False),
        sa.Column("failures", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "service_loads",
        _service_id(key=True),
        sa.Column("model_id", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("total_ms", sa.Float, nullable=False),
        sa.Column("latency", sa.JSON, nullable=False),
    )
