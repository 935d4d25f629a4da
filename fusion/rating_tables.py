"""The tables about who has read a session, and how clinicians judged its mood."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fusion.tables import Base, Number


class RatingRow(Base):
    """contract.messages.Rating."""

    __tablename__ = "rating"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.session"))
    staff: Mapped[str]
    by: Mapped[str]
    mood: Mapped[str]
    blind: Mapped[bool]
    at: Mapped[float]
    __table_args__ = (Index(None, "session"),)


class ReadingRow(Base):
    """What a staff member saw of a session the last two times, and since when the estimate."""

    __tablename__ = "reading"
    session: Mapped[str] = mapped_column(ForeignKey("session.session"), primary_key=True)
    staff: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[dict[str, Any]]
    """contract.messages.Seen."""
    before: Mapped[dict[str, Any] | None]
    uncovered: Mapped[float | None]
