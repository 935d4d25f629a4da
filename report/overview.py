"""The clinic's patients at a glance, in the store's order: what is urgent first, never by mood."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from contract.messages import Glance, Missed, Total
from report.question import Definitions, question, short_name
from report.status import status
from report.view import OverviewLine, TotalLine

Day = Callable[[float], str]


def overview(
    patients: Iterable[Glance], definitions: Definitions, day: Day, *, hide_estimates: bool
) -> tuple[OverviewLine, ...]:
    """One line for each; `day` writes a time as a date."""
    return tuple(_line(one, definitions, day, hide_estimates) for one in patients)


def _line(one: Glance, definitions: Definitions, day: Day, hide_estimates: bool) -> OverviewLine:
    session = one.session
    return OverviewLine(
        patient=one.patient,
        session=None if session is None else session.session,
        channel=None if session is None else session.channel,
        opened=None if session is None else session.opened,
        status=None if session is None else status(session),
        alerts=one.alerts,
        unanswered=tuple(
            (question(item.item, definitions).name, item.session, item.at)
            for item in one.unanswered
        ),
        totals=tuple(_total(total, definitions) for total in one.totals),
        missed=_missed(one.missed, definitions, day),
        self_rating=one.self_rating,
        rated=one.rated,
        estimate=None if hide_estimates else _estimate(one),
    )


def _total(said: Total, definitions: Definitions) -> TotalLine:
    name = _name(said.questionnaire, definitions)
    proxy = " (by somebody else)" if said.by_proxy else ""
    if said.total is None:
        text = f"{name}: no total, {said.answered} of {said.items} answered{proxy}"
    else:
        text = f"{name}: {said.total} of {said.maximum}{proxy}"
    return TotalLine(text, _change(said), said.changed, said.at, said.session)


def _change(said: Total) -> str | None:
    """For example "+6 from 9"; None without a total before."""
    if said.total is None or said.previous is None:
        return None
    difference = said.total - said.previous
    return f"{difference:+d} from {said.previous}" if difference else f"as before, {said.previous}"


def _missed(missed: Iterable[Missed], definitions: Definitions, day: Day) -> tuple[str, ...]:
    """By questionnaire, with the days it was due, the earliest first."""
    days: dict[str, list[float]] = {}
    for one in missed:
        days.setdefault(one.questionnaire, []).append(one.due)
    return tuple(
        f"{_name(id, definitions)}: due {', '.join(map(day, sorted(dues)))}"
        for id, dues in days.items()
    )


def _name(id: str, definitions: Definitions) -> str:
    return short_name(definitions[id]) if id in definitions else id


def _estimate(one: Glance) -> str | None:
    if one.session is None or one.session.closed is None or one.mood is None:
        return None
    return "not sure" if one.abstained else one.mood
