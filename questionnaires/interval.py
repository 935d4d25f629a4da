"""When a questionnaire that asks about a period may be answered again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from questionnaires.definition import Questionnaire


def waiting(
    questionnaires: Iterable[Questionnaire],
    completed: Mapping[str, date],
    overrides: Mapping[str, int],
    today: date,
) -> dict[str, date]:
    """Those that must wait, by id, and the day from which they need not any longer.

    `completed` has the day on which each was completed last; `overrides` the operator's own
    intervals in days, 0 for none.
    """
    found: dict[str, date] = {}
    for one in questionnaires:
        days = overrides.get(one.id, one.min_interval or 0)
        if one.id in completed and today < completed[one.id] + timedelta(days=days):
            found[one.id] = completed[one.id] + timedelta(days=days)
    return found
