"""The tables about chats on other channels than the web."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fusion.tables import Base, Number


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
