"""What is to be sent to the hospital's FHIR server."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fhir_outbox",
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("due", sa.Double()),
        sa.Column("held", sa.Double(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent", sa.String(64)),
        sa.Column("pushed", sa.Double()),
        sa.Column("error", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_fhir_outbox_session"),
        sa.PrimaryKeyConstraint("session", name="pk_fhir_outbox"),
    )
    op.create_index("ix_fhir_outbox_due", "fhir_outbox", ["due"])
