"""Tables of services, and the queries on them."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from ..compute.schemas import PortState
from ..compute.store import ports
from ..core.db import Tx, metadata
from ..core.ids import now_ms
from .schemas import (
    Calls,
    EventType,
    Load,
    Replica,
    Result,
    Revision,
    Service,
    ServiceEvent,
)

KEPT_EVENTS = 1_000
KEPT_LOAD_MS = 2 * 3600 * 1000

services = sa.Table(
    "services",
    metadata,
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

revisions = sa.Table(
    "service_revisions",
    metadata,
    sa.Column("service_id", sa.String(32), sa.ForeignKey("services.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("models", sa.JSON, nullable=False),
    sa.Column("result", sa.String(20), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)

replicas = sa.Table(
    "service_replicas",
    metadata,
    sa.Column("workload_id", sa.String(32), sa.ForeignKey("workloads.id"), primary_key=True),
    sa.Column("service_id", sa.String(32), sa.ForeignKey("services.id"), nullable=False),
    sa.Column("key", sa.String(16), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("failure", sa.Text, nullable=False),
    sa.Column("seen_ready", sa.Boolean, nullable=False),
    sa.Column("seen_restarts", sa.Integer, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Index("ix_service_replicas_service_id", "service_id"),
)

events = sa.Table(
    "service_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("service_id", sa.String(32), sa.ForeignKey("services.id"), nullable=False),
    sa.Column("type", sa.String(20), nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("ix_service_events_service_id", "service_id", "id"),
)

totals = sa.Table(
    "service_totals",
    metadata,
    sa.Column("service_id", sa.String(32), sa.ForeignKey("services.id"), primary_key=True),
    sa.Column("model_id", sa.String(32), primary_key=True),
    sa.Column("calls", sa.BigInteger, nullable=False),
    sa.Column("failures", sa.BigInteger, nullable=False),
)

loads = sa.Table(
    "service_loads",
    metadata,
    sa.Column("service_id", sa.String(32), sa.ForeignKey("services.id"), primary_key=True),
    sa.Column("model_id", sa.String(32), primary_key=True),
    sa.Column("at", sa.BigInteger, primary_key=True),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("total_ms", sa.Float, nullable=False),
    sa.Column("latency", sa.JSON, nullable=False),
)

gateway = sa.Table(
    "service_gateway",
    metadata,
    sa.Column("workload_id", sa.String(32), primary_key=True),
    sa.Column("port", sa.Integer, nullable=False),
)

# services


def insert_service(tx: Tx, service: Service) -> None:
    """Add a service."""
    tx.execute(services.insert().values(**service.model_dump(mode="json")))


def get_service(tx: Tx, service_id: str) -> Service | None:
    """One service, in the trash or not."""
    row = tx.execute(sa.select(services).where(services.c.id == service_id)).mappings().first()
    return None if row is None else Service.model_validate(dict(row))


def list_services(tx: Tx, *, deleted: bool = False) -> list[Service]:
    """All services outside the trash, or all in it, newest first."""
    in_trash = services.c.deleted_at.is_not(None)
    query = sa.select(services).where(in_trash if deleted else sa.not_(in_trash))
    rows = tx.execute(query.order_by(services.c.id.desc())).mappings()
    return [Service.model_validate(dict(row)) for row in rows]


def all_services(tx: Tx) -> list[Service]:
    """All services, in the trash or not."""
    rows = tx.execute(sa.select(services)).mappings()
    return [Service.model_validate(dict(row)) for row in rows]


def get_named(tx: Tx, name: str) -> Service | None:
    """The service outside the trash that has this name."""
    query = sa.select(services).where(services.c.name == name, services.c.deleted_at.is_(None))
    row = tx.execute(query).mappings().first()
    return None if row is None else Service.model_validate(dict(row))


def change_service(tx: Tx, service_id: str, **values: object) -> None:
    """Set these columns."""
    tx.execute(services.update().where(services.c.id == service_id).values(**values))


def forget_service(tx: Tx, service_id: str) -> None:
    """Remove a service for good, with all that is kept of it but its workloads."""
    for table in (revisions, replicas, events, totals, loads):
        tx.execute(table.delete().where(table.c.service_id == service_id))
    tx.execute(services.delete().where(services.c.id == service_id))


# revisions


def insert_revision(tx: Tx, revision: Revision) -> None:
    """Add a configuration."""
    tx.execute(revisions.insert().values(**revision.model_dump(mode="json")))


def revisions_of(tx: Tx, ids: Iterable[str]) -> dict[str, list[Revision]]:
    """The configurations of each service, newest first."""
    query = sa.select(revisions).where(revisions.c.service_id.in_(list(ids)))
    found: dict[str, list[Revision]] = {}
    for row in tx.execute(query.order_by(revisions.c.number.desc())).mappings():
        revision = Revision.model_validate(dict(row))
        found.setdefault(revision.service_id, []).append(revision)
    return found


def set_result(tx: Tx, service_id: str, number: int, result: Result, reason: str) -> None:
    """Say how a roll-out went."""
    mine = (revisions.c.service_id == service_id) & (revisions.c.number == number)
    tx.execute(revisions.update().where(mine).values(result=result.value, reason=reason))


# replicas


def insert_replica(tx: Tx, replica: Replica) -> None:
    """Add a replica."""
    tx.execute(replicas.insert().values(**replica.model_dump(mode="json")))


def replicas_of(tx: Tx, ids: Iterable[str]) -> dict[str, list[Replica]]:
    """The replicas of each service, oldest first."""
    query = sa.select(replicas).where(replicas.c.service_id.in_(list(ids)))
    found: dict[str, list[Replica]] = {}
    for row in tx.execute(query.order_by(replicas.c.workload_id)).mappings():
        replica = Replica.model_validate(dict(row))
        found.setdefault(replica.service_id, []).append(replica)
    return found


def note_replica(tx: Tx, workload_id: str, **values: object) -> None:
    """Keep what was seen of a replica."""
    tx.execute(replicas.update().where(replicas.c.workload_id == workload_id).values(**values))


def forget_replica(tx: Tx, workload_id: str) -> None:
    """Remove a replica; its workload is the caller's to delete."""
    tx.execute(replicas.delete().where(replicas.c.workload_id == workload_id))


