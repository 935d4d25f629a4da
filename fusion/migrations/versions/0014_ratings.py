"""Clinicians' own ratings, and what each has read of a session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.String(500)
PLAIN = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", TEXT, nullable=False),
        sa.Column("staff", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("mood", TEXT, nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_rating_session"),
        sa.PrimaryKeyConstraint("number", name="pk_rating"),
    )
    op.create_index("ix_rating_session", "rating", ["session"])
    op.create_table(
        "reading",
        sa.Column("session", TEXT, nullable=False),
        sa.Column("staff", TEXT, nullable=False),
        sa.Column("last", PLAIN, nullable=False),
        sa.Column("before", PLAIN),
        sa.Column("uncovered", sa.Double()),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_reading_session"),
        sa.PrimaryKeyConstraint("session", "staff", name="pk_reading"),
    )
