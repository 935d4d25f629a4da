"""The overview's lines and its page: order kept, changes in words, search and pages by address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import BadMessage
from contract.messages import MOODS, Glance, Missed, Session, Total, Unanswered
from contract.messages.overview import PAGE
from contract.settings import load_settings
from questionnaires.loader import load_all
from report.finding import Finding, finding
from report.overview import overview
from report.render import day
from report.view import OverviewLine
from tests.report.browsing import employed, sign_in
from tests.report.clinic import Clinic, clinic_of
from tests.report.records import full

AT = 1_800_000_000.0
FIRST = "1\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026"
SITTING = Session("s-1", "p-1", "web", AT, AT + 60, "completed")
PHQ9 = Total("s-1", "phq9", AT, 15, 27, 9, 9, previous=9, changed=True)


def line(one: Glance, hide_estimates: bool = False) -> OverviewLine:
    (made,) = overview([one], load_all(), day, hide_estimates=hide_estimates)
    return made


glances = st.lists(
    st.builds(
        Glance,
        patient=st.text("abc", min_size=1),
        session=st.none() | st.just(SITTING),
        alerts=st.integers(0, 3),
        mood=st.none() | st.sampled_from(MOODS),
        self_rating=st.none() | st.integers(0, 10),
    )
)


@given(glances)
def test_the_stores_order_is_kept(given: list[Glance]) -> None:
    lines = overview(given, load_all(), day, hide_estimates=False)
    assert [one.patient for one in lines] == [one.patient for one in given]


def test_a_total_is_given_with_its_change() -> None:
    same = replace(PHQ9, total=9, changed=False)
    short = replace(PHQ9, total=None, answered=5, by_proxy=True)
    first = replace(PHQ9, previous=None, changed=False)
    found = line(Glance("p-1", SITTING, 0, totals=(PHQ9, same, short, first))).totals
    assert [(one.text, one.change, one.changed) for one in found] == [
        ("PHQ-9: 15 of 27", "+6 from 9", True),
        ("PHQ-9: 9 of 27", "as before, 9", False),
        ("PHQ-9: no total, 5 of 9 answered (by somebody else)", None, True),
        ("PHQ-9: 15 of 27", None, False),
    ]


def test_open_items_and_missed_questionnaires_have_their_names() -> None:
    missed = (Missed("gad7", AT + 7 * 86_400), Missed("gad7", AT), Missed("gone", AT))
    open_item = Unanswered("s-1", "phq9_9", AT)
    found = line(Glance("p-1", SITTING, 0, unanswered=(open_item,), missed=missed))
    assert found.unanswered == (("PHQ-9 item 9", "s-1", AT),)
    days = day(AT), day(AT + 7 * 86_400)
    assert found.missed == (f"GAD-7: due {days[0]}, {days[1]}", f"gone: due {days[0]}")


def test_an_idle_session_is_unfinished() -> None:
    assert line(Glance("p", replace(SITTING, reason="idle"), 0)).status == "unfinished"


def test_an_estimate_is_left_out_when_hidden_and_named_only_when_sure() -> None:
    sure = Glance("p-1", SITTING, 0, mood="negative")
    assert line(sure, hide_estimates=True).estimate is None
    assert line(sure).estimate == "negative"
    assert line(replace(sure, abstained=True)).estimate == "not sure"
    assert line(replace(sure, session=replace(SITTING, closed=None))).estimate is None


def test_the_forms_fields_become_the_stores() -> None:
    asked = finding({"patient": " p-1 ", "only": "changed", "since": "2026-11-01", "page": "2"})
    assert asked.narrowed
    told = asked.asked()
    assert (told["patient"], told["only"], told["page"]) == ("p-1", "changed", "2")
    assert day(float(told["since"] or "")) == FIRST and told["until"] is None
    last = float(Finding(until="2026-11-01").asked()["until"] or "")
    assert day(last - 1) == FIRST != day(last)
    assert asked.address(page=3) == "/c?patient=p-1&only=changed&since=2026-11-01&page=3"
    assert Finding().address() == "/c" and not Finding(page=2).narrowed


@pytest.mark.parametrize(
    "query", [{"only": "sad"}, {"channel": "fax"}, {"page": "0"}, {"page": "-1"}, {"cases": "x"}]
)
def test_what_the_form_cannot_send_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(BadMessage):
        finding(query)


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "9999-12-31"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadMessage, match="Until must be a date"):
        Finding(until=text).asked()


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Clinic]:
    given = {"VULTUS_DATA": str(tmp_path), "VULTUS_PORT": str(unused_port())}
    made = await clinic_of(load_settings(given | {"VULTUS_PARTS": "fusion,report"}))
    yield made
    await made.close()


async def page(clinic: Clinic, path: str = "/c") -> str:
    async with clinic.browser.get(path) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_the_page_says_what_was_answered_and_reading_it_is_kept(clinic: Clinic) -> None:
    session = await clinic.play(full())
    shown = await page(clinic)
    assert "1 open alert<" in shown and "PHQ-9: 11 of 27" in shown
    assert f'href="/c/sessions/{session}"' in shown and "Patients 1 to 1 of 1." in shown
    assert "list read" in await page(clinic, "/c/audit")


async def test_filters_and_search_stay_in_the_form_and_in_the_links(clinic: Clinic) -> None:
    for number in range(PAGE + 1):
        patient = (await clinic.store.invite()).patient
        record = replace(full(), replies=(full().replies[0],), answers=(), starts=())
        await clinic.say(record, patient)
        if number % 5 == 0:  # so that no more lines wait than are made at once
            assert f"of {number + 1}." in await page(clinic)
    first, second = await page(clinic), await page(clinic, "/c?channel=web&page=2")
    assert 'href="/c?page=2"' in first and f"Patients 1 to {PAGE} of {PAGE + 1}." in first
    assert 'href="/c?channel=web"' in second and "<option selected>web</option>" in second
    assert f"Patients {PAGE + 1} to {PAGE + 1} of {PAGE + 1}." in second
    found = await page(clinic, f"/c?patient={patient}")
    assert "Patients 1 to 1 of 1." in found and f'value="{patient}"' in found
    assert "No patient is like that." in await page(clinic, "/c?only=changed")
    links = await page(clinic, "/c/patients"), await page(clinic, "/c/patients?page=2")
    assert f"Patients 1 to {PAGE} of {PAGE + 1}," in links[0]
    assert 'href="/c/patients?page=2"' in links[0] and 'href="/c/patients"' in links[1]
    assert "Patients 1 to 1 of 1," in await page(clinic, f"/c/patients?patient={patient}")
    assert "No patient is like that." in await page(clinic, "/c/patients?patient=nobody")
    async with clinic.browser.get("/c?since=tomorrow") as wrong:
        assert wrong.status == 400 and "must be a date" in await wrong.text()


async def test_the_estimate_is_shown_to_those_who_do_not_rate_alone(clinic: Clinic) -> None:
    await clinic.play(full())
    await employed(clinic.store, "a.nurse", "nurse")
    nurse = clinic.other()
    await sign_in(nurse, "a.nurse")
    assert ">Estimate<" not in await page(clinic)
    assert ">Estimate<" in await (await nurse.get("/c")).text()
