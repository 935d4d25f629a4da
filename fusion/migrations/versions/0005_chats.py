"""Chats of patients on other channels than the web, and what was sent to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "chat",
        sa.Column("address_hmac", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(500), nullable=False),
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("bound", sa.Double(), nullable=False),
        sa.Column("blocked", sa.Double()),
        sa.ForeignKeyConstraint(["patient"], ["patient.patient"], name="fk_chat_patient"),
        sa.PrimaryKeyConstraint("address_hmac", name="pk_chat"),
        sa.UniqueConstraint("channel", "patient", name="uq_chat_channel_patient"),
    )
    op.create_table(
        "shown",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("entry", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("place", sa.String(500)),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_shown_session"),
        sa.PrimaryKeyConstraint("number", name="pk_shown"),
        sa.UniqueConstraint("session", "entry", name="uq_shown_session_entry"),
    )
