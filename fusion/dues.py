"""The due times of a schedule: pure. Local times of the patient's zone, summer time and all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contract.errors import BadMessage
from contract.messages import Schedule

LONGEST_DAYS = 366
_SPAN = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")


def check_schedule(schedule: Schedule) -> None:
    """BadMessage naming the field that cannot be."""
    _refuse(not 1 <= schedule.every <= LONGEST_DAYS, f"every must be 1 to {LONGEST_DAYS} days.")
    try:
        date.fromisoformat(schedule.first)
    except ValueError:
        _refuse(True, "first must be a date like 2026-11-25.")
    _refuse(_time(schedule.time) is None, "time must be a time of day like 18:30.")
    try:
        ZoneInfo(schedule.zone)
    except (KeyError, ValueError, OSError):
        _refuse(True, "zone must be a time zone like Europe/Athens.")


def due_before(schedule: Schedule, now: float) -> Iterator[float]:
    """The due times up to `now`, the last one first; Unix seconds."""
    first = date.fromisoformat(schedule.first)
    days = (_local(schedule, now).date() - first).days
    count = days // schedule.every
    while count >= 0:
        at = _due(schedule, first + timedelta(days=count * schedule.every))
        if at <= now:
            yield at
        count -= 1


def due_after(schedule: Schedule, now: float) -> float:
    """The next due time after `now`."""
    first = date.fromisoformat(schedule.first)
    count = max((_local(schedule, now).date() - first).days // schedule.every, 0)
    while (at := _due(schedule, first + timedelta(days=count * schedule.every))) <= now:
        count += 1
    return at


def day_of(schedule: Schedule, at: float) -> float:
    """When the local day of that moment began."""
    midnight = datetime.combine(_local(schedule, at).date(), time(), ZoneInfo(schedule.zone))
    return midnight.timestamp()


def is_quiet(schedule: Schedule, quiet: str, now: float) -> bool:
    """Whether it is within the quiet hours where the patient lives."""
    span = _SPAN.fullmatch(quiet)
    if span is None:
        return False
    start, end = time(int(span[1]), int(span[2])), time(int(span[3]), int(span[4]))
    clock = _local(schedule, now).time()
    over_midnight = start > end
    return clock >= start or clock < end if over_midnight else start <= clock < end


def _due(schedule: Schedule, day: date) -> float:
    clock = _time(schedule.time)
    assert clock is not None
    return datetime.combine(day, clock, ZoneInfo(schedule.zone)).timestamp()


def _local(schedule: Schedule, at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(schedule.zone))


def _time(text: str) -> time | None:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", text)
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _refuse(wrong: bool, text: str) -> None:
    if wrong:
        raise BadMessage(f"Schedule.{text}")
