"""Syncs between buckets and the work directory."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "syncs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("root", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("workload_id", sa.String(32), nullable=False),
        sa.Column("progress", sa.JSON, nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("started_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
    )
