"""Who answers, and why an item was skipped; neither is known of sessions before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "respondent",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("who", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_respondent_session"),
        sa.PrimaryKeyConstraint("number", name="pk_respondent"),
        sa.UniqueConstraint("session", "who", "at", name="uq_respondent_session_who_at"),
    )
    op.add_column("answer", sa.Column("reason", sa.String(500)))
