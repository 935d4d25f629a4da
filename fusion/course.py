"""A patient's sittings over time, and the marks beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, NotFound
from contract.messages import (
    Answer,
    Course,
    Mark,
    Respondent,
    Session,
    SessionMood,
    Sitting,
    Start,
)
from contract.wire import from_json
from fusion.cipher import Cipher
from fusion.mark_table import MarkRow
from fusion.rating_tables import ReadingRow
from fusion.rows import TABLES, message_of
from fusion.switches import switches_of
from fusion.tables import (
    AlertRow,
    FaceWindowRow,
    PatientRow,
    ReplyRow,
    ReplyScoreRow,
    SessionMoodRow,
    SessionRow,
)

T = TypeVar("T")
LONGEST_MARK = 200


def course(
    db: Db, patient: str, since: float, until: float, cipher: Cipher, staff: str | None = None
) -> Course:
    """Every sitting that was opened in that time and in which something was said, and whether the
    staff member has seen its estimate; NotFound without the patient."""
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
        sittings=_sittings(db, list(db.scalars(query)), cipher, staff),
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


def _sittings(
    db: Db, heads: Sequence[SessionRow], cipher: Cipher, staff: str | None
) -> tuple[Sitting, ...]:
    """All at once: one query a table, not one a session."""
    ids = [head.session for head in heads]
    starts, answers = _every(db, ids, Start, cipher), _every(db, ids, Answer, cipher)
    respondents = _every(db, ids, Respondent, cipher)
    moods, alerts, models = _moods(db, ids), _alerts(db, ids), _models(db, ids)
    uncovered = _uncovered(db, ids, staff)
    made = []
    for head in heads:
        id, who = head.session, respondents.get(head.session)
        mood = moods.get(id) if head.closed is not None else None
        made.append(
            Sitting(
                session=message_of(head, Session, cipher),
                who=who[-1].who if who else None,
                starts=tuple(starts.get(id, ())),
                answers=tuple(answers.get(id, ())),
                alerts=alerts.get(id, 0),
                mood=mood,
                models=tuple(sorted(models.get(id, ()))) if mood is not None else (),
                uncovered=id in uncovered,
            )
        )
    return tuple(made)


def _every(db: Db, ids: Sequence[str], kind: type[T], cipher: Cipher) -> dict[str, list[T]]:
    """The messages of a kind by session, in the order of their times."""
    table: Any = TABLES[kind]
    query = select(table).where(table.session.in_(ids)).order_by(table.at, table.number)
    found: dict[str, list[T]] = {}
    for row in db.scalars(query):
        found.setdefault(row.session, []).append(message_of(row, kind, cipher))
    return found


def _moods(db: Db, ids: Sequence[str]) -> dict[str, SessionMood]:
    """Without their turns, which are most of what is stored."""
    rows = db.scalars(select(SessionMoodRow).where(SessionMoodRow.session.in_(ids)))
    return {row.session: from_json(row.body | {"turns": []}, SessionMood) for row in rows}


def _alerts(db: Db, ids: Sequence[str]) -> dict[str, int]:
    query = select(AlertRow.session, func.count()).where(AlertRow.session.in_(ids))
    return {session: count for session, count in db.execute(query.group_by(AlertRow.session))}


def _uncovered(db: Db, ids: Sequence[str], staff: str | None) -> set[str]:
    """The sessions whose estimate the staff member has seen."""
    if staff is None or not staff.isprintable():
        return set()
    mine = ReadingRow.staff == staff, ReadingRow.uncovered.is_not(None)
    return set(db.scalars(select(ReadingRow.session).where(ReadingRow.session.in_(ids), *mine)))


def _models(db: Db, ids: Sequence[str]) -> dict[str, set[str]]:
    """Names and versions of the models that read each session."""
    found: dict[str, set[str]] = {}
    for table in (FaceWindowRow, ReplyScoreRow):
        query = select(table.session, table.model).where(table.session.in_(ids)).distinct()
        for session, model in db.execute(query):
            if model:
                found.setdefault(session, set()).add(model)
    return found


def _known(db: Db, patient: str) -> None:
    if not patient.isprintable() or db.get(PatientRow, patient) is None:
        raise NotFound("There is no such patient.")
