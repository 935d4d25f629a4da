"""The clinic's overview, a page at a time, from the patients' lines and the open alerts.

The order: open alerts, an item that can alert left unanswered, a changed total, a missed
questionnaire, the latest session. Moods and expressivity are never asked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session as Db

from contract.messages import Glance, Overview, Session
from contract.messages.overview import CASES, PAGE
from contract.wire import typed
from fusion import reminders
from fusion.cases import is_open, open_cases, open_count
from fusion.chat_tables import ScheduleRow
from fusion.cipher import Cipher
from fusion.glance import Definitions, version_of
from fusion.glance_table import GlanceRow
from fusion.pseudonyms import is_pseudonym
from fusion.rows import message_of
from fusion.tables import AlertRow, PatientRow, SessionMoodRow, SessionRow

Only = Literal["alerts", "unanswered", "changed", "missed"]
ONLY = get_args(Only)


@dataclass(frozen=True)
class Asked:
    """Which of a clinic's patients, and which page of them."""

    clinic: str
    page: int = 1
    cases: int = 1
    """Page of the open alerts."""
    patient: str | None = None
    """A part of the patient's id."""
    only: Only | None = None
    channel: str | None = None
    """Of the latest session."""
    since: float | None = None
    until: float | None = None
    """When the latest session was opened: from `since` on and before `until`."""


def outdated(
    db: Db,
    definitions: Definitions,
    now: float,
    clinic: str | None,
    limit: int,
    without: Collection[str] = (),
) -> list[str]:
    """Patients whose line is not there, stale or out of date; those without any come first."""
    line, person = GlanceRow, PatientRow
    query = (
        select(person.patient)
        .outerjoin(line, line.patient == person.patient)
        .where(_is_outdated(definitions, now), ~is_pseudonym(person.patient))
        .where(person.patient.not_in(without))
        .order_by(line.session.is_not(None), person.created.desc())
        .limit(limit)
    )
    return list(db.scalars(query if clinic is None else query.where(person.clinic == clinic)))


def overview_page(
    db: Db, asked: Asked, definitions: Definitions, now: float, cipher: Cipher
) -> Overview:
    """One page."""
    waiting = _waiting()
    every = _patients(asked, waiting)
    count = db.scalar(select(func.count()).select_from(every.subquery())) or 0
    line, alerts = GlanceRow, func.coalesce(waiting.c.alerts, 0)
    ordered = every.order_by(
        alerts == 0,
        line.unanswered.is_(False),
        line.changed.is_(False),
        line.missed.is_(False),
        SessionRow.opened.is_(None),
        SessionRow.opened.desc(),
        line.patient,
    )
    rows = db.execute(ordered.limit(PAGE).offset((asked.page - 1) * PAGE)).all()
    patients = tuple(_glance(row, cipher) for row in rows)
    shown = [one.patient for one in patients]
    first = (asked.cases - 1) * CASES
    late = _late(db, asked.clinic, definitions, now)
    return Overview(
        patients=patients,
        count=count,
        cases=open_cases(db, cipher, asked.clinic, asked.patient, (first, CASES)),
        alerts=open_count(db, asked.clinic, asked.patient),
        planned=tuple(reminders.planned(db, now, patients=shown)) if shown else (),
        outdated=late,
    )


def _patients(asked: Asked, waiting: Any) -> Select[Any]:
    line, head, mood = GlanceRow, SessionRow, SessionMoodRow
    alerts = func.coalesce(waiting.c.alerts, 0)
    planned = exists().where(ScheduleRow.patient == line.patient)
    query = (
        select(line, head, mood.mood, mood.abstained, alerts.label("alerts"))
        .join(PatientRow, PatientRow.patient == line.patient)
        .outerjoin(head, head.session == line.session)
        .outerjoin(mood, mood.session == line.session)
        .outerjoin(waiting, waiting.c.patient == line.patient)
        .where(PatientRow.clinic == asked.clinic)
        .where(or_(line.session.is_not(None), planned))
    )
    wanted = {
        "alerts": alerts > 0,
        "unanswered": line.unanswered.is_(True),
        "changed": line.changed.is_(True),
        "missed": line.missed.is_(True),
    }
    if asked.only is not None:
        query = query.where(wanted[asked.only])
    if asked.patient is not None:
        query = query.where(line.patient.icontains(asked.patient, autoescape=True))
    if asked.channel is not None:
        query = query.where(head.channel == asked.channel)
    if asked.since is not None:
        query = query.where(head.opened >= asked.since)
    if asked.until is not None:
        query = query.where(head.opened < asked.until)
    return query


def _waiting() -> Any:
    """How many alerts of each patient are open, of every clinic's: few beside the sessions."""
    whose = select(SessionRow.patient).where(SessionRow.session == AlertRow.session)
    named = whose.correlate(AlertRow).scalar_subquery().label("patient")
    each = select(named).select_from(AlertRow).where(is_open()).subquery()
    count = func.count().label("alerts")
    return select(each.c.patient, count).group_by(each.c.patient).subquery("waiting")


def _glance(row: Any, cipher: Cipher) -> Glance:
    line, head, mood, abstained, alerts = row
    said = {
        "patient": line.patient,
        "session": None,
        "alerts": alerts,
        "mood": mood,
        "abstained": bool(abstained),
    }
    glance = typed(line.body | said, Glance, "Glance")
    return glance if head is None else replace(glance, session=message_of(head, Session, cipher))


def _late(db: Db, clinic: str, definitions: Definitions, now: float) -> int:
    line, person = GlanceRow, PatientRow
    query = (
        select(func.count())
        .select_from(person)
        .outerjoin(line, line.patient == person.patient)
        .where(person.clinic == clinic, ~is_pseudonym(person.patient))
        .where(_is_outdated(definitions, now))
    )
    return db.scalar(query) or 0


def _is_outdated(definitions: Definitions, now: float) -> Any:
    line = GlanceRow
    other = line.definitions != version_of(definitions)
    over = and_(line.until.is_not(None), line.until <= now)
    return or_(line.patient.is_(None), line.stale.is_(True), other, over)
