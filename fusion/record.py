"""Reading a session back: its whole record, single replies, the clinician's list."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import Any, TypeVar, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from contract.errors import NotFound
from contract.messages import (
    Alert,
    Answer,
    BotTurn,
    Consent,
    FaceWindow,
    MoodName,
    Rating,
    Record,
    Removal,
    Reply,
    ReplyScore,
    Respondent,
    Session,
    SessionMood,
    Shown,
    Start,
    Summary,
)
from contract.wire import from_json, to_json
from fusion import tables
from fusion.cases import cases_of
from fusion.cipher import Cipher
from fusion.rating_tables import RatingRow
from fusion.rows import TABLES, message_of
from fusion.session import found
from fusion.switches import switches_of

T = TypeVar("T")


def record(db: Db, session: str, cipher: Cipher) -> Record:
    """All that is known of a session; NotFound when there is none."""
    said = conversation(db, session, cipher)
    return replace(
        said,
        windows=_every(db, session, FaceWindow, cipher),
        scores=_every(db, session, ReplyScore, cipher),
        removals=_every(db, session, Removal, cipher),
        switches=switches_of(db, said.session.patient, cipher),
        mood=mood(db, session),
        ratings=_ratings(db, session),
    )


def conversation(db: Db, session: str, cipher: Cipher) -> Record:
    """What was said and answered, without what was measured; NotFound when there is none."""
    return Record(
        session=message_of(found(db, session), Session, cipher),
        consents=_every(db, session, Consent, cipher),
        respondents=_every(db, session, Respondent, cipher),
        starts=_every(db, session, Start, cipher),
        replies=_every(db, session, Reply, cipher),
        bot_turns=_every(db, session, BotTurn, cipher),
        answers=_every(db, session, Answer, cipher),
        alerts=_every(db, session, Alert, cipher),
        cases=cases_of(db, session, cipher),
        shown=_every(db, session, Shown, cipher),
    )


def mood(db: Db, session: str) -> SessionMood | None:
    """The session's mood; None while none was computed."""
    row = db.get(tables.SessionMoodRow, session)
    return None if row is None else from_json(row.body, SessionMood)


def keep_mood(db: Db, mood: SessionMood) -> None:
    """Put the session's mood in place of the one before."""
    row = tables.SessionMoodRow(
        session=mood.session, mood=mood.mood, abstained=mood.abstained, body=to_json(mood)
    )
    db.merge(row)


def reply(db: Db, session: str, message: str, cipher: Cipher) -> Reply:
    """One reply; NotFound when there is none."""
    row = reply_row(db, session, message)
    if row is None:
        raise NotFound("No such reply in this session.")
    return message_of(row, Reply, cipher)


def reply_row(db: Db, session: str, message: str) -> tables.ReplyRow | None:
    """One reply's row; None when there is none."""
    if not (session + message).isprintable():
        return None
    table = tables.ReplyRow
    return db.scalar(select(table).where(table.session == session, table.message == message))


def consented(db: Db, session: str, scope: str) -> bool:
    """Whether the latest consent of that scope is a yes, and no proxy answers."""
    return bool(db.scalar(latest_consent(session, scope))) and not by_proxy(db, session)


def by_proxy(db: Db, session: str) -> bool:
    """Whether somebody answers for the patient, by the latest that was said of it."""
    return bool(db.scalar(latest_respondent(session)) == "proxy")


def latest_respondent(session: Any) -> Any:
    """Query of who answers; `session` is an id or a column to correlate."""
    table = tables.RespondentRow
    return (
        select(table.who)
        .where(table.session == session)
        .order_by(table.at.desc(), table.number.desc())
        .limit(1)
    )


def latest_consent(session: Any, scope: str) -> Any:
    """Query of the latest yes or no of a scope; `session` is an id or a column to correlate."""
    table = tables.ConsentRow
    return (
        select(table.given)
        .where(table.session == session, table.scope == scope)
        .order_by(table.at.desc(), table.number.desc())
        .limit(1)
    )


def summaries(
    db: Db, cipher: Cipher, clinic: str | None = None, patient: str | None = None
) -> list[Summary]:
    """One line for each session in which the patient said something, the latest first.

    All of them, a clinic's or one patient's.
    """
    head, person = tables.SessionRow, tables.PatientRow
    spoken = select(tables.ReplyRow.number).where(tables.ReplyRow.session == head.session)
    query = select(head).where(spoken.exists()).order_by(head.opened.desc(), head.session)
    if clinic is not None:
        query = query.join(person, person.patient == head.patient).where(person.clinic == clinic)
    if patient is not None:
        query = query.where(head.patient == patient)
    sessions = db.scalars(query)
    alerts = _counts(db)
    started = _started(db)
    moods = {row.session: row for row in _moods(db)}
    return [
        Summary(
            session=message_of(row, Session, cipher),
            questionnaires=started.get(row.session, ()),
            alerts=alerts.get(row.session, 0),
            mood=moods[row.session].mood if row.session in moods else None,
            abstained=moods[row.session].abstained if row.session in moods else False,
        )
        for row in sessions
    ]


def completed(db: Db, patient: str) -> dict[str, float]:
    """When the patient last completed each questionnaire, by its id.

    A session may go on with a second one: the first was complete when that was chosen.
    """
    head, start = tables.SessionRow, tables.StartRow
    rows = db.execute(
        select(start.questionnaire, start.at, head.session, head.closed, head.reason)
        .join(head, head.session == start.session)
        .where(head.patient == patient)
        .order_by(head.opened, head.session, start.at, start.number)
    ).all()
    found: dict[str, float] = {}
    for this, then in zip_longest(rows, rows[1:]):
        at = this.closed if this.reason == "completed" else None
        if then is not None and then.session == this.session:
            at = at or then.at if then.questionnaire != this.questionnaire else None
        if at is not None:
            found[this.questionnaire] = max(at, found.get(this.questionnaire, at))
    return found


def _every(db: Db, session: str, kind: type[T], cipher: Cipher) -> tuple[T, ...]:
    table: Any = TABLES[kind]
    time = table.start if kind is FaceWindow else table.at
    query = select(table).where(table.session == session).order_by(time, table.number)
    return tuple(message_of(row, kind, cipher) for row in db.scalars(query))


def _ratings(db: Db, session: str) -> tuple[Rating, ...]:
    query = select(RatingRow).where(RatingRow.session == session).order_by(RatingRow.number)
    return tuple(rating_of(row) for row in db.scalars(query))


def rating_of(row: RatingRow) -> Rating:
    """The message of a row."""
    mood = cast(MoodName, row.mood)
    return Rating(row.session, row.staff, row.by, mood, row.blind, row.at)


def _moods(db: Db) -> Any:
    table = tables.SessionMoodRow
    return db.execute(select(table.session, table.mood, table.abstained))


def _counts(db: Db) -> dict[str, int]:
    table = tables.AlertRow
    query = select(table.session, func.count()).group_by(table.session)
    return {session: count for session, count in db.execute(query)}


def _started(db: Db) -> dict[str, tuple[str, ...]]:
    """Questionnaires by session, each once, in the order they were chosen."""
    table = tables.StartRow
    query = select(table.session, table.questionnaire).order_by(table.at, table.number)
    chosen: dict[str, dict[str, None]] = {}
    for session, questionnaire in db.execute(query):
        chosen.setdefault(session, {})[questionnaire] = None
    return {session: tuple(names) for session, names in chosen.items()}
