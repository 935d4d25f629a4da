"""Alerts and what is done about them: raised with their reply, each step added to the trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session as Db

from contract.alerting import PERSONAL, SAME_DAY, acknowledged, check_step
from contract.errors import NotFound
from contract.messages import Alert, AlertCase, AlertStep
from fusion.cipher import Cipher
from fusion.rows import message_of, row_of
from fusion.tables import AlertDueRow, AlertRow, AlertStepRow, PatientRow, SessionRow

LEASE_S = 120.0
"""How long one worker has for a notice before another may take it up."""


def raise_alert(db: Db, alert: Alert, cipher: Cipher) -> None:
    """Store it in the caller's transaction, its first step and its first notice due at once."""
    row = row_of(alert, cipher)
    assert isinstance(row, AlertRow)
    db.add(row)
    db.flush()
    db.add(_step_row(row.number, AlertStep(alert.at, "raised"), cipher))
    db.add(AlertDueRow(alert=row.number, due=0.0))
    db.flush()


def cases_of(db: Db, session: str, cipher: Cipher) -> tuple[AlertCase, ...]:
    """The cases of a session, in the order of their alerts."""
    query = select(AlertRow).where(AlertRow.session == session)
    return _cases(db, list(db.scalars(query.order_by(AlertRow.at, AlertRow.number))), cipher)


def open_cases(
    db: Db,
    cipher: Cipher,
    clinic: str | None = None,
    patient: str | None = None,
    part: tuple[int, int] | None = None,
) -> tuple[AlertCase, ...]:
    """All that are not closed, or a clinic's, the oldest first.

    `patient`: those of patients with that in their id. `part`: the first and how many, in the order
    in which they are worked through: those to be looked at now, nobody's, then the oldest.
    """
    query = _open(select(AlertRow), clinic, patient)
    if part is None:
        return _cases(db, list(db.scalars(query.order_by(AlertRow.number))), cipher)
    mine = AlertStepRow.alert == AlertRow.number
    owned = exists().where(mine, AlertStepRow.step.in_(PERSONAL))
    ordered = query.order_by(AlertRow.source.in_(SAME_DAY), owned, AlertRow.at, AlertRow.number)
    return _cases(db, list(db.scalars(ordered.offset(part[0]).limit(part[1]))), cipher)


def open_count(db: Db, clinic: str, patient: str | None = None) -> int:
    """How many of a clinic's are not closed."""
    return db.scalar(_open(select(func.count(AlertRow.number)), clinic, patient)) or 0


def _open(query: Any, clinic: str | None, patient: str | None) -> Any:
    """Looked for from the alerts on: a join may begin at the sessions, which are many."""
    query = query.where(is_open())
    if clinic is None and patient is None:
        return query
    theirs = exists().where(
        SessionRow.session == AlertRow.session, PatientRow.patient == SessionRow.patient
    )
    if patient is not None:
        theirs = theirs.where(PatientRow.patient.icontains(patient, autoescape=True))
    return query.where(theirs if clinic is None else theirs.where(PatientRow.clinic == clinic))


def is_open() -> Any:
    """The condition that an alert is not closed."""
    return ~exists().where(AlertStepRow.step == "closed", AlertStepRow.alert == AlertRow.number)


def case(db: Db, number: int, cipher: Cipher) -> AlertCase:
    """One case; NotFound when there is none."""
    return _cases(db, [_alert_row(db, number)], cipher)[0]


def add_steps(
    db: Db, number: int, steps: Sequence[AlertStep], due: float | None, cipher: Cipher
) -> AlertCase:
    """Add to the trail; `due` is when the next notice is, None for no more.

    Who acknowledged meanwhile is sent no more notices, whatever `due` says. Raises NotFound,
    BadMessage and Conflict.
    """
    _alert_row(db, number, lock=True)
    trail = list(case(db, number, cipher).steps)
    for step in steps:
        check_step(trail, step)
        trail.append(step)
        db.add(_step_row(number, step, cipher))
        db.flush()
    personal = any(step.step in PERSONAL for step in steps)
    _set_due(db, number, None if personal or acknowledged(trail) else due)
    return case(db, number, cipher)


def claim_due(db: Db, now: float, cipher: Cipher) -> tuple[AlertCase, ...]:
    """The cases whose notice is due, each held for LEASE_S so that one worker sends it."""
    query = select(AlertDueRow).where(AlertDueRow.due <= now).with_for_update(skip_locked=True)
    rows = list(db.scalars(query))
    for row in rows:
        row.due = now + LEASE_S
    db.flush()
    return tuple(case(db, row.alert, cipher) for row in rows)


def any_due(db: Db, now: float) -> bool:
    """Whether there is anything to claim."""
    return db.scalar(select(AlertDueRow.alert).where(AlertDueRow.due <= now).limit(1)) is not None


def _cases(db: Db, rows: Sequence[AlertRow], cipher: Cipher) -> tuple[AlertCase, ...]:
    return tuple(
        AlertCase(
            number=row.number,
            patient=patient,
            alert=message_of(row, Alert, cipher),
            steps=_steps(db, row, cipher),
            clinic=clinic,
        )
        for row in rows
        for patient, clinic in (_whose(db, row.session),)
    )


def _steps(db: Db, row: AlertRow, cipher: Cipher) -> tuple[AlertStep, ...]:
    """An alert from before there were trails counts as raised."""
    query = select(AlertStepRow).where(AlertStepRow.alert == row.number)
    found = db.scalars(query.order_by(AlertStepRow.number))
    steps = tuple(message_of(step, AlertStep, cipher) for step in found)
    return steps or (AlertStep(row.at, "raised"),)


def _whose(db: Db, session: str) -> tuple[str, str]:
    """The patient and the clinic."""
    row = db.get(SessionRow, session)
    whose = None if row is None else db.get(PatientRow, row.patient)
    return ("", "") if whose is None else (whose.patient, whose.clinic)


def _alert_row(db: Db, number: int, lock: bool = False) -> AlertRow:
    query = select(AlertRow).where(AlertRow.number == number)
    row = db.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound("There is no such alert.")
    return row


def _step_row(number: int, step: AlertStep, cipher: Cipher) -> AlertStepRow:
    row = row_of(step, cipher, alert=number)
    assert isinstance(row, AlertStepRow)
    return row


def _set_due(db: Db, number: int, due: float | None) -> None:
    db.execute(delete(AlertDueRow).where(AlertDueRow.alert == number))
    if due is not None:
        db.add(AlertDueRow(alert=number, due=due))
    db.flush()
