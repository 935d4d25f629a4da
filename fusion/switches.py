"""Switching a modality off or on for a patient: decided once, then every session is fused anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, NotFound
from contract.messages import Switch
from contract.switches import latest
from fusion.cipher import Cipher
from fusion.pseudonyms import is_pseudonym
from fusion.rows import message_of, row_of
from fusion.tables import PatientRow, SessionMoodRow, SessionRow, SwitchRow


def switches_of(db: Db, patient: str, cipher: Cipher) -> tuple[Switch, ...]:
    """All that was decided for the patient, in the order of the times."""
    query = select(SwitchRow).where(SwitchRow.patient == patient)
    rows = db.scalars(query.order_by(SwitchRow.at, SwitchRow.number))
    return tuple(message_of(row, Switch, cipher) for row in rows)


def turn(db: Db, switch: Switch, cipher: Cipher) -> bool:
    """Store it and take the moods of the patient's sessions away; False when it was so before.

    The sessions' rows are locked first, so that none that closes meanwhile keeps a mood of before.
    Raises BadMessage without a name and NotFound without the patient.
    """
    if not switch.by.strip():
        raise BadMessage("Write your name: what is used for a patient is a named person's choice.")
    held = select(PatientRow).where(PatientRow.patient == switch.patient).with_for_update()
    if not switch.patient.isprintable() or db.scalar(held) is None:
        raise NotFound("There is no such patient.")
    before = latest(switches_of(db, switch.patient, cipher), switch.modality)
    if switch.used == (before is None or before.used):
        return False
    db.add(row_of(switch, cipher))
    sessions = select(SessionRow.session).where(SessionRow.patient == switch.patient)
    ids = list(db.scalars(sessions.order_by(SessionRow.session).with_for_update()))
    db.execute(delete(SessionMoodRow).where(SessionMoodRow.session.in_(ids)))
    db.flush()
    return True


def unfused(db: Db, patient: str | None = None) -> list[str]:
    """Closed sessions without a mood, of one patient or of all, the latest first."""
    mood: Any = select(SessionMoodRow.session).where(SessionMoodRow.session == SessionRow.session)
    query = select(SessionRow.session).where(SessionRow.closed.is_not(None), ~mood.exists())
    query = query.where(~is_pseudonym(SessionRow.session))
    if patient is not None:
        query = query.where(SessionRow.patient == patient)
    return list(db.scalars(query.order_by(SessionRow.opened.desc(), SessionRow.session)))
