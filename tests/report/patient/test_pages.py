"""The patient's page through the real service, and in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import unused_port
from playwright.async_api import async_playwright, expect

from contract.entry import entry_token
from contract.settings import load_settings
from tests.report.browsing import employed, sign_in
from tests.report.clinic import Clinic, clinic_of
from tests.report.paper import NEEDS_POPPLER, read
from tests.report.records import FIRST_WORDS, POSITIVE, full
from tests.report.test_app import renamed

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PERIOD = "?since=2020-01-01&until=2030-01-01"
NOTE = "Levodopa raised"
OUT_OF_VIEW = """figures => figures.map(figure => {
  const chart = figure.firstElementChild.getBoundingClientRect();
  const shown = figure.getBoundingClientRect();
  return [shown.left - chart.left, chart.right - shown.right].map(Math.round);
})"""
"""Of each chart, how much lies beyond the left edge, the older values, and beyond the right."""


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Clinic]:
    given = {"DATA": str(tmp_path), "PORT": str(unused_port()), "PARTS": "fusion,report"}
    made = await clinic_of(load_settings({f"VULTUS_{k}": v for k, v in given.items()}))
    yield made
    await made.close()


@pytest.fixture
async def patient(clinic: Clinic) -> str:
    """One with two sessions: PHQ-9 at 0, then at 11."""
    id = (await clinic.store.invite()).patient
    low = tuple(replace(one, value=0 if one.value is not None else None) for one in full().answers)
    await clinic.play(renamed(replace(full(), answers=low), "a-"), id)
    await clinic.play(full(), id)
    return id


async def _get(clinic: Clinic, path: str) -> tuple[int, bytes]:
    answer = await clinic.browser.get(clinic.home + path)
    return answer.status, await answer.read()


async def test_it_is_linked_from_list_and_session_and_holds_no_words(
    clinic: Clinic, patient: str
) -> None:
    link = f'href="{clinic.home}/patients/{patient}"'
    assert link in (await _get(clinic, ""))[1].decode()
    status, body = await _get(clinic, f"/patients/{patient}{PERIOD}")
    page = body.decode()
    assert status == 200 and "PHQ-9 total rose by 11, from 0" in page
    assert "1 Jan 2020 to 1 Jan 2030" in page
    assert FIRST_WORDS not in page


@NEEDS_POPPLER
async def test_its_pdf_says_the_same(clinic: Clinic, patient: str) -> None:
    status, body = await _get(clinic, f"/patients/{patient}.pdf{PERIOD}")
    text = " ".join(read(body).split())
    assert status == 200 and "PHQ-9 total rose by 11" in text
    assert "Not for diagnosis or emergency use." in text and "Made with Vultus" in text


async def test_unknown_patients_and_periods(clinic: Clinic, patient: str) -> None:
    assert (await _get(clinic, "/patients/p-unknown"))[0] == 404
    assert (await _get(clinic, f"/patients/{patient}?since=soon"))[0] == 400


async def test_a_mark_from_elsewhere_is_refused(clinic: Clinic, patient: str) -> None:
    fields = {"day": "2026-01-01", "topic": "event", "text": NOTE}
    path, headers = f"/c/patients/{patient}/marks", {"Origin": "https://evil.example"}
    assert (await clinic.post(path, fields, headers=headers)).status == 403
    assert (await clinic.store.course(patient, 0, 1)).marks == ()


async def test_each_read_and_change_is_in_the_log_without_words(
    clinic: Clinic, patient: str
) -> None:
    path, fields = f"/c/patients/{patient}", {"day": "2026-01-01", "topic": "event", "text": NOTE}
    await _get(clinic, f"/patients/{patient}")
    await clinic.post(f"{path}/marks", fields)
    (mark,) = (await clinic.store.course(patient, 0, 1)).marks
    assert mark.by == "Demo administrator"
    await clinic.post(f"{path}/marks/{mark.number}/remove", {})
    await clinic.post(f"{path}/switches", {"switch": "face off"})
    lines, _ = await clinic.store.audit("main", patient)
    assert [(one.what, one.note) for one in reversed(lines) if one.what != "patient read"] == [
        ("mark added", "event"),
        ("mark removed", str(mark.number)),
        ("use switched", "face off"),
    ]
    assert sum(one.what == "patient read" for one in lines) == 4, "each form leads back to it"


async def test_an_estimate_is_not_shown_before_it_is_rated(clinic: Clinic, patient: str) -> None:
    score = replace(full().scores[0], message="m-whats_new_after", mood=POSITIVE)
    session = await clinic.play(replace(full(), scores=(*full().scores, score)), patient)
    await employed(clinic.store, "a.nurse", "nurse")
    nurse = clinic.other()
    await sign_in(nurse, "a.nurse")
    path = f"/c/patients/{patient}{PERIOD}"
    assert "not shown yet" not in await (await nurse.get(path)).text()
    before = (await _get(clinic, f"/patients/{patient}{PERIOD}"))[1].decode()
    await clinic.post(f"/c/sessions/{session}/rating", {"mood": "neutral"})
    after = (await _get(clinic, f"/patients/{patient}{PERIOD}"))[1].decode()
    assert before.count(">not shown yet</td>") == after.count(">not shown yet</td>") + 1
    assert (await clinic.store.record(session)).ratings[0].blind


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_marking_in_a_browser_without_a_barrier(clinic: Clinic, patient: str) -> None:
    base = str(clinic.browser.make_url(clinic.home))
    token = entry_token(clinic.settings, "demo", await clinic.store.demo_staff())
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--disable-gpu"], chromium_sandbox=False
        )
        # axe-core is put in past the page's own policy, which lets no script run.
        context = await browser.new_context(bypass_csp=True)
        tab = await context.new_page()
        await tab.goto(f"{base}/enter/{token}")
        await tab.goto(f"{base}/patients/{patient}{PERIOD}")
        marks = tab.get_by_role("region", name="Medication and events")
        await marks.get_by_label("Day").fill("2026-01-02")
        await marks.get_by_label("What", exact=True).fill(NOTE)
        await marks.get_by_role("button", name="Add a mark").click()
        noted = tab.get_by_role("listitem").filter(has_text=NOTE)
        await expect(noted).to_contain_text("2 Jan 2026, medication")
        assert "since=2020-01-01" in tab.url
        await expect(tab.get_by_role("img", name="PHQ-9 totals")).to_be_visible()
        for width in (1280, 320):
            await tab.set_viewport_size({"width": width, "height": 900})
            await tab.evaluate(AXE)
            found: Any = await tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
            assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
            wide = "document.documentElement.scrollWidth <= innerWidth"
            assert await tab.evaluate(wide), f"it sticks out at {width}"
        assert await tab.locator(".courses").evaluate_all(OUT_OF_VIEW) == [[488, 0]]
        await tab.get_by_text("What is used for this patient").click()
        await tab.get_by_role("button", name="Do not use the face").click()
        await expect(
            tab.get_by_text("The face: do not use, set by Demo administrator")
        ).to_be_visible()
        await tab.get_by_role("button", name="Remove the mark").click()
        await expect(tab.get_by_text("None noted in this time.")).to_be_visible()
        await browser.close()
