"""What clinicians note on patients' time lines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mark",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("day", sa.String(500), nullable=False),
        sa.Column("topic", sa.String(500), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patient.patient"], name="fk_mark_patient"),
        sa.PrimaryKeyConstraint("number", name="pk_mark"),
    )
    op.create_index("ix_mark_patient", "mark", ["patient"])
