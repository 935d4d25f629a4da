"""The tables: one a message kind, its columns named as the message's fields.

`SEALED` names the columns that are encrypted before they are written.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Number = BigInteger().with_variant(Integer, "sqlite")
"""Row numbers: SQLite counts only plain INTEGER up by itself."""
Plain = JSON(none_as_null=True)
MAIN = "main"
"""The clinic that is there from the start."""


class Base(DeclarativeBase):
    """Portable types only: SQLite and PostgreSQL take the same migrations."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        float: Double(),
        str: String(500),
        dict[str, Any]: Plain,
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class PatientRow(Base):
    """A pseudonym; who it is stays with the clinic."""

    __tablename__ = "patient"
    patient: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[float]
    clinic: Mapped[str] = mapped_column(server_default=MAIN)
    """Whose staff sees the patient."""
    language: Mapped[str | None]
    __table_args__ = (Index(None, "clinic"),)


class SwitchRow(Base):
    """contract.messages.Switch; every decision stays, the latest of a modality counts."""

    __tablename__ = "switch"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    patient: Mapped[str] = mapped_column(ForeignKey("patient.patient"))
    modality: Mapped[str]
    used: Mapped[bool]
    by: Mapped[str]
    at: Mapped[float]
    __table_args__ = (Index(None, "patient"),)


class InviteRow(Base):
    """A patient's link; only the token's hash, so that a copy of the database opens no link."""

    __tablename__ = "invite"
    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    patient: Mapped[str] = mapped_column(ForeignKey("patient.patient"))
    created: Mapped[float]
    by: Mapped[str] = mapped_column(server_default="")
    """Name of who made it; empty for the operator and for Vultus itself."""
    revoked: Mapped[float | None]
    __table_args__ = (Index(None, "patient"),)


class SessionRow(Base):
    """contract.messages.Session; its lock is taken while its mood is computed."""

    __tablename__ = "session"
    session: Mapped[str] = mapped_column(primary_key=True)
    patient: Mapped[str] = mapped_column(ForeignKey("patient.patient"))
    channel: Mapped[str]
    opened: Mapped[float]
    closed: Mapped[float | None]
    reason: Mapped[str | None]
    language: Mapped[str | None]
    __table_args__ = (Index(None, "patient", "channel", "opened"), Index(None, "closed"))


class ConsentRow(Base):
    """contract.messages.Consent; every yes and no stays, the latest of a scope counts."""

    __tablename__ = "consent"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    patient: Mapped[str]
    scope: Mapped[str]
    version: Mapped[str]
    given: Mapped[bool]
    at: Mapped[float]
    __table_args__ = (UniqueConstraint("session", "scope", "given", "at"),)


class RespondentRow(Base):
    """contract.messages.Respondent; every one stays, the latest counts."""

    __tablename__ = "respondent"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    who: Mapped[str]
    at: Mapped[float]
    __table_args__ = (UniqueConstraint("session", "who", "at"),)


class RemovalRow(Base):
    """contract.messages.Removal; every one stays."""

    __tablename__ = "removal"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    what: Mapped[str]
    why: Mapped[str]
    rows: Mapped[int]
    at: Mapped[float]
    __table_args__ = (Index(None, "session"),)


class StartRow(Base):
    """contract.messages.Start."""

    __tablename__ = "start"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    questionnaire: Mapped[str]
    version: Mapped[str]
    at: Mapped[float]
    message: Mapped[str]
    __table_args__ = (UniqueConstraint("session", "message"),)


class ReplyRow(Base):
    """contract.messages.Reply, words and payload sealed."""

    __tablename__ = "reply"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    message: Mapped[str]
    at: Mapped[float]
    text: Mapped[str] = mapped_column(Text)
    item: Mapped[str | None]
    asked_at: Mapped[float | None]
    typed: Mapped[bool]
    payload: Mapped[str | None] = mapped_column(Text)
    typing: Mapped[list[Any]] = mapped_column(Plain)
    offset: Mapped[float]
    words: Mapped[bool]
    """Typed in an item and not a command: it is scored unless it turns out to be an option."""
    open_item: Mapped[bool]
    """The item asks for words; false: an option is expected, scoring waits for the bot's view."""
    __table_args__ = (UniqueConstraint("session", "message"), Index(None, "session", "at"))


