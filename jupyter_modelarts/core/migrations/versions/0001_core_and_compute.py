"""Links, events, answers, counters; pools, flavors, workloads with attempts, tasks and ports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _core()
    _pools()
    _workloads()
    _attempts()


def _core() -> None:
    op.create_table(
        "links",
        sa.Column("from_urn", sa.String(200), primary_key=True),
        sa.Column("relation", sa.String(40), primary_key=True),
        sa.Column("to_urn", sa.String(200), primary_key=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_links_to_urn", "links", ["to_urn"])
    op.create_table(
        "events",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("urn", sa.String(200), nullable=False),
        sa.Column("change", sa.String(40), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answers",
        sa.Column("scope", sa.String(100), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
    )


def _pools() -> None:
    op.create_table(
        "pools",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("runner", sa.String(20), nullable=False),
        sa.Column("cpu", sa.Float, nullable=False),
        sa.Column("memory_mb", sa.Integer, nullable=False),
        sa.Column("gpus", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "flavors",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("pool_id", sa.String(64), sa.ForeignKey("pools.id"), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("cpu", sa.Float, nullable=False),
        sa.Column("memory_mb", sa.Integer, nullable=False),
        sa.Column("gpus", sa.Integer, nullable=False),
    )


def _workloads() -> None:
    op.create_table(
        "workloads",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("mode", sa.String(10), nullable=False),
        sa.Column("owner_urn", sa.String(200), nullable=False),
        sa.Column("parent_id", sa.String(32), sa.ForeignKey("workloads.id")),
        sa.Column("pool_id", sa.String(64), sa.ForeignKey("pools.id"), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("wanted", sa.String(20), nullable=False),
        sa.Column("failure_phase", sa.String(20)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("spec", sa.JSON, nullable=False),
        sa.Column("cpu", sa.Float, nullable=False),
        sa.Column("memory_mb", sa.Integer, nullable=False),
        sa.Column("gpus", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("restarts", sa.Integer, nullable=False),
        sa.Column("next_try_at", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.JSON),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("started_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_workloads_state", "workloads", ["state"])
    op.create_index("ix_workloads_owner_urn", "workloads", ["owner_urn"])
    op.create_index("ix_workloads_parent_id", "workloads", ["parent_id"])


def _attempts() -> None:
    op.create_table(
        "attempts",
        _of_workload(),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("runner", sa.String(20), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("started_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
    )
    op.create_table(
        "tasks",
        _of_workload(),
        sa.Column("attempt", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("run_dir", sa.Text, nullable=False),
        sa.Column("host", sa.JSON),
        sa.Column("outcome", sa.JSON),
    )
    op.create_table(
        "ports",
        _of_workload(),
        sa.Column("attempt", sa.Integer, primary_key=True),
        sa.Column("task", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("health", sa.String(20), nullable=False),
    )


def _of_workload() -> sa.Column[str]:
    return sa.Column("workload_id", sa.String(32), sa.ForeignKey("workloads.id"), primary_key=True)
