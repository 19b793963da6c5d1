"""Tables of pools, flavors and workloads, and the conditional updates that every rule rests on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
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
    Wanted,
    Workload,
    WorkloadFilter,
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


def save_pool(tx: sa.Connection, pool: Pool, sizes: Iterable[Flavor]) -> None:
    """Add a pool with its flavors, or bring their sizes up to date."""
    values = pool.model_dump()
    if tx.execute(pools.update().where(pools.c.id == pool.id).values(**values)).rowcount == 0:
        tx.execute(pools.insert().values(**values, created_at=now_ms()))
    tx.execute(flavors.delete().where(flavors.c.pool_id == pool.id))
    for flavor in sizes:
        tx.execute(flavors.insert().values(**flavor.model_dump()))


def list_pools(tx: sa.Connection) -> list[Pool]:
    """All pools by name."""
    rows = tx.execute(sa.select(pools).order_by(pools.c.name)).mappings()
    return [Pool.model_validate(dict(row)) for row in rows]


def list_flavors(tx: sa.Connection) -> list[Flavor]:
    """All flavors, small ones first."""
    order = (flavors.c.pool_id, flavors.c.gpus, flavors.c.cpu, flavors.c.memory_mb)
    rows = tx.execute(sa.select(flavors).order_by(*order)).mappings()
    return [Flavor.model_validate(dict(row)) for row in rows]


def insert_workload(tx: sa.Connection, workload: Workload) -> None:
    """Add a workload as it is."""
    row = workload.model_dump(mode="json", exclude={"resources"})
    tx.execute(workloads.insert().values(**row, **workload.resources.model_dump()))


def get_workload(tx: sa.Connection, workload_id: str) -> Workload | None:
    """One workload."""
    row = tx.execute(sa.select(workloads).where(workloads.c.id == workload_id)).mappings().first()
    return None if row is None else _workload(row)


def find_workloads(tx: sa.Connection, ids: Iterable[str]) -> dict[str, Workload]:
    """Those of `ids` that exist, by id."""
    query = sa.select(workloads).where(workloads.c.id.in_(list(ids)))
    return {row["id"]: _workload(row) for row in tx.execute(query).mappings()}


def list_workloads(
    tx: sa.Connection, wanted: WorkloadFilter, limit: int | None = None, before: str | None = None
) -> list[Workload]:
    """Newest first, starting after the id `before`."""
    query = _filtered(sa.select(workloads), wanted).order_by(workloads.c.id.desc())
    if before is not None:
        query = query.where(workloads.c.id < before)
    return [_workload(row) for row in tx.execute(query.limit(limit)).mappings()]


def count_workloads(tx: sa.Connection, wanted: WorkloadFilter) -> int:
    """How many `list_workloads` would find in all."""
    return tx.execute(_filtered(sa.select(sa.func.count(workloads.c.id)), wanted)).scalar() or 0


def unfinished(tx: sa.Connection) -> list[Workload]:
    """Every workload that is not in a final state, oldest first."""
    query = sa.select(workloads).where(workloads.c.state.not_in([state.value for state in FINAL]))
    return [_workload(row) for row in tx.execute(query.order_by(workloads.c.id)).mappings()]


def long_ended(
    tx: sa.Connection, kinds: Iterable[str], before: int, kept: Iterable[str], limit: int
) -> list[str]:
    """Workloads without a parent that ended before a time, but for `kept`; oldest first."""
    query = sa.select(workloads.c.id).where(
        workloads.c.kind.in_(list(kinds)),
        workloads.c.parent_id.is_(None),
        workloads.c.state.in_([state.value for state in FINAL]),
        workloads.c.ended_at < before,
        workloads.c.id.not_in(list(kept)),
    )
    return list(tx.execute(query.order_by(workloads.c.id).limit(limit)).scalars())


def children_of(tx: sa.Connection, workload_id: str) -> list[Workload]:
    """The children of a workload, oldest first."""
    query = sa.select(workloads).where(workloads.c.parent_id == workload_id)
    return [_workload(row) for row in tx.execute(query.order_by(workloads.c.id)).mappings()]


def change(
    tx: sa.Connection, workload_id: str, attempt: int, states: Iterable[State], **values: object
) -> bool:
    """Change a workload that is still in `attempt` and one of `states`; False where it is not.

    Every change of state goes through here, so that a late result of an old attempt is discarded.
    """
    update = workloads.update().where(
        workloads.c.id == workload_id,
        workloads.c.attempt == attempt,
        workloads.c.state.in_([state.value for state in states]),
    )
    return tx.execute(update.values(**_plain(values), updated_at=now_ms())).rowcount == 1


def claim(tx: sa.Connection, workload_id: str, attempt: int) -> bool:
    """Begin attempt `attempt + 1` of a queued workload; False where somebody else has."""
    update = workloads.update().where(
        workloads.c.id == workload_id,
        workloads.c.attempt == attempt,
        workloads.c.state == State.QUEUED.value,
        workloads.c.wanted == Wanted.RUNNING.value,
    )
    values = {"state": State.STARTING.value, "attempt": attempt + 1, "reason": ""}
    return tx.execute(update.values(**values, updated_at=now_ms())).rowcount == 1


def want(tx: sa.Connection, workload_id: str, wanted: Wanted) -> bool:
    """Say what the user wants of a workload that is not final; False where it is."""
    update = workloads.update().where(
        workloads.c.id == workload_id,
        workloads.c.state.not_in([state.value for state in FINAL]),
    )
    return tx.execute(update.values(wanted=wanted.value, updated_at=now_ms())).rowcount == 1


def requeue(tx: sa.Connection, workload_id: str) -> bool:
    """Put a final workload back into the queue, wanted running; False where it is not final."""
    update = workloads.update().where(
        workloads.c.id == workload_id,
        workloads.c.state.in_([state.value for state in FINAL]),
    )
    values: dict[str, object] = {
        "state": State.QUEUED.value,
        "wanted": Wanted.RUNNING.value,
        "restarts": 0,
        "next_try_at": 0,
        "reason": "",
        "failure_phase": None,
        "ended_at": None,
    }
    return tx.execute(update.values(**values, updated_at=now_ms())).rowcount == 1


def reserved(tx: sa.Connection, pool_id: str) -> Resources:
    """What the active workloads of a pool hold, all their tasks together."""
    query = sa.select(workloads).where(
        workloads.c.pool_id == pool_id,
        workloads.c.state.in_([state.value for state in ACTIVE]),
    )
    active = [_workload(row) for row in tx.execute(query).mappings()]
    return Resources(
        cpu=sum(item.resources.cpu * item.spec.tasks for item in active),
        memory_mb=sum(item.resources.memory_mb * item.spec.tasks for item in active),
        gpus=sum(item.resources.gpus * item.spec.tasks for item in active),
    )


def insert_attempt(
    tx: sa.Connection, workload_id: str, number: int, runner: str, run_dirs: list[str]
) -> None:
    """Add an attempt with one task per run directory."""
    key = {"workload_id": workload_id}
    starting = State.STARTING.value
    row = {"number": number, "state": starting, "runner": runner, "created_at": now_ms()}
    tx.execute(attempts.insert().values(**key, **row))
    for task, run_dir in enumerate(run_dirs):
        row = {"attempt": number, "number": task, "state": starting, "run_dir": run_dir}
        tx.execute(tasks.insert().values(**key, **row))


def run_dirs(tx: sa.Connection, workload_id: str, attempt: int) -> list[str]:
    """The run directories of an attempt, by task."""
    query = sa.select(tasks.c.run_dir).filter_by(workload_id=workload_id, attempt=attempt)
    return list(tx.execute(query.order_by(tasks.c.number)).scalars())


def mark_attempt(tx: sa.Connection, workload_id: str, number: int, **values: object) -> None:
    """Write what became of an attempt."""
    update = attempts.update().filter_by(workload_id=workload_id, number=number)
    tx.execute(update.values(**_plain(values)))


def mark_task(
    tx: sa.Connection, workload_id: str, attempt: int, number: int, **values: object
) -> None:
    """Write what became of a task."""
    update = tasks.update().filter_by(workload_id=workload_id, attempt=attempt, number=number)
    tx.execute(update.values(**_plain(values)))


def save_ports(
    tx: sa.Connection, workload_id: str, attempt: int, states: Iterable[PortState]
) -> None:
    """Replace what is known of an attempt's ports."""
    tx.execute(ports.delete().where(ports.c.workload_id == workload_id))
    for state in states:
        row = {"workload_id": workload_id, "attempt": attempt, **state.model_dump()}
        tx.execute(ports.insert().values(**row))


