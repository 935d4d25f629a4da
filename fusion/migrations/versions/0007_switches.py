"""Which modalities a clinician has switched off for a patient; why a reply could not be read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "switch",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("modality", sa.String(500), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patient.patient"], name="fk_switch_patient"),
        sa.PrimaryKeyConstraint("number", name="pk_switch"),
    )
    op.create_index("ix_switch_patient", "switch", ["patient"])
    op.add_column("reply_score", sa.Column("reason", sa.String(500)))
