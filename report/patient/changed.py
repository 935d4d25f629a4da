"""What changed, in one sentence that cites its figures and reads nothing into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from report.patient.view import ScoreCourse, SelfRating

ON, NOT_APPLICABLE = 0, 3
"""Values of the medicine question."""
NOTHING = "Nothing to compare yet: it takes two answers of the patient to the same question."
LAST = 5


def changed(
    scores: Sequence[ScoreCourse], ratings: Sequence[SelfRating], medicine: Sequence[SelfRating]
) -> str:
    """The latest of each beside the one before."""
    parts = [*_scores(scores), *_ratings(ratings), *_medicine(medicine)]
    if not parts:
        return NOTHING
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def _scores(scores: Sequence[ScoreCourse]) -> Iterator[str]:
    for one in scores:
        own = [point for point in one.points if not point.proxy]
        if len(own) < 2:
            continue
        before, last = own[-2], own[-1]
        said = _moved(f"{one.name} total", before.total, last.total, before.at, last.at)
        apart = abs(last.total - before.total)
        if one.change is not None and apart >= one.change:
            said += f", which is flagged from {one.change} points on"
        yield said


def _ratings(ratings: Sequence[SelfRating]) -> Iterator[str]:
    if len(ratings) >= 2:
        before, last = ratings[-2], ratings[-1]
        yield _moved("self-rated mood", before.value, last.value, before.at, last.at)


def _medicine(medicine: Sequence[SelfRating]) -> Iterator[str]:
    told = [one for one in medicine if one.value != NOT_APPLICABLE][-LAST:]
    if len(told) >= 2:
        off = sum(one.value != ON for one in told)
        yield f"wearing off or OFF in {off} of the last {len(told)} answers"


def _moved(name: str, before: int, last: int, then: float, now: float) -> str:
    days = f"{_day(then)} and {_day(now)}"
    if before == last:
        return f"{name} {last} on both {days}"
    verb = "rose" if last > before else "fell"
    figures = f"from {before} ({_day(then)}) to {last} ({_day(now)})"
    return f"{name} {verb} by {abs(last - before)}, {figures}"


def _day(at: float) -> str:
    return f"{datetime.fromtimestamp(at):%-d %b %Y}"
