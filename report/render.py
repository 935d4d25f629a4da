"""Draws the pages from the views; templates are in pages/, the looks in static/report.css."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from report import bars
from report.baseline import baseline_chart
from report.cases import STEPS, CaseLine
from report.estimate import coverage_sentence, left_out, trend_sentence
from report.face_mesh import face_mesh
from report.movement import movement_bars, movement_sentence
from report.reminders import ReminderLine
from report.rights import ProofLine
from report.switches import choices
from report.timeline import timelines
from report.version import vultus
from report.view import Estimate, OverviewLine, SessionView
from report.wording import CAVEAT, INTENDED_USE, percent

PAGES = Path(__file__).parent / "pages"


def overview_page(
    lines: Sequence[OverviewLine],
    cases: Sequence[CaseLine],
    token: str,
    *,
    demo: bool,
    estimates: bool,
    reminders: Sequence[ReminderLine] = (),
) -> str:
    """The open alerts, the list of sessions, and the questionnaires that are due."""
    shown = {"lines": lines, "cases": cases, "token": token, "reminders": reminders}
    return _page("overview.html", demo=demo, estimates=estimates, **shown)


def alert_page(line: CaseLine, *, demo: bool) -> str:
    """One alert with its trail and what can be done about it."""
    return _page("alert.html", line=line, demo=demo)


def session_page(view: SessionView, token: str) -> str:
    """One session."""
    estimate = view.estimate
    coverage = estimate.coverage if estimate else None
    ends = estimate.trend if estimate else None
    turns = estimate.turns if estimate else ()
    return _page(
        "session.html",
        view=view,
        token=token,
        made_with=estimate.models if estimate else (),
        constants=estimate.constants if estimate else None,
        choices=choices(view.switches),
        charts=_charts(estimate) if estimate else {},
        coverage=coverage_sentence(coverage, estimate.unused) if estimate and coverage else None,
        trend=trend_sentence(ends) if ends else None,
        factor_names=sorted({name for turn in turns for name in turn.factors}),
    )


def erasures_page(proofs: Sequence[ProofLine], token: str) -> str:
    """The proofs of erasures, the latest first."""
    return _page("erasures.html", proofs=proofs, token=token)


def problem_page(title: str, text: str) -> str:
    """A page that says why there is nothing to see."""
    return _page("problem.html", title=title, text=text)


def _charts(estimate: Estimate) -> dict[str, Any]:
    charts: dict[str, Any] = {
        "timelines": [Markup(picture) for picture in timelines(estimate.turns)]
    }
    if estimate.probabilities is not None:
        charts["probabilities"] = Markup(bars.probabilities(estimate.probabilities))
    if estimate.weights is not None:
        charts["weights"] = Markup(bars.weights(estimate.weights))
    if estimate.expressivity is not None:
        charts["expressivity"] = Markup(
            bars.expressivity(estimate.expressivity, estimate.expressivity_usual)
        )
        charts["movement"] = Markup(movement_bars(estimate.expressivity) or "")
        charts["movement_sentence"] = movement_sentence(estimate.expressivity)
    if estimate.baseline is not None:
        charts["baseline"] = Markup(baseline_chart(estimate.baseline) or "")
    if estimate.regions is not None:
        charts["face_mesh"] = Markup(face_mesh(estimate.regions, estimate.regions_text or ""))
    return charts


def _page(name: str, **shown: object) -> str:
    return _ENVIRONMENT.get_template(name).render(timezone=_timezone(), **shown)


def day(at: float) -> str:
    """2026-11-21, in the server's time zone."""
    return f"{_local(at):%Y-%m-%d}"


def _moment(at: float) -> str:
    """21 Nov 2026, 14:05, in the server's time zone."""
    return f"{_local(at):%-d %b %Y, %H:%M}"


def _clock(at: float) -> str:
    return f"{_local(at):%H:%M:%S}"


def _local(at: float) -> datetime:
    return datetime.fromtimestamp(at).astimezone()


def _timezone() -> str:
    """For example "CET, UTC+01:00", or "UTC" alone."""
    now = datetime.now().astimezone()
    return f"{now:%Z}, UTC{now.isoformat()[-6:]}" if now.utcoffset() else "UTC"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "moment": _moment,
        "clock": _clock,
        "iso": lambda at: _local(at).isoformat(timespec="seconds"),
        "percent": percent,
    }
    made.filters["left_out"] = left_out
    made.globals |= {"vultus": vultus()}
    made.globals |= {"caveat": CAVEAT, "intended_use": INTENDED_USE, "steps_as": STEPS}
    return made


_ENVIRONMENT = _environment()
