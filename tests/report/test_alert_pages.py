"""Working through open alerts on the clinician's pages, with the real store behind them."""

from __future__ import annotations

import time

import pytest

from contract.alerting import state_of
from contract.messages import Alert, AlertCase, AlertStep, Reply
from report.cases import age, case_lines
from tests.report.browsing import employed, send, sign_in
from tests.report.test_app import Clinic, Serve, serve

__all__ = ["serve"]
WORDS = "I want to die, in my own secret words"
NOW = 1_800_000_000.0


async def clinic_with_alert(serve: Serve, words: str = WORDS) -> tuple[Clinic, AlertCase]:
    clinic = await serve()
    patient = (await clinic.store.invite()).patient
    session = (await clinic.store.open_session(patient, "web")).session
    await clinic.store.post(Reply(session, "m1", time.time(), words))
    return clinic, (await clinic.store.open_alerts())[0]


def link(case: AlertCase) -> str:
    return f"/a/{case.number}"


async def test_open_alerts_stand_above_the_sessions_with_age_and_owner(serve: Serve) -> None:
    clinic, case = await clinic_with_alert(serve)
    page = await (await clinic.browser.get(clinic.home)).text()
    assert page.index("1 open alert") < page.index("<table")
    assert "open for 0 min" in page and "nobody has taken it on" in page
    assert "Crisis phrase in free text (outside a question)" in page and "secret" not in page
    assert f'href="/c/patients/{case.patient}" class="when"' in page
    done = await clinic.post(f"/c/alerts/{case.number}", {"step": "acknowledged"})
    assert "by <strong>Demo administrator</strong>" in await done.text()


async def test_a_session_leads_to_its_alert_until_that_is_closed(serve: Serve) -> None:
    clinic, case = await clinic_with_alert(serve)
    session = f"/c/sessions/{case.alert.session}"
    page = await (await clinic.browser.get(session)).text()
    assert "Raised, <strong>nobody has taken it on</strong>" in page
    assert f'href="{link(case)}"' in page
    for step in ("acknowledged", "contacted", "closed"):
        await clinic.post(link(case), {"step": step, "note": "Spoke on the phone"})
    page = await (await clinic.browser.get(session)).text()
    assert "Closed by Demo administrator" in page and f'href="{link(case)}"' not in page


async def test_an_alert_is_closed_through_the_link_of_its_notice(serve: Serve) -> None:
    clinic, case = await clinic_with_alert(serve)
    for step in ("acknowledged", "not_reached", "contacted", "closed"):
        page = await clinic.post(link(case), {"step": step, "note": "Spoke on the phone"})
        assert page.status == 200
    assert "Closed, by <strong>Demo administrator</strong>" in await page.text()
    assert state_of((await clinic.store.alert(case.number)).steps) == "closed"
    assert "open alert" not in await (await clinic.browser.get(clinic.home)).text()


async def test_the_page_of_a_notice_shows_no_words(serve: Serve) -> None:
    clinic, case = await clinic_with_alert(serve)
    page = await (await clinic.browser.get(link(case))).text()
    assert case.patient in page and "secret" not in page
    assert (await clinic.browser.get(f"/a/{case.number + 1}")).status == 404
    assert (await clinic.browser.get("/a/none")).status == 404


async def test_a_notice_leads_to_its_alert_after_signing_in(serve: Serve) -> None:
    clinic, case = await clinic_with_alert(serve)
    await employed(clinic.store, "a.nurse", "nurse")
    browser = clinic.stranger()
    for path in (link(case), f"{link(case)}/0123abcd"):  # the second: from before accounts
        asked = await browser.get(path)
        assert asked.url.path == "/c/sign-in" and case.patient not in await asked.text()
    page = await sign_in(browser, "a.nurse", after=asked.url.query["next"])
    assert page.url.path == link(case)
    done = await send(browser, link(case), {"step": "acknowledged"})
    assert "by <strong>a.nurse of main</strong>" in await done.text()


@pytest.mark.parametrize(
    ("form", "status", "text"),
    [
        ({"step": "closed", "note": "x"}, 409, "next can come: acknowledged"),
        ({"step": "delivered"}, 400, "no such step"),
        ({}, 400, "no such step"),
        ({"step": "acknowledged", "note": "x" * 501}, 400, "at most 500 characters"),
    ],
)
async def test_a_wrong_form_changes_nothing_and_says_why(
    serve: Serve, form: dict[str, str], status: int, text: str
) -> None:
    clinic, case = await clinic_with_alert(serve)
    answer = await clinic.post(link(case), form)
    page = await answer.text()
    assert answer.status == status and text in page and "Nothing was changed" in page
    assert len((await clinic.store.alert(case.number)).steps) == 1


async def test_another_sites_form_is_refused(serve: Serve) -> None:
    clinic, case = await clinic_with_alert(serve)
    foreign = {"Origin": "https://evil.example.org"}
    answer = await clinic.post(link(case), {"step": "acknowledged"}, headers=foreign)
    assert answer.status == 403
    assert len((await clinic.store.alert(case.number)).steps) == 1


def case_of(number: int, source: str, at: float, *steps: AlertStep) -> AlertCase:
    alert = Alert("s1", at, source, "", None, f"m{number}")  # type: ignore[arg-type]
    return AlertCase(number, "p1", alert, (AlertStep(at, "raised"), *steps))


def test_what_nobody_has_taken_on_stands_first_and_hints_stand_last() -> None:
    owned = AlertStep(NOW, "acknowledged", "A. Nurse")
    cases = [
        case_of(1, "veiled", NOW - 900),
        case_of(2, "item", NOW - 800, owned),
        case_of(3, "phrase", NOW - 100),
        case_of(4, "item", NOW - 700),
    ]
    assert [line.number for line in case_lines(cases, {}, NOW)] == [4, 3, 2, 1]


@pytest.mark.parametrize(
    ("seconds", "text"), [(-5, "0 min"), (3600, "60 min"), (7200, "2 h"), (3 * 86400, "3 days")]
)
def test_ages_are_said_shortly(seconds: float, text: str) -> None:
    assert age(seconds) == text
