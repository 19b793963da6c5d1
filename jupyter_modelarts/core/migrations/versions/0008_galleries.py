"""Notebooks: galleries of examples that were added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "galleries",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
