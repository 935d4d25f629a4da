"""What counts as a label of a session's mood: the patient's own rating, and a blind clinician's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contract.messages import Label, LabelSource, MoodName, Rating, Record
from questionnaires.own import MOOD

RATED = MOOD
NEGATIVE_TO, POSITIVE_FROM = 3, 7
"""Between them neutral."""


def mood_of_rating(value: int) -> MoodName:
    """The mood that a patient's own rating stands for."""
    if value <= NEGATIVE_TO:
        return "negative"
    return "positive" if value >= POSITIVE_FROM else "neutral"


def self_rating(record: Record) -> int | None:
    """The latest answer to RATED; None without one, and where a proxy answered."""
    given = [one for one in record.answers if one.item == RATED and one.value is not None]
    if not given or record.who == "proxy":
        return None
    return max(given, key=lambda one: one.at).value


def source_of(rating: Rating) -> LabelSource:
    """Whether a clinician's rating is a label."""
    return "blind" if rating.blind else "after"


def counted(record: Record) -> Iterator[MoodName]:
    """The moods that the session is labelled with; a rating after the estimate is none."""
    value = self_rating(record)
    if value is not None:
        yield mood_of_rating(value)
    for rating in record.ratings:
        if rating.blind:
            yield rating.mood


def labelled(labels: list[Label]) -> list[Label]:
    """Those that count."""
    return [one for one in labels if one.source != "after"]


def bare(record: Record, name: str) -> Record:
    """What the fit needs of a session, and nothing that names anybody: no words, no bot's turns, no
    alerts, no pseudonym; `name` in place of the session's id. Times count from its opening."""
    start = record.session.opened
    blind = tuple(
        replace(one, session=name, staff="", by="", at=one.at - start)
        for one in record.ratings
        if one.blind
    )
    return Record(
        session=replace(record.session, session=name, patient="", opened=0.0, closed=None),
        respondents=tuple(
            replace(one, session=name, at=one.at - start) for one in record.respondents
        ),
        replies=tuple(
            replace(
                one,
                session=name,
                text="",
                payload=None,
                at=one.at - start,
                asked_at=None if one.asked_at is None else one.asked_at - start,
                typing=tuple((a - start, b - start) for a, b in one.typing),
            )
            for one in record.replies
        ),
        answers=tuple(
            replace(one, session=name, at=one.at - start)
            for one in record.answers
            if one.item == RATED
        ),
        windows=tuple(
            replace(one, session=name, start=one.start - start, end=one.end - start)
            for one in record.windows
        ),
        scores=tuple(replace(one, session=name, at=one.at - start) for one in record.scores),
        switches=tuple(replace(one, patient="", by="", at=0.0) for one in record.switches),
        ratings=blind,
    )
