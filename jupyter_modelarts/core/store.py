"""Core's own tables: links, events, and answers kept for retries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa

from .db import metadata
from .ids import now_ms
from .schemas import Event

links = sa.Table(
    "links",
    metadata,
    sa.Column("from_urn", sa.String(200), primary_key=True),
    sa.Column("relation", sa.String(40), primary_key=True),
    sa.Column("to_urn", sa.String(200), primary_key=True),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Index("ix_links_to_urn", "to_urn"),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("topic", sa.String(40), nullable=False),
    sa.Column("urn", sa.String(200), nullable=False),
    sa.Column("change", sa.String(40), nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sqlite_autoincrement=True,
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("scope", sa.String(100), primary_key=True),
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)

counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

KEPT_EVENTS = 10_000


def link(tx: sa.Connection, from_urn: str, relation: str, to_urn: str) -> None:
    """Say that `from_urn` stands in `relation` to `to_urn`; saying it twice changes nothing."""
    row = {"from_urn": from_urn, "relation": relation, "to_urn": to_urn}
    exists = tx.execute(sa.select(links.c.to_urn).filter_by(**row)).first()
    if exists is None:
        tx.execute(links.insert().values(**row, created_at=now_ms()))


def linked_from(tx: sa.Connection, from_urn: str) -> list[tuple[str, str]]:
    """The (relation, to_urn) pairs that start at `from_urn`, oldest first."""
    query = sa.select(links.c.relation, links.c.to_urn).where(links.c.from_urn == from_urn)
    return [(row.relation, row.to_urn) for row in tx.execute(query.order_by(links.c.created_at))]


def linked_to(tx: sa.Connection, to_urn: str) -> list[tuple[str, str]]:
    """The (from_urn, relation) pairs that end at `to_urn`, oldest first."""
    query = sa.select(links.c.from_urn, links.c.relation).where(links.c.to_urn == to_urn)
    return [(row.from_urn, row.relation) for row in tx.execute(query.order_by(links.c.created_at))]


def emit(tx: sa.Connection, topic: str, urn: str, change: str) -> None:
    """Tell every open page, once this transaction has committed, to look at `urn` again."""
    tx.execute(events.insert().values(topic=topic, urn=urn, change=change, created_at=now_ms()))


def events_after(tx: sa.Connection, sequence: int) -> list[tuple[int, Event]]:
    """Events with a higher sequence number than `sequence`, in their order."""
    query = sa.select(events).where(events.c.sequence > sequence).order_by(events.c.sequence)
    return [(row.sequence, _event(row)) for row in tx.execute(query.limit(1000))]


def last_event(tx: sa.Connection) -> int:
    """The highest sequence number given out, 0 where there is none."""
    return tx.execute(sa.select(sa.func.max(events.c.sequence))).scalar() or 0


def prune_events(tx: sa.Connection) -> None:
    """Keep the newest 10,000 events."""
    tx.execute(events.delete().where(events.c.sequence < last_event(tx) - KEPT_EVENTS))


def recall(tx: sa.Connection, scope: str, key: str | None) -> object | None:
    """The answer given to an earlier request with this Idempotency-Key, if there was one."""
    if key is None:
        return None
    return tx.execute(sa.select(answers.c.body).filter_by(scope=scope, key=key)).scalar()


def recall_id(tx: sa.Connection, scope: str, key: str | None) -> str | None:
    """The id of what an earlier request with this key has made: answers are `{"id": …}`."""
    answer = recall(tx, scope, key)
    return str(answer["id"]) if isinstance(answer, dict) else None


def remember(tx: sa.Connection, scope: str, key: str | None, body: object) -> None:
    """Keep the answer, in the transaction that does the work, for a retry with the same key."""
    if key is not None:
        row = {"scope": scope, "key": key, "body": body, "created_at": now_ms()}
        tx.execute(answers.insert().values(**row))


def forget_answers(tx: sa.Connection, older_than: timedelta) -> None:
    """Drop answers whose retries can hardly come any more."""
    before = now_ms() - int(older_than.total_seconds() * 1000)
    tx.execute(answers.delete().where(answers.c.created_at < before))


def count(tx: sa.Connection, name: str) -> int:
    """The value of a counter, 0 before its first `bump`."""
    return tx.execute(sa.select(counters.c.value).filter_by(name=name)).scalar() or 0


def bump(tx: sa.Connection, name: str) -> int:
    """Raise a counter by one and return it."""
    value = count(tx, name) + 1
    tx.execute(counters.delete().where(counters.c.name == name))
    tx.execute(counters.insert().values(name=name, value=value))
    return value


def forget_links(tx: sa.Connection, urns: Iterable[str]) -> None:
    """Remove every link that starts or ends at one of `urns`: they were deleted for good."""
    gone = list(urns)
    tx.execute(links.delete().where(links.c.from_urn.in_(gone) | links.c.to_urn.in_(gone)))


def _event(row: sa.Row[tuple[object, ...]]) -> Event:
    return Event(topic=row.topic, urn=row.urn, change=row.change)