def list_ports(tx: sa.Connection, workload_id: str) -> list[PortState]:
    """The ports of the current attempt, by task and name."""
    query = sa.select(ports).where(ports.c.workload_id == workload_id)
    rows = tx.execute(query.order_by(ports.c.task, ports.c.name)).mappings()
    return [PortState.model_validate(dict(row)) for row in rows]


def delete_workload(tx: sa.Connection, workload_id: str) -> None:
    """Remove a workload and all that belongs to it."""
    for table in (ports, tasks, attempts):
        tx.execute(table.delete().where(table.c.workload_id == workload_id))
    tx.execute(workloads.delete().where(workloads.c.id == workload_id))


def known_ids(tx: sa.Connection) -> set[str]:
    """The ids of all workloads."""
    return set(tx.execute(sa.select(workloads.c.id)).scalars())


def _filtered(query: sa.Select[Any], wanted: WorkloadFilter) -> sa.Select[Any]:
    if wanted.kinds:
        query = query.where(workloads.c.kind.in_(wanted.kinds))
    if wanted.states:
        query = query.where(workloads.c.state.in_([state.value for state in wanted.states]))
    if wanted.owner_urn is not None:
        query = query.where(workloads.c.owner_urn == wanted.owner_urn)
    if wanted.parent_id is not None:
        query = query.where(workloads.c.parent_id == wanted.parent_id)
    return query


def _workload(row: sa.RowMapping) -> Workload:
    values = dict(row)
    size = {name: values.pop(name) for name in ("cpu", "memory_mb", "gpus")}
    return Workload.model_validate({**values, "resources": size})


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, Outcome):
        return value.model_dump(mode="json")
    return value.value if isinstance(value, Enum) else value
