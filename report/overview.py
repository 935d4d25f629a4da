"""The list of sessions: those with alerts first, then the latest first; never by mood."""

from __future__ import annotations

from collections.abc import Iterable

from contract.messages import Summary
from report.question import Definitions, short_name
from report.status import status
from report.view import OverviewLine


def overview(
    summaries: Iterable[Summary], definitions: Definitions, *, hide_estimates: bool
) -> tuple[OverviewLine, ...]:
    """The lines of the list in their order."""
    ordered = sorted(summaries, key=lambda s: (s.alerts == 0, -s.session.opened))
    return tuple(_line(summary, definitions, hide_estimates) for summary in ordered)


def _line(summary: Summary, definitions: Definitions, hide_estimates: bool) -> OverviewLine:
    session = summary.session
    titles = (
        short_name(definitions[id]) if id in definitions else id for id in summary.questionnaires
    )
    return OverviewLine(
        session=session.session,
        patient=session.patient,
        channel=session.channel,
        opened=session.opened,
        status=status(session),
        questionnaires=tuple(titles),
        alerts=summary.alerts,
        estimate=None if hide_estimates else _estimate(summary),
    )


def _estimate(summary: Summary) -> str | None:
    if summary.session.closed is None or summary.mood is None:
        return None
    return "not sure" if summary.abstained else summary.mood
