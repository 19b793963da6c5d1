"""Home: what was dismissed, and the makings of the sample data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "home_dismissed",
        sa.Column("item", sa.String(250), primary_key=True),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.Column("dismissed_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "home_sample_runs",
        sa.Column("workload_id", sa.String(32), primary_key=True),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("done", sa.Integer),
        sa.Column("total", sa.Integer),
        sa.Column("dataset_id", sa.String(32)),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
