"""The clinician's pages through the real service: store, report, HTTP."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer, unused_port

from contract.clinic_client import ClinicClient
from contract.messages import MOODS, Record
from contract.settings import Settings, load_settings
from questionnaires.loader import load_all
from report.reference import load_reference
from report.session import view, view_json
from service.app import build
from tests.fusion.sessions import CALM, window
from tests.report.browsing import csrf, enter_demo
from tests.report.records import FIRST_WORDS, OPENED, POSITIVE, full, reply

Client = TestClient[Any, Any]
Serve = Callable[..., Awaitable["Clinic"]]


@dataclass(frozen=True)
class Clinic:
    """A running service with the store's client and the demo administrator's browser."""

    settings: Settings
    store: ClinicClient
    browser: Client
    home: str = "/c"
    others: list[Client] = field(default_factory=list)

    async def post(self, path: str, form: dict[str, str], **more: Any) -> Any:
        """Send a form as the page does."""
        data = form | {"csrf": await csrf(self.browser)}
        return await self.browser.post(path, data=data, **more)

    def stranger(self) -> Client:
        """Another browser, not signed in."""
        self.others.append(TestClient(self.browser.server))
        return self.others[-1]

    async def play(self, record: Record, patient: str | None = None) -> str:
        """Post a record's messages as a new session and close it; its id."""
        patient = patient or (await self.store.invite()).patient
        session = (await self.store.open_session(patient, "web")).session
        for consent in record.consents:
            await self.store.post(replace(consent, session=session, patient=patient))
        kept: tuple[Any, ...] = (
            *record.starts,
            *record.replies,
            *record.answers,
            *record.windows,
            *record.scores,
        )
        for message in kept:
            await self.store.post(replace(message, session=session))
        await self.store.close_session(session, "completed", OPENED + 400)
        return session


@pytest.fixture
async def serve(tmp_path: Path) -> AsyncIterator[Serve]:
    """Starts the service with settings; all of it stops after the test."""
    open_ones: list[Clinic] = []

    async def start(parts: str = "fusion,report", **settings: str) -> Clinic:
        port = unused_port()
        given = {"DATA": str(tmp_path), "PORT": str(port), "PARTS": parts} | settings
        made = load_settings({f"VULTUS_{name}": value for name, value in given.items()})
        server = TestServer(build(made), port=port)
        browser = TestClient(server)
        await browser.start_server()
        open_ones.append(Clinic(made, ClinicClient.of(made), browser))
        if "fusion" in parts and made.demo:
            await enter_demo(browser, made)
        return open_ones[-1]

    yield start
    for clinic in open_ones:
        await clinic.store.close()
        for one in clinic.others:
            await one.session.close()
        await clinic.browser.close()


async def test_a_session_is_listed_and_readable(serve: Serve) -> None:
    clinic = await serve()
    session = await clinic.play(full())
    listed = await (await clinic.browser.get(clinic.home)).text()
    assert f"{clinic.home}/sessions/{session}" in listed
    page = await clinic.browser.get(f"{clinic.home}/sessions/{session}")
    assert page.status == 200
    text = await page.text()
    assert "PHQ-9: 11 of 27, band: moderate" in text
    assert "PHQ-9 item 9: answered above &#39;Not at all&#39;" in text
    assert FIRST_WORDS in text


async def test_json_is_the_view_of_the_stored_record(serve: Serve) -> None:
    clinic = await serve()
    session = await clinic.play(full())
    answer = await clinic.browser.get(f"{clinic.home}/sessions/{session}.json")
    record = await clinic.store.record(session)
    own = await clinic.store.baseline(session)
    shown = view(record, load_all(), load_reference(), demo=True, hide_estimates=False, own=own)
    assert await answer.json() == view_json(shown)


async def test_a_closed_session_shows_what_fusion_made_of_it(serve: Serve) -> None:
    clinic = await serve()
    last = replace(full().scores[0], message="m-whats_new_after", mood=POSITIVE)
    session = await clinic.play(replace(full(), scores=(*full().scores, last)))
    body = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}.json")).json()
    assert body["mood"] in MOODS
    assert sum(body["probabilities"]) == pytest.approx(1)
    assert [turn["label"] for turn in body["turns"]][:2] == ["before", "1"]
    assert body["expressivity_usual"] == list(load_reference().usual)
    page = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}")).text()
    assert 'id="timeline1-title"' in page
    assert body["explanation"] in page
    assert all(escape(note) in page for note in body["notes"])


async def test_an_open_session_says_that_the_estimate_is_to_come(serve: Serve) -> None:
    clinic = await serve()
    invite = await clinic.store.invite()
    session = (await clinic.store.open_session(invite.patient, "web")).session
    page = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}")).text()
    assert "Session still open; the estimate comes when it closes." in page


