"""Galleries that were added to the one that comes with the package."""

from __future__ import annotations

import sqlalchemy as sa

from ..core.db import Tx, metadata
from .gallery_schemas import Gallery

galleries = sa.Table(
    "galleries",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("location", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)


def all_galleries(tx: Tx) -> list[Gallery]:
    """In the order in which they were added."""
    query = sa.select(galleries).order_by(galleries.c.created_at, galleries.c.id)
    return [Gallery.model_validate(row._asdict()) for row in tx.execute(query)]


def add_gallery(tx: Tx, gallery: Gallery) -> None:
    """Keep a new one."""
    tx.execute(galleries.insert().values(**gallery.model_dump()))


def remove_gallery(tx: Tx, gallery_id: str) -> None:
    """Know it no more; what it shows stays where it is."""
    tx.execute(galleries.delete().where(galleries.c.id == gallery_id))