class BotTurnRow(Base):
    """contract.messages.BotTurn, bubbles sealed: they may quote the patient."""

    __tablename__ = "bot_turn"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    message: Mapped[str]
    at: Mapped[float]
    bubbles: Mapped[str] = mapped_column(Text)
    __table_args__ = (UniqueConstraint("session", "message"),)


class ReplyScoreRow(Base):
    """contract.messages.ReplyScore."""

    __tablename__ = "reply_score"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    message: Mapped[str]
    at: Mapped[float]
    mood: Mapped[list[Any]] = mapped_column(Plain)
    tokens: Mapped[int]
    model: Mapped[str]
    reason: Mapped[str | None]
    __table_args__ = (UniqueConstraint("session", "message"),)


class FaceWindowRow(Base):
    """contract.messages.FaceWindow: numbers only, deleted when camera consent is withdrawn."""

    __tablename__ = "face_window"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    start: Mapped[float]
    end: Mapped[float]
    frames: Mapped[int]
    faces: Mapped[int]
    mood: Mapped[list[Any] | None] = mapped_column(Plain)
    emotions: Mapped[dict[str, Any] | None]
    expressivity: Mapped[dict[str, Any] | None]
    quality: Mapped[float | None]
    pose: Mapped[list[Any] | None] = mapped_column(Plain)
    light: Mapped[float | None]
    model: Mapped[str]
    dropped: Mapped[int]
    reason: Mapped[str | None]
    offset: Mapped[float]
    quality_parts: Mapped[dict[str, Any] | None]
    regions: Mapped[dict[str, Any] | None]
    __table_args__ = (UniqueConstraint("session", "start"),)


class AnswerRow(Base):
    """contract.messages.Answer; every answer stays, the latest of an item counts."""

    __tablename__ = "answer"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    questionnaire: Mapped[str]
    version: Mapped[str]
    item: Mapped[str]
    value: Mapped[int | None]
    at: Mapped[float]
    message: Mapped[str]
    skipped: Mapped[bool]
    reason: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("session", "item", "message"),
        Index(None, "session", "message"),
    )


class AlertRow(Base):
    """contract.messages.Alert; nothing updates or deletes it."""

    __tablename__ = "alert"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    at: Mapped[float]
    source: Mapped[str]
    detail: Mapped[str]
    item: Mapped[str | None]
    message: Mapped[str]
    __table_args__ = (UniqueConstraint("session", "message", "source"),)


class AlertStepRow(Base):
    """contract.messages.AlertStep of one alert; a trigger refuses every update."""

    __tablename__ = "alert_step"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    alert: Mapped[int] = mapped_column(Number, ForeignKey("alert.number"))
    at: Mapped[float]
    step: Mapped[str]
    by: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    __table_args__ = (Index(None, "alert"), Index(None, "step", "alert"))


class AlertDueRow(Base):
    """When the next notice of an alert is to be sent; no row: no more notices."""

    __tablename__ = "alert_due"
    alert: Mapped[int] = mapped_column(
        Number, ForeignKey("alert.number"), primary_key=True, autoincrement=False
    )
    due: Mapped[float]
    __table_args__ = (Index(None, "due"),)


class SessionMoodRow(Base):
    """contract.messages.SessionMood, as computed when the session closed or last changed."""

    __tablename__ = "session_mood"
    session: Mapped[str] = mapped_column(ForeignKey("session.session"), primary_key=True)
    mood: Mapped[str]
    abstained: Mapped[bool]
    body: Mapped[dict[str, Any]]


SEALED: dict[type[Base], tuple[str, ...]] = {
    ReplyRow: ("text", "payload"),
    BotTurnRow: ("bubbles",),
    AlertStepRow: ("note",),
}
