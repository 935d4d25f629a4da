"""When somebody at the clinic reads alerts: `mon-fri 9:00-17:00, sat 10:00-12:00`, local time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FORM = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")


@dataclass(frozen=True)
class Cover:
    """One span of a weekday."""

    day: int
    """0 is Monday."""
    start: time
    end: time
    """After `start`; 23:59 stands for the end of the day."""


def parse_cover(parts: Sequence[str]) -> tuple[Cover, ...]:
    """The spans of the parts; ValueError when one is not of the form."""
    return tuple(cover for part in parts for cover in _spans(part))


def read_by(covers: Sequence[Cover], now: datetime) -> tuple[bool, datetime] | None:
    """Whether somebody is on duty now, and until when that is, or else from when.

    None without cover hours: then nothing can be said.
    """
    spans = sorted(
        (datetime.combine(day, cover.start), datetime.combine(day, cover.end))
        for day in (now.date() + timedelta(days=n) for n in range(8))
        for cover in covers
        if cover.day == day.weekday()
    )
    for start, end in spans:
        if now < end:
            return (True, end) if start <= now else (False, start)
    return None


def _spans(part: str) -> list[Cover]:
    found = _FORM.fullmatch(part.strip().lower())
    if found is None:
        raise ValueError(part)
    first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
    start, end = time(int(found[3]), int(found[4])), time(int(found[5]), int(found[6]))
    if last < first or end <= start:
        raise ValueError(part)
    return [Cover(day, start, end) for day in range(first, last + 1)]
