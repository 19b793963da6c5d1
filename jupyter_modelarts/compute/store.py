"""Tables of pools, flavors and workloads, and the conditional updates that every rule rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ..core.db import metadata
from ..core.ids import now_ms
from .schemas import (
    ACTIVE,
    FINAL,
    Flavor,
    Outcome,
    Pool,
    PortState,
    Resources,
    State,
    Workload,
    WorkloadFilter,
    WorkloadSpec,
)

pools = sa.Table(
    "pools",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("runner", sa.String(20), nullable=False),
    sa.Column("cpu", sa.Float, nullable=False),
    sa.Column("memory_mb", sa.Integer, nullable=False),
    sa.Column("gpus", sa.Integer, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)

flavors = sa.Table(
    "flavors",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("pool_id", sa.String(64), sa.ForeignKey("pools.id"), nullable=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("cpu", sa.Float, nullable=False),
    sa.Column("memory_mb", sa.Integer, nullable=False),
    sa.Column("gpus", sa.Integer, nullable=False),
)

workloads = sa.Table(
    "workloads",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("name", sa.String(128), nullable=False),
    sa.Column("mode", sa.String(10), nullable=False),
    sa.Column("owner_urn", sa.String(200), nullable=False, index=True),
    sa.Column("parent_id", sa.String(32), sa.ForeignKey("workloads.id"), index=True),
    sa.Column("pool_id", sa.String(64), sa.ForeignKey("pools.id"), nullable=False),
    sa.Column("state", sa.String(20), nullable=False, index=True),
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
    sa.Column("outcome", sa.JSON(none_as_null=True)),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("started_at", sa.BigInteger),
    sa.Column("ended_at", sa.BigInteger),
    sa.Column("updated_at", sa.BigInteger, nullable=False),
)


def _of_workload(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(32), sa.ForeignKey("workloads.id"), primary_key=True)


attempts = sa.Table(
    "attempts",
    metadata,
    _of_workload("workload_id"),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("runner", sa.String(20), nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("started_at", sa.BigInteger),
    sa.Column("ended_at", sa.BigInteger),
)

tasks = sa.Table(
    "tasks",
    metadata,
    _of_workload("workload_id"),
    sa.Column("attempt", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("run_dir", sa.Text, nullable=False),
    sa.Column("host", sa.JSON(none_as_null=True)),
    sa.Column("outcome", sa.JSON(none_as_null=True)),
)

ports = sa.Table(
    "ports",
    metadata,
    _of_workload("workload_id"),
    sa.Column("attempt", sa.Integer, primary_key=True),
    sa.Column("task", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("health", sa.String(20), nullable=False),
)