def ports_of(tx: Tx, ids: Iterable[str]) -> dict[str, PortState]:
    """The port of each of these workloads that has one; a replica has no second."""
    rows = tx.execute(sa.select(ports).where(ports.c.workload_id.in_(list(ids)))).mappings()
    return {row["workload_id"]: PortState.model_validate(dict(row)) for row in rows}


# events


def add_event(tx: Tx, service_id: str, kind: EventType, message: str) -> None:
    """Tell of something that happened; the newest thousand are kept."""
    row = {"service_id": service_id, "type": kind.value, "message": message, "at": now_ms()}
    tx.execute(events.insert().values(**row))
    mine = events.c.service_id == service_id
    newest = sa.select(events.c.id).where(mine).order_by(events.c.id.desc())
    oldest = tx.execute(newest.offset(KEPT_EVENTS).limit(1)).scalar()
    if oldest is not None:
        tx.execute(events.delete().where(mine, events.c.id <= oldest))


def events_of(tx: Tx, service_id: str) -> list[ServiceEvent]:
    """Newest first."""
    query = sa.select(events).where(events.c.service_id == service_id)
    rows = tx.execute(query.order_by(events.c.id.desc())).mappings()
    return [ServiceEvent.model_validate(dict(row)) for row in rows]


# calls


def add_load(tx: Tx, service_id: str, load: Load) -> None:
    """Count calls; what was counted for the same time before is added to."""
    mine = {"service_id": service_id, "model_id": load.model_id}
    total = tx.execute(sa.select(totals).filter_by(**mine)).mappings().first()
    if total is None:
        tx.execute(totals.insert().values(**mine, calls=load.calls, failures=load.failures))
    else:
        added = {
            "calls": total["calls"] + load.calls,
            "failures": total["failures"] + load.failures,
        }
        tx.execute(totals.update().filter_by(**mine).values(**added))
    here = {**mine, "at": load.at}
    row = tx.execute(sa.select(loads).filter_by(**here)).mappings().first()
    before = None if row is None else Load.model_validate(dict(row))
    tx.execute(loads.delete().filter_by(**here))
    merged = load if before is None else _merged(before, load)
    tx.execute(loads.insert().values(service_id=service_id, **merged.model_dump()))
    tx.execute(loads.delete().where(loads.c.at < load.at - KEPT_LOAD_MS))


def calls_of(tx: Tx, ids: Iterable[str]) -> dict[str, dict[str, Calls]]:
    """All calls ever, by service and model."""
    query = sa.select(totals).where(totals.c.service_id.in_(list(ids)))
    found: dict[str, dict[str, Calls]] = {}
    for row in tx.execute(query):
        calls = Calls(calls=row.calls, failures=row.failures)
        found.setdefault(row.service_id, {})[row.model_id] = calls
    return found


def loads_of(tx: Tx, service_id: str, since: int) -> list[Load]:
    """The calls over time, oldest first."""
    query = sa.select(loads).where(loads.c.service_id == service_id, loads.c.at >= since)
    rows = tx.execute(query.order_by(loads.c.at)).mappings()
    return [Load.model_validate(dict(row)) for row in rows]


# the gateway


def get_gateway(tx: Tx) -> tuple[str, int] | None:
    """The gateway's workload and port."""
    row = tx.execute(sa.select(gateway)).first()
    return None if row is None else (row.workload_id, row.port)


def save_gateway(tx: Tx, workload_id: str, port: int) -> None:
    """Remember the one gateway."""
    tx.execute(gateway.delete())
    tx.execute(gateway.insert().values(workload_id=workload_id, port=port))


def _merged(one: Load, other: Load) -> Load:
    return one.model_copy(
        update={
            "calls": one.calls + other.calls,
            "failures": one.failures + other.failures,
            "total_ms": one.total_ms + other.total_ms,
            "latency": [a + b for a, b in zip(one.latency, other.latency, strict=True)],
        }
    )
