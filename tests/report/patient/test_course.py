"""A patient over a period: what changed, what prevails, what the charts say in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from contract.errors import BadMessage
from contract.messages import Course, Sitting
from questionnaires.loader import load_all
from report.patient.changed import NOTHING
from report.patient.course import DAYS, Period, patient_view, period
from report.patient.render import course_page
from report.patient.view import PatientView
from report.reference import load_reference
from tests.report.browsing import VIEWER
from tests.report.courses import (
    NEUTRAL,
    NOTE,
    at,
    check_in,
    course,
    mood,
    nothing,
    phq9,
)
from tests.report.records import NEGATIVE, POSITIVE

SIX_WEEKS = Period("2026-10-12", "2026-11-25")


def seen(
    of: Course, shown: Period = SIX_WEEKS, hidden: bool = False, covers: bool = False
) -> PatientView:
    return patient_view(
        of, shown, load_all(), load_reference(), hide_estimates=hidden, covers=covers
    )


def only(*sittings: Sitting) -> Course:
    return replace(course(), sittings=sittings)


def test_what_changed_is_one_sentence_with_its_figures() -> None:
    assert seen(course()).changed == (
        "PHQ-9 total fell by 5, from 16 (20 Oct 2026) to 11 (21 Nov 2026), which is flagged from "
        "5 points on; self-rated mood rose by 2, from 4 (20 Nov 2026) to 6 (21 Nov 2026); wearing "
        "off or OFF in 2 of the last 5 answers."
    )


def test_without_two_answers_of_the_patient_nothing_is_compared() -> None:
    by_proxy = phq9("2026-11-04", (1,) * 9, who="proxy")
    assert seen(only(by_proxy, phq9("2026-11-20", (2,) * 9))).changed == NOTHING
    assert seen(only()).changed == NOTHING


def test_no_change_and_a_small_one_are_not_flagged() -> None:
    same = seen(only(phq9("2026-11-04", (1,) * 9), phq9("2026-11-20", (1,) * 9)))
    assert same.changed == "PHQ-9 total 9 on both 4 Nov 2026 and 20 Nov 2026."
    less = seen(only(phq9("2026-11-04", (1,) * 9), phq9("2026-11-20", (1,) * 8 + (0,))))
    assert "flagged" not in less.changed


def test_a_proxys_answers_are_a_point_but_no_self_rating() -> None:
    proxy = replace(check_in("2026-11-18", 9, 0, mood(NEUTRAL)), who="proxy")
    view = seen(only(phq9("2026-11-04", (1,) * 9, who="proxy"), proxy))
    assert view.self_ratings == () and view.medicine == ()
    assert [point.proxy for point in view.scores[0].points] == [True]
    assert view.estimates is not None
    assert [point.mood for point in view.estimates.points] == [None, None]


def test_a_mood_prevails_from_three_estimates_that_name_one_on() -> None:
    unsure = mood(POSITIVE, abstained=True)
    days = ("2026-11-16", "2026-11-17", "2026-11-18")
    two = [check_in(day, 5, 0, mood(NEGATIVE)) for day in days[:2]]
    for third in (nothing(), unsure):
        estimates = seen(only(*two, check_in(days[2], 5, 0, third))).estimates
        assert estimates is not None and estimates.weeks == ()
    estimates = seen(only(*two, check_in(days[2], 5, 0, mood(POSITIVE)))).estimates
    assert estimates is not None
    (week,) = estimates.weeks
    assert (week.when, week.mood, week.count, week.of) == (
        "week of 16 Nov 2026", "negative", 2, 3,
    )  # fmt: skip
    assert estimates.days == ()


def test_a_day_with_three_and_a_tie() -> None:
    hours = [check_in("2026-11-16", 5, 0, mood(p), hour) for p, hour in
             ((NEGATIVE, 8), (NEGATIVE, 12), (POSITIVE, 16), (POSITIVE, 20))]  # fmt: skip
    estimates = seen(only(*hours)).estimates
    assert estimates is not None
    (day,) = estimates.days
    assert (day.when, day.mood, day.count, day.of) == ("16 Nov 2026", None, 2, 4)
    page = course_page(seen(only(*hours)), VIEWER, demo=False)
    assert "two equally often" in page


def test_every_figure_of_a_chart_stands_in_its_text_alternative() -> None:
    page = course_page(seen(course()), VIEWER, demo=False)
    described = dict(re.findall(r'<desc id="([\w-]+)-desc">([^<]*)</desc>', page))
    assert described["score-phq9"] == (
        "20 Oct 2026: 16 of 27, moderately severe; 4 Nov 2026: 5 of 27, mild, answered by somebody "
        "else; 21 Nov 2026: 11 of 27, moderate"
    )
    assert "20 Nov 2026: 4 of 10" in described["ratings"] and "OFF" in described["ratings"]
    assert "20 Nov 2026: positive, certainty 75" in described["moods"]
    assert described["moods"].endswith("21 Nov 2026: no estimate")


def test_hidden_estimates_leave_the_rest() -> None:
    view = seen(course(), hidden=True)
    page = course_page(view, VIEWER, demo=False)
    assert view.estimates is None
    for word in ("stimate", "certainty", "minilm", "movement", "prevailing"):
        assert word not in page
    assert "PHQ-9: 11 of 27" in page and NOTE in page


def test_who_rates_sees_only_the_estimates_that_they_have_seen() -> None:
    moods = (mood(NEGATIVE), mood(POSITIVE), mood(POSITIVE, abstained=True), nothing())
    days = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19")
    first, *others = (check_in(day, 5, 0, one) for day, one in zip(days, moods, strict=True))
    proxy = replace(check_in("2026-11-20", 5, 0, mood(POSITIVE)), who="proxy")
    view = seen(only(replace(first, uncovered=True), *others, proxy), covers=True)
    assert view.estimates is not None
    assert [one.mood for one in view.estimates.points] == ["negative", None, None]
    assert view.estimates.covered == tuple(one.session.session for one in others[:2])
    assert [line.covered for line in view.sittings] == [False, False, True, True, False]
    page = course_page(view, VIEWER, demo=False)
    assert "2 estimates not shown yet" in page and page.count(">not shown yet</td>") == 2
    described = re.search(r'<desc id="moods-desc">([^<]*)</desc>', page)
    assert described is not None and "17 Nov" not in described[1]
    every = seen(only(first, *others, proxy))
    assert every.estimates is not None and every.estimates.covered == ()
    assert "not shown yet" not in course_page(every, VIEWER, demo=False)


def test_forms_are_there_for_those_who_may_send_them() -> None:
    nurse = replace(VIEWER, staff=replace(VIEWER.staff, role="nurse"))
    pages = [course_page(seen(course()), one, demo=False) for one in (VIEWER, nurse)]
    assert ["Do not use the words" in page for page in pages] == [True, False]
    assert all("Add a mark" in page and "Remove the mark" in page for page in pages)


def test_only_the_marks_of_the_period_are_shown() -> None:
    page = course_page(seen(course()), VIEWER, demo=False)
    assert NOTE in page and "before the period" not in page
    assert "The face: do not use, set by Dr. Ilves" in page


def test_markup_in_a_mark_is_shown_not_run() -> None:
    bad = replace(course().marks[0], text="<script>alert(1)</script>")
    page = course_page(seen(replace(course(), marks=(bad,))), VIEWER, demo=False)
    assert "<script" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("days", [1, 2, 9, 45, 90, 400, 4000])
def test_any_period_has_a_few_dates_below_its_charts(days: int) -> None:
    now = at("2026-11-25")
    shown = period("", "2026-11-25", now)
    shown = replace(shown, since=period("", "", now - (days - 1 - DAYS) * 86400).since)
    page = course_page(seen(course(), shown), VIEWER, demo=False)
    assert page.count('class="tick">') >= 1
    foot = page[page.index('id="score-phq9-title"') :].split("</svg>")[0]
    assert 1 <= foot.count('class="tick"') <= 9


@pytest.mark.parametrize(
    ("since", "until"),
    [("2026-12-01", "2026-11-01"), ("yesterday", ""), ("", "0001-01-01"), ("2026-13-01", "")],
)
def test_what_is_no_period_is_refused(since: str, until: str) -> None:
    with pytest.raises(BadMessage, match="first and a last day"):
        period(since, until, at("2026-11-25"))


def test_without_dates_the_last_ninety_days_are_shown() -> None:
    assert period("", "", at("2026-11-25")) == Period("2026-08-27", "2026-11-25")
