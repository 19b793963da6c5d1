"""The table of credentials; no secret is in it."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from ..core.db import Tx, metadata
from .schemas import Credential

credentials = sa.Table(
    "credentials",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("lookup", sa.String(64), nullable=False, unique=True, index=True),
    sa.Column("scope", sa.JSON, nullable=False),
    sa.Column("owner_urn", sa.String(200), nullable=False, index=True),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("expires_at", sa.BigInteger),
    sa.Column("used_at", sa.BigInteger),
)


def insert(tx: Tx, credential: Credential) -> None:
    """Add a credential."""
    tx.execute(credentials.insert().values(**credential.model_dump(mode="json")))


def find(tx: Tx, lookup: str) -> Credential | None:
    """The credential with this digest or access key."""
    row = tx.execute(sa.select(credentials).filter_by(lookup=lookup)).mappings().first()
    return None if row is None else Credential.model_validate(dict(row))


def newest_first(tx: Tx) -> list[Credential]:
    """All credentials."""
    order = (credentials.c.created_at.desc(), credentials.c.id.desc())
    rows = tx.execute(sa.select(credentials).order_by(*order)).mappings()
    return [Credential.model_validate(dict(row)) for row in rows]


def owned(tx: Tx, owner_urn: str) -> list[str]:
    """The ids of those made for one record."""
    query = sa.select(credentials.c.id).filter_by(owner_urn=owner_urn)
    return list(tx.execute(query).scalars())


def expired(tx: Tx, before: int) -> list[str]:
    """The ids of those whose time was over before this one."""
    query = sa.select(credentials.c.id).where(credentials.c.expires_at < before)
    return list(tx.execute(query).scalars())


def delete(tx: Tx, ids: Iterable[str]) -> int:
    """Remove credentials; returns how many there were."""
    return tx.execute(credentials.delete().where(credentials.c.id.in_(list(ids)))).rowcount


def change(tx: Tx, credential_id: str, **values: int | None) -> None:
    """Change a credential's times."""
    tx.execute(credentials.update().filter_by(id=credential_id).values(**values))
