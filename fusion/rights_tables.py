"""The tables about deleting: nothing in them leads to a patient."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from fusion.tables import Base, Number


class ErasureRow(Base):
    """contract.messages.Proof, as one JSON object."""

    __tablename__ = "erasure"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    at: Mapped[float]
    clinic: Mapped[str] = mapped_column(server_default="")
    """Whose patient it was; empty where that is not known any more."""
    body: Mapped[dict[str, Any]]


class RotationRow(Base):
    """One rotation of the key; open while `finished` is not set."""

    __tablename__ = "rotation"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    begun: Mapped[float]
    finished: Mapped[float | None]
    renewed: Mapped[int | None]
    """How many values got the new key."""