async def test_a_session_with_an_alert_stands_above_a_later_one(serve: Serve) -> None:
    clinic = await serve()
    alerting = await clinic.play(full())
    later = await clinic.play(replace(full(), replies=(full().replies[0],)))
    listed = await (await clinic.browser.get(clinic.home)).text()
    assert listed.index(alerting) < listed.index(later)


async def test_an_unknown_session_is_a_404_page_and_a_404_json(serve: Serve) -> None:
    clinic = await serve()
    page = await clinic.browser.get(f"{clinic.home}/sessions/unknown")
    assert (page.status, page.content_type) == (404, "text/html")
    assert "There is no such session" in await page.text()
    answer = await clinic.browser.get(f"{clinic.home}/sessions/unknown.json")
    assert answer.status == 404
    assert (await answer.json())["error"]["code"] == "not_found"


@pytest.mark.parametrize("path", ["", "/sessions/unknown", "/sessions/unknown.json"])
async def test_nothing_is_kept_by_browsers_or_sent_on(serve: Serve, path: str) -> None:
    clinic = await serve()
    headers = (await clinic.browser.get(clinic.home + path)).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


async def test_hidden_estimates_leave_page_list_and_json(serve: Serve) -> None:
    clinic = await serve(HIDE_ESTIMATES="true")
    session = await clinic.play(full())
    listed = await (await clinic.browser.get(clinic.home)).text()
    page = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}")).text()
    body = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}.json")).json()
    assert ">Estimate<" not in listed
    assert "Estimated" not in page
    assert "mood" not in body and "probabilities" not in body


async def test_markup_in_a_reply_is_shown_not_run(serve: Serve) -> None:
    clinic = await serve()
    words = "<script>alert(1)</script> \u0645\u0631\u062d\u0628\u0627"
    typed = reply("m-x", "whats_new_before", words, OPENED + 20)
    session = await clinic.play(replace(full(), replies=(typed,), scores=()))
    page = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}")).text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \u0645" in page


async def test_a_store_that_does_not_answer_is_said_on_a_page(serve: Serve) -> None:
    clinic = await serve()
    dead = await serve(parts="report", FUSION_URL=f"http://127.0.0.1:{unused_port()}")
    jar = clinic.browser.session.cookie_jar.filter_cookies(clinic.browser.make_url("/c"))
    page = await dead.browser.get(dead.home, cookies=jar)
    assert (page.status, page.content_type) == (503, "text/html")
    assert "The store does not answer" in await page.text()


async def test_the_stylesheet_is_served(serve: Serve) -> None:
    clinic = await serve()
    style = await clinic.browser.get("/static/report/report.css")
    assert (style.status, style.content_type) == (200, "text/css")


async def test_the_log_has_the_read_but_no_words(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="report")
    clinic = await serve()
    session = await clinic.play(full())
    await clinic.browser.get(f"{clinic.home}/sessions/{session}")
    reads = [line for line in caplog.records if line.getMessage() == "session read"]
    assert [vars(line)["session"] for line in reads] == [session]
    said = " ".join(str(vars(line)) for line in caplog.records if line.name.startswith("report"))
    assert FIRST_WORDS not in said


def renamed(record: Record, prefix: str) -> Record:
    """The same session with message ids of its own."""
    return replace(
        record,
        starts=tuple(replace(one, message=prefix + one.message) for one in record.starts),
        replies=tuple(replace(one, message=prefix + one.message) for one in record.replies),
        answers=tuple(replace(one, message=prefix + one.message) for one in record.answers),
        scores=tuple(replace(one, message=prefix + one.message) for one in record.scores),
        windows=(),
    )


async def test_a_total_stands_beside_the_same_patients_last_one(serve: Serve) -> None:
    clinic = await serve()
    patient = (await clinic.store.invite()).patient
    better = renamed(full(), "b-")
    low = tuple(replace(one, value=0 if one.value is not None else None) for one in better.answers)
    await clinic.play(replace(better, answers=low), patient)
    await clinic.play(renamed(full(), "other-"))
    session = await clinic.play(full(), patient)
    shown = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}.json")).json()
    (line,) = shown["scores"]
    assert (line["change"]["previous"], line["change"]["flagged"]) == (0, True)
    page = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}")).text()
    assert "+11 since the last total, 0" in page


async def test_the_persons_own_sessions_are_compared_from_three_on(serve: Serve) -> None:
    clinic = await serve()
    patient = (await clinic.store.invite()).patient
    for number in range(4):
        made = renamed(full(), f"{number}-")
        seen = tuple(replace(window(OPENED + 10 + s, CALM), session="s") for s in range(12))
        session = await clinic.play(replace(made, windows=seen), patient)
        page = await (await clinic.post(f"/c/sessions/{session}/estimate", {})).text()
        assert ("1 more is needed" in page) is (number == 2)
        assert ('id="baseline-title"' in page) is (number > 0)
    assert "as much as this person&#39;s own 3 earlier sessions let expect" in page
    assert "This changes no weight and no estimate." in page
