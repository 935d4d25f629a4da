"""The tables about chats on other channels than the web, and about reminders."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fusion.tables import Base, Number, Plain


class ChatRow(Base):
    """contract.messages.Chat, found by a keyed hash: a copy of the database names no chat."""

    __tablename__ = "chat"
    address_hmac: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel: Mapped[str]
    patient: Mapped[str] = mapped_column(ForeignKey("patient.patient"))
    address: Mapped[str] = mapped_column(Text)
    """Sealed."""
    bound: Mapped[float]
    blocked: Mapped[float | None]
    invite: Mapped[str | None] = mapped_column(String(64))
    """token_sha256 of the invite that bound it; None: bound before that was kept."""
    taken: Mapped[list[int] | None] = mapped_column(Plain)
    """Numbers of the latest updates that were dealt with."""
    __table_args__ = (UniqueConstraint("channel", "patient"),)


class ShownRow(Base):
    """contract.messages.Shown."""

    __tablename__ = "shown"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    entry: Mapped[str]
    at: Mapped[float]
    place: Mapped[str | None]
    __table_args__ = (UniqueConstraint("session", "entry"),)


class ScheduleRow(Base):
    """contract.messages.Schedule."""

    __tablename__ = "schedule"
    patient: Mapped[str] = mapped_column(ForeignKey("patient.patient"), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    every: Mapped[int]
    first: Mapped[str]
    time: Mapped[str]
    zone: Mapped[str]
    made: Mapped[float]
    """Due times from before it are none."""


class ReminderRow(Base):
    """One due time that somebody has taken on; its row is what keeps it from coming twice."""

    __tablename__ = "reminder"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    patient: Mapped[str] = mapped_column(ForeignKey("patient.patient"))
    questionnaire: Mapped[str]
    due: Mapped[float]
    claimed: Mapped[float]
    sent: Mapped[float | None]
    __table_args__ = (UniqueConstraint("patient", "questionnaire", "due"),)
