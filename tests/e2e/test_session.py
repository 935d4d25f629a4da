"""A patient's whole session in a real browser: consent, chat, camera, then the report."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.barriers import no_barrier
from tests.e2e.conftest import demo_link
from tests.e2e.hands import agree, tap
from tests.stack import Stack

DOCS = Path(__file__).resolve().parents[2] / "docs"
CHEERFUL = "I had a wonderful week, my grandchildren visited and we laughed a lot."
THANKFUL = "I feel happy and thankful today."
OPTIONS = ["Several days", "Not at all", "Several days", "Nearly every day"]


def test_consent_chat_camera_and_report(stack: Stack, patient_link: str, browser: Browser) -> None:
    patient = browser.new_page(viewport={"width": 1180, "height": 900})
    patient.goto(patient_link)
    agree(patient)
    _answer_phq9(patient)
    session = patient.evaluate("sessionStorage.getItem('session')")
    patient.close()
    clinician = browser.new_page(viewport={"width": 1180, "height": 1400})
    clinician.goto(demo_link(stack))
    _read_report(clinician, session)
    _no_words_in_logs(stack)
    _no_picture_on_disk(stack)


def _answer_phq9(page: Page) -> None:
    tap(page, re.compile("PHQ-9"))
    _write(page, CHEERFUL)
    for number in range(1, 10):
        expect(page.get_by_text(f"Question {number} of 9")).to_be_visible()
        if number == 4:
            page.wait_for_timeout(4000)  # a few seconds of face between question and answer
            _screenshot(page, "patient.png")
        if number == 9:
            expect(page.get_by_text("Camera paused", exact=False).first).to_be_visible()
        option = "Not at all" if number == 9 else OPTIONS[number % 4]
        page.get_by_role("radio", name=option).check()
        tap(page, "Send answer")
    page.get_by_role("radio", name="Somewhat difficult").check()
    tap(page, "Send answer")
    page.wait_for_timeout(3000)
    _write(page, THANKFUL)
    expect(page.get_by_role("heading", name="This session has ended")).to_be_visible()


def _write(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Your answer").fill(words)
    tap(page, re.compile("^Send$"))
    expect(page.get_by_role("log").get_by_text(words)).to_be_visible()
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("")


def _read_report(page: Page, session: str) -> None:
    page.wait_for_timeout(2000)  # the last words are scored in the background
    page.reload()
    page.locator(f"a[href$='{session}']").click()
    body = page.locator("body")
    expect(body).to_contain_text("PHQ-9: 10 of 27")
    expect(body).to_contain_text("band: moderate")
    expect(body).to_contain_text(CHEERFUL)
    expect(body).to_contain_text("not validated in Parkinson's, MS or stroke")
    expect(body).not_to_contain_text("Probability of each mood")
    no_barrier(page)
    page.get_by_role("radio", name="Positive").check()
    page.get_by_role("button", name="Rate", exact=True).click()
    expect(body).to_contain_text("rated it positive, before seeing the estimate")
    no_barrier(page)
    page.get_by_text("How it was estimated").click()
    expect(page.get_by_text("Probability of each mood").first).to_be_visible()
    no_barrier(page)
    answer = page.request.get(f"{page.url}.json").json()
    assert answer["mood"] == "positive"
    page.goto(page.url.split("/sessions/")[0] + "/agreement")
    expect(page.get_by_role("heading", name="Clinicians, before the estimate")).to_be_visible()
    no_barrier(page)
    assert 0 < answer["weights"]["face"] < 1
    assert answer["coverage"]["faces"] > 10
    assert json.dumps(answer["scores"]).count('"band": "moderate"') == 1


def _no_words_in_logs(stack: Stack) -> None:
    for path in (stack.settings.data / "logs").iterdir():
        text = path.read_text(errors="replace")
        for words in ("grandchildren", "thankful", "Several days", "Somewhat difficult"):
            assert words not in text, f"{path.name} holds the patient's words"


def _no_picture_on_disk(stack: Stack) -> None:
    files = [path for path in stack.settings.data.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert b"\xff\xd8\xff" not in path.read_bytes(), f"{path.name} holds a JPEG"


def _screenshot(page: Page, name: str) -> None:
    """The README's picture of the patient's page, when asked for: `SCREENSHOTS=1 make test`."""
    if os.environ.get("SCREENSHOTS"):
        page.screenshot(path=DOCS / name)
