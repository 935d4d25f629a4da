"""The table of what is to be sent to the hospital's FHIR server."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fusion.tables import Base


class OutboxRow(Base):
    """A session, its latest change and how far sending that has come. It holds no content: what is
    sent is made from the session's record each time."""

    __tablename__ = "fhir_outbox"
    session: Mapped[str] = mapped_column(ForeignKey("session.session"), primary_key=True)
    change: Mapped[int]
    due: Mapped[float | None]
    """None: nothing is waiting."""
    held: Mapped[float]
    """Until when a worker has it; 0: nobody has."""
    attempts: Mapped[int]
    sent: Mapped[str | None] = mapped_column(String(64))
    pushed: Mapped[float | None]
    error: Mapped[str]
    __table_args__ = (Index(None, "due"),)
