"""The audit log: who saw and did what. Lines are only ever added; the database sees to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from contract.errors import NotFound
from contract.messages import AuditLine, Deed
from fusion.account_tables import AuditRow, ClinicRow, StaffRow
from fusion.checks import LONGEST_FIELD
from fusion.tables import AlertRow, PatientRow, SessionRow

COMMAND_LINE = "command line"
MOST = 200
"""Lines on one page of the log."""
FIELDS = tuple(AuditLine.__dataclass_fields__)


@dataclass(frozen=True)
class Operated:
    """Body of `POST /internal/audit/operator`: what somebody sees or does at the command line."""

    by: str
    """Who that is, as the operating system knows them."""
    what: str
    clinic: str | None = None
    """The clinic, patient or session it is about; with none of them every clinic's log has it."""
    patient: str | None = None
    session: str | None = None
    note: str = ""


def add(db: Db, line: AuditLine) -> None:
    """Add a line in the caller's transaction."""
    db.add(AuditRow(**{name: getattr(line, name) for name in FIELDS}))
    db.flush()


def done(db: Db, staff: StaffRow, what: str, at: float, **about: str | int | None) -> None:
    """Add a line about what a staff member did."""
    who = {"clinic": staff.clinic, "staff": staff.staff, "name": staff.name}
    add(db, AuditLine(at=at, what=what, **who, **about))  # type: ignore[arg-type]


def witness(db: Db, deed: Deed, at: float) -> AuditLine:
    """Write down what a staff member is about to see or do, with the patient it is about.

    NotFound when the staff member may not sign in, or when it is another clinic's: that a patient
    is somebody else's is not said either.
    """
    staff = db.get(StaffRow, deed.staff)
    if staff is None or staff.disabled is not None:
        raise NotFound("There is no such account.")
    patient, session = _about(db, deed)
    if patient is not None and patient.clinic != staff.clinic:
        raise _nothing(deed)
    line = AuditLine(
        at=at,
        clinic=staff.clinic,
        staff=staff.staff,
        name=staff.name,
        what=deed.what,
        patient=None if patient is None else patient.patient,
        session=session,
        alert=deed.alert,
        note=deed.note,
    )
    add(db, line)
    return line


def operated(db: Db, said: Operated, at: float) -> None:
    """Write down what somebody is about to see or do at the command line.

    NotFound when the patient, the session or the clinic is not there.
    """
    about = Deed("", said.what, patient=said.patient, session=said.session)
    patient, session = _about(db, about)
    clinic = said.clinic if patient is None else patient.clinic
    every = list(db.scalars(select(ClinicRow.clinic).order_by(ClinicRow.clinic)))
    if clinic is not None and clinic not in every:
        raise NotFound("There is no such clinic.")
    whose = None if patient is None else patient.patient
    for one in every if clinic is None else (clinic,):
        by = f"{said.by} ({COMMAND_LINE})"
        add(db, AuditLine(at, one, "", by, said.what, whose, session, note=said.note))


def lines(
    db: Db, clinic: str, *, patient: str | None = None, before: int | None = None
) -> tuple[Sequence[AuditLine], int | None]:
    """A clinic's lines, the latest first, of one patient or of all.

    The number continues them: `before` of the next page; None on the last.
    """
    query = select(AuditRow).where(AuditRow.clinic == clinic)
    if patient is not None:
        query = query.where(AuditRow.patient == patient)
    if before is not None:
        query = query.where(AuditRow.number < before)
    rows = list(db.scalars(query.order_by(AuditRow.number.desc()).limit(MOST + 1)))
    shown = [AuditLine(**{name: getattr(row, name) for name in FIELDS}) for row in rows[:MOST]]
    return shown, rows[MOST - 1].number if len(rows) > MOST else None


def refuse_no_ids(deed: Deed) -> None:
    """NotFound for what cannot be an id at all, as for one that is nobody's."""
    for id in (deed.session, deed.patient):
        if id is not None and not (id.isprintable() and len(id) <= LONGEST_FIELD):
            raise _nothing(deed)


def _about(db: Db, deed: Deed) -> tuple[PatientRow | None, str | None]:
    """The patient and the session that it is about; NotFound when there are none."""
    session, patient = deed.session, deed.patient
    if deed.alert is not None:
        alert = db.get(AlertRow, deed.alert)
        session = None if alert is None else alert.session
    if deed.alert is not None or session is not None:
        row = db.get(SessionRow, session) if session and session.isprintable() else None
        if row is None:
            raise _nothing(deed)
        patient = row.patient
    if patient is None:
        return None, None
    found = db.get(PatientRow, patient) if patient.isprintable() else None
    if found is None:
        raise _nothing(deed)
    return found, session


def _nothing(deed: Deed) -> NotFound:
    kind = "alert" if deed.alert is not None else "session" if deed.session else "patient"
    return NotFound(f"There is no such {kind}; see the list.")
