"""A patient's sittings over time, and the marks beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, NotFound
from contract.messages import Answer, Course, Mark, Respondent, Session, Sitting, Start
from fusion.cipher import Cipher
from fusion.mark_table import MarkRow
from fusion.record import mood
from fusion.rows import TABLES, message_of
from fusion.switches import switches_of
from fusion.tables import (
    AlertRow,
    FaceWindowRow,
    PatientRow,
    ReplyRow,
    ReplyScoreRow,
    SessionRow,
)

T = TypeVar("T")
LONGEST_MARK = 200


def course(db: Db, patient: str, since: float, until: float, cipher: Cipher) -> Course:
    """Every sitting that was opened in that time and in which something was said; NotFound
    without the patient."""
    _known(db, patient)
    spoken = select(ReplyRow.number).where(ReplyRow.session == SessionRow.session)
    query = (
        select(SessionRow)
        .where(SessionRow.patient == patient, SessionRow.opened >= since)
        .where(SessionRow.opened < until, spoken.exists())
        .order_by(SessionRow.opened, SessionRow.session)
    )
    return Course(
        patient=patient,
        sittings=tuple(_sitting(db, row, cipher) for row in db.scalars(query)),
        marks=marks_of(db, patient, cipher),
        switches=switches_of(db, patient, cipher),
    )


def marks_of(db: Db, patient: str, cipher: Cipher) -> tuple[Mark, ...]:
    """All marks of a patient, in the order of their days."""
    query = select(MarkRow).where(MarkRow.patient == patient)
    rows = db.scalars(query.order_by(MarkRow.day, MarkRow.number))
    return tuple(message_of(row, Mark, cipher) for row in rows)


def add_mark(db: Db, mark: Mark, cipher: Cipher) -> Mark:
    """Store it; BadMessage without a name, words or a day, NotFound without the patient."""
    _known(db, mark.patient)
    if not mark.by.strip():
        raise BadMessage("Write your name: a mark is a named person's.")
    if not 0 < len(mark.text.strip()) <= LONGEST_MARK:
        raise BadMessage(f"Write what it is, in at most {LONGEST_MARK} characters.")
    try:
        day = date.fromisoformat(mark.day)
    except ValueError:
        raise BadMessage("Choose the day, such as 2026-11-25.") from None
    row = MarkRow(
        patient=mark.patient,
        day=day.isoformat(),
        topic=mark.topic,
        text=cipher.seal(mark.text.strip()),
        by=mark.by.strip(),
        at=mark.at,
    )
    db.add(row)
    db.flush()
    return message_of(row, Mark, cipher)


def remove_mark(db: Db, patient: str, number: int) -> None:
    """Take a mark away again; NotFound when the patient has none of that number."""
    mine = MarkRow.patient == patient, MarkRow.number == number
    if db.scalar(select(MarkRow.number).where(*mine)) is None:
        raise NotFound("There is no such mark; load the page again.")
    db.execute(delete(MarkRow).where(*mine))


def _sitting(db: Db, row: SessionRow, cipher: Cipher) -> Sitting:
    id = row.session
    estimated = mood(db, id) if row.closed is not None else None
    respondents = _every(db, id, Respondent, cipher)
    alerts = db.scalar(select(func.count()).select_from(AlertRow).where(AlertRow.session == id))
    return Sitting(
        session=message_of(row, Session, cipher),
        who=respondents[-1].who if respondents else None,
        starts=_every(db, id, Start, cipher),
        answers=_every(db, id, Answer, cipher),
        alerts=alerts or 0,
        mood=None if estimated is None else replace(estimated, turns=()),
        models=_models(db, id) if estimated is not None else (),
    )


def _models(db: Db, session: str) -> tuple[str, ...]:
    named = [
        db.scalars(select(table.model).where(table.session == session).distinct())
        for table in (FaceWindowRow, ReplyScoreRow)
    ]
    return tuple(sorted({name for names in named for name in names if name}))


def _every(db: Db, session: str, kind: type[T], cipher: Cipher) -> tuple[T, ...]:
    table: Any = TABLES[kind]
    query = select(table).where(table.session == session).order_by(table.at, table.number)
    return tuple(message_of(row, kind, cipher) for row in db.scalars(query))


def _known(db: Db, patient: str) -> None:
    if not patient.isprintable() or db.get(PatientRow, patient) is None:
        raise NotFound("There is no such patient.")
