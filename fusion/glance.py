"""Makes a patient's line of the overview: scores by the questionnaires' files, what was left open.

`touch` marks it stale in the transaction that writes something it depends on; it is made anew
before it is read. So the overview never walks through every session.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session as Db

from contract.messages import Answer, Missed, Start, Total, Unanswered
from fusion import reminders
from fusion.cipher import Cipher
from fusion.glance_table import GlanceRow
from fusion.record import by_proxy
from fusion.rows import message_of
from fusion.tables import AlertRow, AlertStepRow, AnswerRow, ReplyRow, SessionRow, StartRow
from questionnaires.answers import counting
from questionnaires.definition import Questionnaire
from questionnaires.own import MOOD
from questionnaires.plan import applies
from questionnaires.score import Score, score

Definitions = Mapping[str, Questionnaire]


def touch(db: Db, patient: str) -> None:
    """The patient's line is to be made anew. Waits for whoever makes it at this moment."""
    insert: Any = postgresql.insert if _is_postgresql(db) else sqlite.insert
    blank = {"stale": True, "definitions": "", "unanswered": False, "changed": False}
    made = insert(GlanceRow).values(patient=patient, missed=False, body={}, **blank)
    db.execute(made.on_conflict_do_update(index_elements=["patient"], set_={"stale": True}))


def touch_session(db: Db, session: str) -> None:
    """The same for the patient of a session."""
    row = db.get(SessionRow, session)
    if row is not None:
        touch(db, row.patient)


