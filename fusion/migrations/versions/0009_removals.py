"""What was deleted of a session that stays: unknown of withdrawals before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "removal",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("why", sa.String(500), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_removal_session"),
        sa.PrimaryKeyConstraint("number", name="pk_removal"),
    )
    op.create_index("ix_removal_session", "removal", ["session"])
