"""Draws the pages from the views; templates are in pages/, the looks in static/report.css."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contract.entry import DEMO
from contract.messages import MOODS, AuditLine, Link, Overview, PatientLine, Staff
from contract.messages.overview import CASES, PAGE
from report import bars
from report.agreement import Source
from report.baseline import baseline_chart
from report.cases import STEPS, CaseLine
from report.estimate import coverage_sentence, left_out, trend_sentence
from report.face_mesh import face_mesh
from report.finding import CHANNELS, ONLY, Finding
from report.movement import movement_bars, movement_sentence
from report.reminders import ReminderLine
from report.rights import ProofLine
from report.roles import MAY, RIGHTS, ROLES
from report.status import status
from report.switches import choices
from report.timeline import timelines
from report.version import vultus
from report.view import Estimate, OverviewLine, SessionView
from report.viewer import Viewer
from report.wording import CAVEAT, INTENDED_USE, percent

PAGES = Path(__file__).parent / "pages"


def overview_page(
    found: Overview,
    lines: Sequence[OverviewLine],
    cases: Sequence[CaseLine],
    me: Viewer,
    *,
    asked: Finding,
    demo: bool,
    estimates: bool,
    reminders: Sequence[ReminderLine] = (),
) -> str:
    """The open alerts, a page of the patients, and their questionnaires that are due."""
    shown = {"lines": lines, "cases": cases, "me": me, "reminders": reminders, "asked": asked}
    return page(
        "overview.html",
        found=found,
        demo=demo,
        estimates=estimates,
        filters=ONLY,
        channels=CHANNELS,
        first=(asked.page - 1) * PAGE + 1,
        more=asked.page * PAGE < found.count,
        more_cases=asked.cases * CASES < found.alerts,
        **shown,
    )


def alert_page(line: CaseLine, me: Viewer, *, demo: bool) -> str:
    """One alert with its trail and what can be done about it."""
    return page("alert.html", line=line, me=me, demo=demo)


def session_page(
    view: SessionView, me: Viewer, *, changed: Sequence[str] = (), covered: bool = False
) -> str:
    """One session; `changed` is what has come since the reader saw it last, `covered`: the estimate
    is not on the page yet, so that a rating can come before it."""
    estimate = None if covered else view.estimate
    coverage = estimate.coverage if estimate else None
    ends = estimate.trend if estimate else None
    turns = estimate.turns if estimate else ()
    return page(
        "session.html",
        view=view,
        me=me,
        changed=changed,
        covered=covered,
        estimate=estimate,
        moods=MOODS,
        made_with=estimate.models if estimate else (),
        constants=estimate.constants if estimate else None,
        choices=choices(view.switches),
        charts=_charts(estimate) if estimate else {},
        coverage=coverage_sentence(coverage, estimate.unused) if estimate and coverage else None,
        trend=trend_sentence(ends) if ends else None,
        factor_names=sorted({name for turn in turns for name in turn.factors}),
    )


def agreement_page(me: Viewer, sources: Sequence[Source]) -> str:
    """How far estimates agree with people."""
    return page("agreement.html", me=me, sources=sources, moods=MOODS)


def erasures_page(proofs: Sequence[ProofLine], me: Viewer) -> str:
    """The proofs of erasures, the latest first."""
    return page("erasures.html", proofs=proofs, me=me)


def problem_page(title: str, text: str, *, sign_in: bool = False) -> str:
    """A page that says why there is nothing to see."""
    return page("problem.html", title=title, text=text, sign_in=sign_in)


def sign_in_page(csrf: str, *, after: str, login: str, problem: str, openid: bool) -> str:
    """Name and password, or the clinic's provider; `after` is where the person wanted to go."""
    shown = {"csrf": csrf, "after": after, "login": login, "problem": problem}
    return page("sign_in.html", openid=openid, **shown)


def welcome_page(staff: Staff, csrf: str, problem: str = "") -> str:
    """Choosing a password."""
    return page("welcome.html", staff=staff, csrf=csrf, problem=problem)


def account_page(me: Viewer, said: str) -> str:
    """The person's own account; `said` is "done", a problem or nothing."""
    return page("account.html", me=me, said=said, demo=me.staff.staff == DEMO)


def staff_page(me: Viewer, people: Sequence[Staff], link: tuple[str, str] | None) -> str:
    """The clinic's staff; `link` is a name and the address to choose a password at."""
    shown = {"people": people, "link": link, "roles": ROLES, "rights": RIGHTS, "may": MAY}
    return page("staff.html", me=me, now=time.time(), **shown)


def audit_page(
    me: Viewer, lines: Sequence[AuditLine], *, patient: str | None, then: int | None
) -> str:
    """Who saw and did what; `then` is where the next page begins."""
    return page("audit.html", me=me, lines=lines, patient=patient, then=then)


def patients_page(me: Viewer, lines: Sequence[PatientLine], count: int, asked: Finding) -> str:
    """A page of the clinic's patients, of `count` on all pages."""
    first, more = (asked.page - 1) * PAGE + 1, asked.page * PAGE < count
    shown = {"lines": lines, "count": count, "asked": asked, "first": first, "more": more}
    return page("patients.html", me=me, **shown)


def links_page(
    me: Viewer, patient: str, links: Sequence[Link], addresses: Sequence[tuple[str, str]]
) -> str:
    """One patient's links; `addresses` are a new one's, shown this once."""
    return page("patient_links.html", me=me, patient=patient, links=links, addresses=addresses)


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


def page(name: str, **shown: object) -> str:
    """A template of pages/ with what it is to show."""
    shown.setdefault("me", None)
    return _ENVIRONMENT.get_template(name).render(timezone=_timezone(), **shown)


def day(at: float) -> str:
    """21 Nov 2026, in the server's time zone, kept on one line."""
    return f"{_local(at):%-d %b %Y}".replace(" ", "\N{NO-BREAK SPACE}")


def _date(day: str) -> str:
    """The same for a day that is written 2026-11-21, as forms and marks have it."""
    return f"{date.fromisoformat(day):%-d %b %Y}"


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
        "day": day,
        "date": _date,
        "clock": _clock,
        "iso": lambda at: _local(at).isoformat(timespec="seconds"),
        "percent": percent,
    }
    made.filters["left_out"], made.filters["status"] = left_out, status
    made.globals |= {"vultus": vultus()}
    made.globals |= {"caveat": CAVEAT, "intended_use": INTENDED_USE, "steps_as": STEPS}
    return made


_ENVIRONMENT = _environment()
