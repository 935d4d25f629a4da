"""The table that the clinic's overview is read from: one row a patient, made from the others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fusion.tables import Base


class GlanceRow(Base):
    """What contract.messages.Glance takes work to find out; nothing is lost when it is deleted."""

    __tablename__ = "glance"
    patient: Mapped[str] = mapped_column(ForeignKey("patient.patient"), primary_key=True)
    session: Mapped[str | None] = mapped_column(ForeignKey("session.session"))
    """The latest in which the patient said something."""
    stale: Mapped[bool]
    """Something has been written since it was made."""
    until: Mapped[float | None]
    """When it is out of date by itself: the next due time of a questionnaire."""
    definitions: Mapped[str]
    """Hash of the questionnaires that it was scored with."""
    unanswered: Mapped[bool]
    changed: Mapped[bool]
    missed: Mapped[bool]
    body: Mapped[dict[str, Any]]
    __table_args__ = (Index(None, "session"),)
