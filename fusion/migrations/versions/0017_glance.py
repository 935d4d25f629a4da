"""What the clinic's overview is read from; it fills by itself from what is there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXT = sa.String(500)


def upgrade() -> None:
    op.create_table(
        "glance",
        sa.Column("patient", TEXT, nullable=False),
        sa.Column("session", TEXT),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Double()),
        sa.Column("definitions", TEXT, nullable=False),
        sa.Column("unanswered", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patient.patient"], name="fk_glance_patient"),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_glance_session"),
        sa.PrimaryKeyConstraint("patient", name="pk_glance"),
    )
    op.create_index("ix_glance_session", "glance", ["session"])
    op.create_index("ix_alert_step_step_alert", "alert_step", ["step", "alert"])
