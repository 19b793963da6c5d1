"""Users' own engines, and what they installed into any."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "engine_records",
        sa.Column("engine_id", sa.String(64), primary_key=True),
        sa.Column("recipe", sa.JSON),
        sa.Column("libraries", sa.JSON, nullable=False),
        sa.Column("change_id", sa.String(32)),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
