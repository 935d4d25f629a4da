"""The prevailing mood of days and weeks: only where enough estimates name one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from contract.messages import MoodName
from report.patient.view import Estimated, Prevailing

FEWEST = 3
"""So many estimates that name a mood it takes."""


def by_day(points: Iterable[Estimated]) -> tuple[Prevailing, ...]:
    """Days with enough estimates, the latest first."""
    return _grouped(points, lambda day: day, "")


def by_week(points: Iterable[Estimated]) -> tuple[Prevailing, ...]:
    """Weeks, from Monday on, with enough estimates, the latest first."""
    return _grouped(points, lambda day: day - timedelta(days=day.weekday()), "week of ")


def _grouped(
    points: Iterable[Estimated], start: Callable[[date], date], name: str
) -> tuple[Prevailing, ...]:
    moods: dict[date, list[MoodName]] = {}
    for point in points:
        if point.counts and point.mood is not None:
            day = datetime.fromtimestamp(point.at).date()
            moods.setdefault(start(day), []).append(point.mood)
    return tuple(
        _prevailing(f"{name}{day:%-d %b %Y}", moods[day])
        for day in sorted(moods, reverse=True)
        if len(moods[day]) >= FEWEST
    )


def _prevailing(when: str, moods: list[MoodName]) -> Prevailing:
    ranked = Counter(moods).most_common()
    (mood, count), rest = ranked[0], ranked[1:]
    tied = bool(rest) and rest[0][1] == count
    return Prevailing(when, None if tied else mood, count, len(moods))
