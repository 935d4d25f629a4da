"""The tables about clinics, their staff, and who saw and did what."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fusion.tables import Base, Number


class ClinicRow(Base):
    """contract.messages.Clinic."""

    __tablename__ = "clinic"
    clinic: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    alert_to: Mapped[str] = mapped_column(server_default="")
    """By commas; empty: those of the settings."""
    alert_second: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (UniqueConstraint("name"),)


class StaffRow(Base):
    """contract.messages.Staff with the password's argon2 hash."""

    __tablename__ = "staff"
    staff: Mapped[str] = mapped_column(primary_key=True)
    clinic: Mapped[str] = mapped_column(ForeignKey("clinic.clinic"))
    login: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    epoch: Mapped[int]
    created: Mapped[float]
    disabled: Mapped[float | None]
    password: Mapped[str | None]
    """argon2id; None: no password is set, and none opens it."""
    tries: Mapped[int]
    """Wrong passwords since the last right one, or since the last lock."""
    locked_until: Mapped[float | None]
    subject: Mapped[str | None]
    __table_args__ = (UniqueConstraint("login"), UniqueConstraint("subject"))


class AuditRow(Base):
    """contract.messages.AuditLine; triggers refuse every update and every deletion. It has no
    foreign keys: it outlives what it speaks of."""

    __tablename__ = "audit"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    at: Mapped[float]
    clinic: Mapped[str]
    staff: Mapped[str]
    name: Mapped[str]
    what: Mapped[str]
    patient: Mapped[str | None]
    session: Mapped[str | None]
    alert: Mapped[int | None] = mapped_column(Number)
    note: Mapped[str]
    __table_args__ = (Index(None, "clinic", "number"), Index(None, "patient", "number"))
