"""Readings and ratings in the store: what each person has seen, and what they said before that."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from contract.errors import Conflict
from contract.messages import Label, MoodName, Rating, Reading, Seen
from contract.wire import to_json, typed
from fusion import audit, tables
from fusion.accounts import found as found_staff
from fusion.labels import RATED, mood_of_rating, source_of
from fusion.rating_tables import RatingRow, ReadingRow
from fusion.record import by_proxy, rating_of
from fusion.session import found

ONE_READING_S = 600.0
"""A page loaded again so soon is the same reading: what changed stays in sight."""


def read(db: Db, session: str, staff: str, at: float, *, uncover: bool) -> Reading:
    """Remember that a person reads a session, with the estimate or without; and what they saw
    the time before. That the estimate is seen for the first time is in the audit log."""
    head, staff_row = found(db, session, lock=True), found_staff(db, staff)
    person, now = staff_row.staff, _seen(db, session, at)
    row = db.get(ReadingRow, (session, person))
    if row is None:
        row = ReadingRow(session=session, staff=person, last=_plain(now), before=None)
        db.add(row)
        before = None
    else:
        last = _seen_of(row.last)
        if at - last.at >= ONE_READING_S:
            row.before, row.last = row.last, _plain(now)
        before = last if row.before is None else _seen_of(row.before)
    if uncover and row.uncovered is None:
        row.uncovered = at
        about = {"patient": head.patient, "session": session}
        audit.done(db, staff_row, "estimate uncovered", at, **about)
    db.flush()
    return Reading(now, before, row.uncovered)


def rate(db: Db, session: str, staff: str, mood: MoodName, at: float) -> Rating:
    """Keep a rating, blind unless the person has seen the estimate; from then on they have.

    Conflict for a session that is still open: its mood is not complete.
    """
    head, person = found(db, session, lock=True), found_staff(db, staff)
    if head.closed is None:
        raise Conflict("This session is still open; rate it when it has closed.")
    blind = read(db, session, staff, at, uncover=False).uncovered is None
    made = Rating(session, person.staff, person.name, mood, blind, at)
    body = {key: value for key, value in to_json(made).items() if key != "kind"}
    db.add(RatingRow(**body))
    read(db, session, staff, at, uncover=True)
    return made


def labels(db: Db, clinic: str) -> list[Label]:
    """Every judgement of a clinic's closed sessions beside the estimate, in the order of time."""
    mine = (
        select(tables.SessionRow.session)
        .join(tables.PatientRow, tables.PatientRow.patient == tables.SessionRow.patient)
        .where(tables.PatientRow.clinic == clinic, tables.SessionRow.closed.is_not(None))
    )
    made = [*_clinicians(db, mine), *_patients(db, mine)]
    return sorted(made, key=lambda one: (one.at, one.session))


def _clinicians(db: Db, sessions: Any) -> list[Label]:
    """Of each person's ratings of a session the first: the later ones knew more."""
    query = select(RatingRow).where(RatingRow.session.in_(sessions)).order_by(RatingRow.number)
    first: dict[tuple[str, str], Rating] = {}
    for row in db.scalars(query):
        first.setdefault((row.session, row.staff), rating_of(row))
    return [_label(db, one.session, one.at, one.mood, source_of(one)) for one in first.values()]


def _patients(db: Db, sessions: Any) -> list[Label]:
    table = tables.AnswerRow
    query = select(table.session, table.value, table.at).where(
        table.item == RATED, table.value.is_not(None), table.session.in_(sessions)
    )
    latest = {id: (value, at) for id, value, at in db.execute(query.order_by(table.at))}
    return [
        _label(db, id, at, mood_of_rating(value), "self")
        for id, (value, at) in latest.items()
        if value is not None and not by_proxy(db, id)
    ]


def _label(db: Db, session: str, at: float, mood: MoodName, source: Any) -> Label:
    made = db.get(tables.SessionMoodRow, session)
    weights = {"face": 0.0, "text": 0.0} if made is None else made.body["weights"]
    known = made is not None and (weights["face"] > 0 or weights["text"] > 0)
    estimate = cast(MoodName, made.mood) if made is not None and known else None
    return Label(session, at, source, mood, estimate, bool(made is not None and made.abstained))


def _seen(db: Db, session: str, at: float) -> Seen:
    made = db.get(tables.SessionMoodRow, session)
    kinds = (tables.ReplyRow, tables.AnswerRow, tables.AlertRow, tables.FaceWindowRow)
    replies, answers, alerts, windows = (_count(db, kind, session) for kind in kinds)
    return Seen(
        at=at,
        replies=replies,
        answers=answers,
        alerts=alerts,
        windows=windows,
        evidence=None if made is None else made.body["evidence"],
        mood=None if made is None else cast(MoodName, made.mood),
        abstained=made is not None and made.abstained,
    )


def _count(db: Db, table: Any, session: str) -> int:
    query = select(func.count()).select_from(table).where(table.session == session)
    return int(db.scalar(query) or 0)


def _plain(seen: Seen) -> dict[str, Any]:
    return {key: value for key, value in to_json(seen).items() if key != "kind"}


def _seen_of(body: dict[str, Any]) -> Seen:
    return typed(body, Seen, "Seen")
