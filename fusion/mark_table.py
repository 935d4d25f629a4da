"""The table of the marks on patients' time lines."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fusion.tables import SEALED, Base, Number


class MarkRow(Base):
    """contract.messages.Mark, its words sealed."""

    __tablename__ = "mark"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    patient: Mapped[str] = mapped_column(ForeignKey("patient.patient"))
    day: Mapped[str]
    topic: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str]
    at: Mapped[float]
    __table_args__ = (Index(None, "patient"),)


SEALED[MarkRow] = ("text",)