def version_of(definitions: Definitions) -> str:
    """Hash of all that scores depend on; another one: the line is to be made anew."""
    said = sorted(
        (one.id, one.version, repr(one.scoring), repr(one.change), str(one.max_span), repr(items))
        for one in definitions.values()
        for items in [[(i.id, i.scored, i.alert_from, i.show_if) for i in one.items]]
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def make(db: Db, patient: str, definitions: Definitions, now: float, cipher: Cipher) -> None:
    """Make the patient's line anew; what is written meanwhile waits, and makes it stale again."""
    touch(db, patient)
    held = select(GlanceRow).where(GlanceRow.patient == patient)
    row = db.scalars(held.with_for_update().execution_options(populate_existing=True)).one()
    said = Said(db, patient, cipher)
    totals = _totals(said, definitions)
    unanswered = _unanswered(said, definitions)
    planned = reminders.planned(db, now, patients=[patient])
    missed = [
        Missed(one.schedule.questionnaire, due.at)
        for one in planned
        for due in one.dues[1:]  # the latest may still be answered
        if due.answered is None
    ]
    rating = _self_rating(said)
    row.session = said.sessions[0].session if said.sessions else None
    row.stale, row.definitions = False, version_of(definitions)
    row.until = min((one.next for one in planned), default=None)
    row.unanswered, row.missed = bool(unanswered), bool(missed)
    row.changed = any(total.changed for total in totals)
    row.body = {
        "unanswered": _plain(unanswered),
        "totals": _plain(totals),
        "missed": _plain(missed),
        "self_rating": None if rating is None else rating.value,
        "rated": None if rating is None else rating.at,
    }
    db.flush()


@dataclass
class Said:
    """What a patient said in all sessions, read as far as it is asked for."""

    db: Db
    patient: str
    cipher: Cipher

    @cached_property
    def sessions(self) -> Sequence[SessionRow]:
        """Those in which the patient said something, the latest first."""
        spoken = exists().where(ReplyRow.session == SessionRow.session)
        query = select(SessionRow).where(SessionRow.patient == self.patient, spoken)
        return list(self.db.scalars(query.order_by(SessionRow.opened.desc(), SessionRow.session)))

    @cached_property
    def starts(self) -> Mapping[str, Sequence[Start]]:
        """By session, in the order of their times."""
        query = select(StartRow).join(SessionRow, SessionRow.session == StartRow.session)
        rows = self.db.scalars(
            query.where(SessionRow.patient == self.patient).order_by(StartRow.at, StartRow.number)
        )
        found: dict[str, list[Start]] = {}
        for row in rows:
            found.setdefault(row.session, []).append(message_of(row, Start, self.cipher))
        return found

    @cached_property
    def _answers(self) -> dict[str, Mapping[str, Answer]]:
        return {}

    def answers(self, session: str) -> Mapping[str, Answer]:
        """Those of a session that count, by item."""
        if session not in self._answers:
            query = select(AnswerRow).where(AnswerRow.session == session)
            rows = self.db.scalars(query.order_by(AnswerRow.at, AnswerRow.number))
            said = [message_of(row, Answer, self.cipher) for row in rows]
            self._answers[session] = counting(self.starts.get(session, ()), said)
        return self._answers[session]

    def with_start(self, questionnaire: str) -> list[SessionRow]:
        """The sessions in which it was chosen, the latest first."""
        return [
            row
            for row in self.sessions
            if any(one.questionnaire == questionnaire for one in self.starts.get(row.session, ()))
        ]


def _totals(said: Said, definitions: Definitions) -> list[Total]:
    """One for each scored questionnaire that was ever chosen, the latest first."""
    found = [
        _total(said, one, sessions)
        for one in definitions.values()
        if one.maximum > 0 and (sessions := said.with_start(one.id))
    ]
    return sorted(found, key=lambda total: -total.at)


def _total(said: Said, one: Questionnaire, sessions: Sequence[SessionRow]) -> Total:
    latest, now = sessions[0], score(one, said.answers(sessions[0].session))
    previous = None
    if now.total is not None and one.change and _same_version(said, one, latest):
        earlier = (_score(said, one, row) for row in sessions[1:])
        previous = next((s.total for s in earlier if s and s.total is not None), None)
    changed = (
        previous is not None
        and now.total is not None
        and one.change is not None
        and abs(now.total - previous) >= one.change.points
    )
    return Total(
        session=latest.session,
        questionnaire=one.id,
        at=latest.opened,
        total=now.total,
        maximum=now.maximum,
        answered=now.answered,
        items=now.answered + len(now.missing),
        previous=previous,
        changed=changed,
        by_proxy=by_proxy(said.db, latest.session),
    )


def _score(said: Said, one: Questionnaire, row: SessionRow) -> Score | None:
    """None where it was answered in another version."""
    if not _same_version(said, one, row):
        return None
    return score(one, said.answers(row.session))


def _same_version(said: Said, one: Questionnaire, row: SessionRow) -> bool:
    starts = (start for start in said.starts[row.session] if start.questionnaire == one.id)
    return {start.version for start in starts} == {one.version}


def _unanswered(said: Said, definitions: Definitions) -> list[Unanswered]:
    """Items that can alert, skipped or not reached where their questionnaire was chosen last; one
    whose alert a person has closed is dealt with."""
    found = []
    for one in definitions.values():
        items = [item for item in one.items if item.alert_from is not None]
        row = next(iter(said.with_start(one.id)), None) if items else None
        if row is None:
            continue
        answers = said.answers(row.session)
        for item in items:
            given = answers.get(item.id)
            open_yet = given is None and row.closed is None
            answered = given is not None and given.value is not None
            if open_yet or answered or not applies(item, answers):
                continue
            if not _dealt_with(said.db, row.session, item.id):
                found.append(Unanswered(row.session, item.id, row.opened))
    return found


def _dealt_with(db: Db, session: str, item: str) -> bool:
    closed = exists().where(AlertStepRow.alert == AlertRow.number, AlertStepRow.step == "closed")
    query = select(AlertRow.number).where(AlertRow.session == session, AlertRow.item == item)
    return db.scalar(query.where(AlertRow.source == "not_answered", closed).limit(1)) is not None


def _self_rating(said: Said) -> Answer | None:
    """The latest, of the sessions in which the patient answered."""
    query = (
        select(AnswerRow.session)
        .join(SessionRow, SessionRow.session == AnswerRow.session)
        .where(SessionRow.patient == said.patient)
        .where(AnswerRow.item == MOOD, AnswerRow.value.is_not(None))
        .order_by(SessionRow.opened.desc())
    )
    for session in said.db.scalars(query):
        given = said.answers(session).get(MOOD)
        if given is not None and given.value is not None and not by_proxy(said.db, session):
            return given
    return None


def _plain(messages: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(one) for one in messages]


def _is_postgresql(db: Db) -> bool:
    return db.get_bind().dialect.name == "postgresql"
