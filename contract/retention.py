"""How long what is kept: a period in days for each class of data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

DataClass = Literal[
    "face",
    "scores",
    "words",
    "sessions",
    "patients",
    "alerts",
    "reminders",
    "trackers",
    "backups",
    "audit",
]
DEFAULTS = (
    "face=365,scores=365,words=3650,sessions=3650,patients=3650,alerts=3650,"
    "reminders=365,trackers=7,backups=30,audit=3650"
)
FOREVER = "forever"
LEAST: dict[str, int] = {"audit": 365}
"""Fewer days than these are refused: the database keeps a line of the audit log for a year."""

Days = dict[DataClass, int | None]
"""None: for ever."""


def parse_keep(pairs: Iterable[str]) -> Days:
    """The periods of `class=days` pairs, the defaults for the rest; ValueError with a wrong one."""
    days: Days = {}
    for pair in (*DEFAULTS.split(","), *pairs):
        name, _, value = pair.partition("=")
        for known in get_args(DataClass):
            if name == known:
                days[known] = _days(value, pair, LEAST.get(known, 1))
                break
        else:
            raise ValueError(pair)
    return days


def _days(value: str, pair: str, least: int) -> int | None:
    if value == FOREVER:
        return None
    if not (value.isascii() and value.isdigit() and least <= int(value[:7]) <= 100_000):
        raise ValueError(pair)
    return int(value)
