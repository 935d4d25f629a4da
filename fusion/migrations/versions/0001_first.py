"""The first schema: one table a message kind, sealed words from the start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PLAIN = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "patient",
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("patient", name="pk_patient"),
    )
    op.create_table(
        "invite",
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patient.patient"], name="fk_invite_patient"),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_invite"),
    )
    op.create_table(
        "session",
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("channel", sa.String(500), nullable=False),
        sa.Column("opened", sa.Double(), nullable=False),
        sa.Column("closed", sa.Double()),
        sa.Column("reason", sa.String(500)),
        sa.ForeignKeyConstraint(["patient"], ["patient.patient"], name="fk_session_patient"),
        sa.PrimaryKeyConstraint("session", name="pk_session"),
    )
    op.create_index("ix_session_closed", "session", ["closed"])
    op.create_index(
        "ix_session_patient_channel_opened", "session", ["patient", "channel", "opened"]
    )
    op.create_table(
        "alert",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("detail", sa.String(500), nullable=False),
        sa.Column("item", sa.String(500)),
        sa.Column("message", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_alert_session"),
        sa.PrimaryKeyConstraint("number", name="pk_alert"),
        sa.UniqueConstraint("session", "message", "source", name="uq_alert_session_message_source"),
    )
    op.create_table(
        "answer",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("questionnaire", sa.String(500), nullable=False),
        sa.Column("version", sa.String(500), nullable=False),
        sa.Column("item", sa.String(500), nullable=False),
        sa.Column("value", sa.Integer()),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("message", sa.String(500), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_answer_session"),
        sa.PrimaryKeyConstraint("number", name="pk_answer"),
        sa.UniqueConstraint("session", "item", "message", name="uq_answer_session_item_message"),
    )
    op.create_index("ix_answer_session_message", "answer", ["session", "message"])
    op.create_table(
        "bot_turn",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("message", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("bubbles", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_bot_turn_session"),
        sa.PrimaryKeyConstraint("number", name="pk_bot_turn"),
        sa.UniqueConstraint("session", "message", name="uq_bot_turn_session_message"),
    )
    op.create_table(
        "consent",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("patient", sa.String(500), nullable=False),
        sa.Column("scope", sa.String(500), nullable=False),
        sa.Column("version", sa.String(500), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_consent_session"),
        sa.PrimaryKeyConstraint("number", name="pk_consent"),
        sa.UniqueConstraint(
            "session", "scope", "given", "at", name="uq_consent_session_scope_given_at"
        ),
    )
    op.create_table(
        "face_window",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("start", sa.Double(), nullable=False),
        sa.Column("end", sa.Double(), nullable=False),
        sa.Column("frames", sa.Integer(), nullable=False),
        sa.Column("faces", sa.Integer(), nullable=False),
        sa.Column("mood", PLAIN),
        sa.Column("emotions", PLAIN),
        sa.Column("expressivity", PLAIN),
        sa.Column("quality", sa.Double()),
        sa.Column("pose", PLAIN),
        sa.Column("light", sa.Double()),
        sa.Column("model", sa.String(500), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(500)),
        sa.Column("offset", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_face_window_session"),
        sa.PrimaryKeyConstraint("number", name="pk_face_window"),
        sa.UniqueConstraint("session", "start", name="uq_face_window_session_start"),
    )
    op.create_table(
        "reply",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("message", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("item", sa.String(500)),
        sa.Column("asked_at", sa.Double()),
        sa.Column("typed", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("typing", PLAIN, nullable=False),
        sa.Column("offset", sa.Double(), nullable=False),
        sa.Column("words", sa.Boolean(), nullable=False),
        sa.Column("open_item", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_reply_session"),
        sa.PrimaryKeyConstraint("number", name="pk_reply"),
        sa.UniqueConstraint("session", "message", name="uq_reply_session_message"),
    )
    op.create_index("ix_reply_session_at", "reply", ["session", "at"])
    op.create_table(
        "reply_score",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("message", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("mood", PLAIN, nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_reply_score_session"),
        sa.PrimaryKeyConstraint("number", name="pk_reply_score"),
        sa.UniqueConstraint("session", "message", name="uq_reply_score_session_message"),
    )
    op.create_table(
        "session_mood",
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("mood", sa.String(500), nullable=False),
        sa.Column("abstained", sa.Boolean(), nullable=False),
        sa.Column("body", PLAIN, nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_session_mood_session"),
        sa.PrimaryKeyConstraint("session", name="pk_session_mood"),
    )
    op.create_table(
        "start",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("questionnaire", sa.String(500), nullable=False),
        sa.Column("version", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("message", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.session"], name="fk_start_session"),
        sa.PrimaryKeyConstraint("number", name="pk_start"),
        sa.UniqueConstraint("session", "message", name="uq_start_session_message"),
    )
