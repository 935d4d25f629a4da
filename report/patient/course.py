"""A patient's course as what the page says; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from contract.errors import BadMessage
from contract.messages import Course, Record, Sitting
from questionnaires.answers import counting
from questionnaires.definition import Questionnaire
from questionnaires.score import score
from report.patient.changed import changed
from report.patient.estimates import estimates
from report.patient.view import (
    Estimates,
    PatientView,
    ScoreCourse,
    ScorePoint,
    SelfRating,
    SittingLine,
)
from report.question import Definitions, short_name
from report.reference import Reference
from report.scores import score_lines
from report.status import status
from report.switches import choices

SELF_RATED = "daily_checkin_mood"
MEDICINE = "daily_checkin_medicine"
DAYS = 90
"""Of the period that is shown when none is asked for."""
WHO = {None: "", "self": "", "helped": "with help", "proxy": "by somebody else"}


@dataclass(frozen=True)
class Period:
    """Whole days in the server's time zone."""

    since: str
    until: str

    @property
    def start(self) -> float:
        """Its first moment, Unix seconds."""
        return datetime.fromisoformat(self.since).timestamp()

    @property
    def end(self) -> float:
        """The first moment after it."""
        return (datetime.fromisoformat(self.until) + timedelta(days=1)).timestamp()


def period(since: str, until: str, now: float) -> Period:
    """What was asked for, or the last DAYS; BadMessage when it is no period."""
    today = datetime.fromtimestamp(now).date()
    try:
        last = datetime.strptime(until, "%Y-%m-%d").date() if until else today
        first = (
            datetime.strptime(since, "%Y-%m-%d").date() if since else last - timedelta(days=DAYS)
        )
        made = Period(first.isoformat(), last.isoformat())
        fits = first <= last and made.start > 0 and made.end < 2**40
    except (ValueError, OverflowError, OSError):
        fits = False
    if not fits:
        raise BadMessage("Choose a first and a last day, such as 2026-08-27 and 2026-11-25.")
    return made


def patient_view(
    course: Course,
    shown: Period,
    definitions: Definitions,
    reference: Reference,
    *,
    hide_estimates: bool,
    covers: bool,
) -> PatientView:
    """The view; without anything estimated when the settings hide it, and `covers`: without the
    estimates that the reader has not seen."""
    scores = tuple(_scores(course.sittings, definitions))
    ratings = tuple(_ratings(course.sittings, SELF_RATED, definitions))
    medicine = tuple(_ratings(course.sittings, MEDICINE, definitions))
    estimated = None if hide_estimates else estimates(course.sittings, reference, covers=covers)
    return PatientView(
        patient=course.patient,
        since=shown.since,
        until=shown.until,
        start=shown.start,
        end=shown.end,
        changed=changed(scores, ratings, medicine),
        scores=scores,
        self_ratings=ratings,
        medicine=medicine,
        marks=tuple(mark for mark in course.marks if shown.since <= mark.day <= shown.until),
        choices=choices(course.switches),
        sittings=tuple(
            _line(one, definitions, ratings, medicine, estimated)
            for one in reversed(course.sittings)
        ),
        alerts=sum(one.alerts for one in course.sittings),
        estimates=estimated,
    )


def _scores(sittings: Sequence[Sitting], definitions: Definitions) -> Iterator[ScoreCourse]:
    """Each scored questionnaire that has a total in the period."""
    for known in definitions.values():
        points = tuple(_points(sittings, known))
        if known.maximum and points:
            yield ScoreCourse(
                questionnaire=known.id,
                name=short_name(known),
                maximum=known.maximum,
                bands=known.bands,
                points=points,
                change=known.change.points if known.change else None,
            )


def _points(sittings: Sequence[Sitting], known: Questionnaire) -> Iterator[ScorePoint]:
    for one in sittings:
        versions = {start.version for start in one.starts if start.questionnaire == known.id}
        if versions != {known.version}:
            continue
        said = score(known, counting(one.starts, one.answers))
        if said.total is not None:
            session, proxy = one.session, one.who == "proxy"
            yield ScorePoint(session.opened, session.session, said.total, said.band, proxy)


def _ratings(
    sittings: Sequence[Sitting], item_id: str, definitions: Definitions
) -> Iterator[SelfRating]:
    """The patient's own answers to an item; a proxy's are no self-rating."""
    items = {item.id: item for one in definitions.values() for item in one.items}
    options = items[item_id].options if item_id in items else ()
    labels = {option.value: option.label for option in options}
    for one in sittings:
        answer = counting(one.starts, one.answers).get(item_id)
        if answer is None or one.who == "proxy" or answer.value not in labels:
            continue
        yield SelfRating(answer.at, one.session.session, answer.value, labels[answer.value])


def _line(
    one: Sitting,
    definitions: Definitions,
    ratings: Sequence[SelfRating],
    medicine: Sequence[SelfRating],
    estimated: Estimates | None,
) -> SittingLine:
    id = one.session.session
    record = Record(one.session, starts=one.starts, answers=one.answers)
    points = estimated.points if estimated else ()
    covered = estimated is not None and id in estimated.covered
    said = next((point.text for point in points if point.session == id), "")
    lines = [line for line in score_lines(record, definitions) if line.scored]
    return SittingLine(
        at=one.session.opened,
        session=id,
        status=status(one.session),
        who=WHO[one.who],
        alerts=one.alerts,
        scores=tuple(line.text for line in lines),
        self_rating=next((str(rating.value) for rating in ratings if rating.session == id), ""),
        medicine=next((rating.label for rating in medicine if rating.session == id), ""),
        estimate=None if estimated is None or covered else said,
        covered=covered,
    )
