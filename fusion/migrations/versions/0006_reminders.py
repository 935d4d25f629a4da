"""When patients are to answer a questionnaire, and which due times they were reminded of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "schedule",
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("questionnaire", sa.String(500), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(500), nullable=False),
        sa.Column("time", sa.String(500), nullable=False),
        sa.Column("zone", sa.String(500), nullable=False),
        sa.Column("made", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patient.patient"], name="fk_schedule_patient"),
        sa.PrimaryKeyConstraint("patient", "questionnaire", name="pk_schedule"),
    )
    op.create_table(
        "reminder",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("questionnaire", sa.String(500), nullable=False),
        sa.Column("due", sa.Double(), nullable=False),
        sa.Column("claimed", sa.Double(), nullable=False),
        sa.Column("sent", sa.Double()),
        sa.ForeignKeyConstraint(["patient"], ["patient.patient"], name="fk_reminder_patient"),
        sa.PrimaryKeyConstraint("number", name="pk_reminder"),
        sa.UniqueConstraint(
            "patient", "questionnaire", "due", name="uq_reminder_patient_questionnaire_due"
        ),
    )
