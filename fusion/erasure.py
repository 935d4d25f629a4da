"""Erasing a patient: one transaction over every table, and a proof that names nobody."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, Conflict, NotFound
from contract.messages import Proof
from contract.wire import from_json, to_json
from fusion.holdings import ERASED, in_order, rows_of
from fusion.pseudonyms import forget, kept, move
from fusion.rights_tables import ErasureRow
from fusion.tables import AlertRow, AlertStepRow, PatientRow, SessionRow

RASA = "rasa.events"
LONGEST = 100
_ALWAYS = (
    "What was printed, downloaded or sent to another system before is there still: whoever received"
    " it has to be told.",
    "Log files hold ids of sessions, never words or numbers, until they are rotated.",
)
_NOTICES = "Notices of alerts sent by mail or webhook: {count}; each holds a link and no words."
_TELEGRAM = "The patient's chat lies with Telegram too: only the patient can delete it there."


def sessions_of(db: Db, patient: str) -> list[SessionRow]:
    """The patient's sessions, locked until the transaction ends; NotFound without the patient."""
    held = select(PatientRow).where(PatientRow.patient == patient).with_for_update()
    if not patient.isprintable() or db.scalar(held) is None:
        raise NotFound("There is no such patient.")
    query = select(SessionRow).where(SessionRow.patient == patient).order_by(SessionRow.session)
    return list(db.scalars(query.with_for_update(key_share=True)))


def erase(
    db: Db,
    patient: str,
    by: str,
    at: float,
    erase_trackers: Callable[[list[str]], int],
    backup_days: int | None = None,
) -> Proof:
    """Delete all of a patient but what is kept of alerts, and store the proof.

    `erase_trackers` deletes Rasa's share of sessions and says how many events that were: it is
    called before the end, so that a proof never claims what is not done. `backup_days` is for how
    long backups are kept; None: until somebody deletes them.

    Raises NotFound, BadMessage without a name, and Conflict while an alert is open.
    """
    _check_name(by)
    sessions = sessions_of(db, patient)
    names = [row.session for row in sessions]
    theirs = db.get(PatientRow, patient)
    clinic = "" if theirs is None else theirs.clinic
    _refuse_open_alerts(db, names)
    beyond = (_backups(at, backup_days), *_beyond(db, sessions))
    moved = move(db, sessions, at) | forget(db, patient)
    erased = {RASA: erase_trackers(names)} | delete_rows(db, patient)
    db.expire_all()
    proof = Proof(f"erasure-{secrets.token_hex(8)}", at, by, erased, kept(moved), beyond)
    db.add(ErasureRow(reference=proof.reference, at=at, clinic=clinic, body=to_json(proof)))
    db.flush()
    return proof


def delete_rows(db: Db, patient: str) -> dict[str, int]:
    """Delete the patient's rows from every table in ERASED; how many of each."""
    counts = {}
    for table in reversed(in_order()):
        where = rows_of(table, patient)
        if table.name in ERASED and where is not None:
            gone: Any = db.execute(delete(table).where(where))
            counts[table.name] = int(gone.rowcount)
    return dict(sorted(counts.items()))


def proofs(db: Db, clinic: str | None = None) -> list[Proof]:
    """Every proof or a clinic's, the latest first."""
    query = select(ErasureRow).order_by(ErasureRow.number.desc())
    if clinic is not None:
        query = query.where(ErasureRow.clinic == clinic)
    return [from_json(row.body, Proof) for row in db.scalars(query)]


def open_alerts(db: Db, sessions: list[str]) -> list[int]:
    """The numbers of those alerts of these sessions that are not closed."""
    closed = select(AlertStepRow.alert).where(AlertStepRow.step == "closed")
    query = select(AlertRow.number).where(AlertRow.session.in_(sessions))
    return list(db.scalars(query.where(AlertRow.number.not_in(closed))))


def _check_name(by: str) -> None:
    if not by.strip() or not by.isprintable():
        raise BadMessage("Write your name: a patient is erased by a named person.")
    if len(by) > LONGEST:
        raise BadMessage(f"A name has at most {LONGEST} characters.")


def _refuse_open_alerts(db: Db, sessions: list[str]) -> None:
    count = len(open_alerts(db, sessions))
    if count:
        alerts = "1 alert is" if count == 1 else f"{count} alerts are"
        raise Conflict(f"{alerts} open for this patient: close that first, then erase.")


def _backups(at: float, days: int | None) -> str:
    until = "you delete them"
    if days is not None:
        last = datetime.fromtimestamp(at + days * 86_400, UTC)
        until = f"{last:%-d %b %Y}, copies of them elsewhere until you delete those"
    return f"Backups made before hold the data until {until}; restoring one erases it again."


def _beyond(db: Db, sessions: list[SessionRow]) -> tuple[str, ...]:
    """What no program can call back, as far as it concerns these sessions."""
    found = list(_ALWAYS)
    mine = select(AlertRow.number).where(AlertRow.session.in_([row.session for row in sessions]))
    sent = select(AlertStepRow.number).where(AlertStepRow.alert.in_(mine))
    count = len(list(db.scalars(sent.where(AlertStepRow.step == "delivered"))))
    if count:
        found.append(_NOTICES.format(count=count))
    if any(row.channel == "telegram" for row in sessions):
        found.append(_TELEGRAM)
    return tuple(found)
