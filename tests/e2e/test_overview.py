"""The overview in a real browser: found, filtered and read without a barrier, wide and narrow."""

from __future__ import annotations

import time

from playwright.sync_api import Browser, expect

from contract.clinic_client import ClinicClient
from contract.messages import Answer, Reply, Start
from questionnaires.loader import load
from tests.e2e.barriers import no_barrier
from tests.e2e.conftest import demo_link, elsewhere
from tests.stack import Stack


def test_a_patient_is_found_and_the_open_item_leads_to_the_session(
    stack: Stack, browser: Browser
) -> None:
    patient, session = elsewhere(_unanswered(stack))
    page = browser.new_page(viewport={"width": 1180, "height": 900})
    page.goto(demo_link(stack))
    page.get_by_label("Patient", exact=True).fill(patient)
    page.get_by_label("With").select_option("an alert item not answered")
    page.get_by_role("button", name="Show").click()
    row = page.get_by_role("row", name=patient)
    expect(row).to_contain_text("PHQ-9: no total, 8 of 9 answered")
    expect(page.get_by_text("Patients 1 to 1 of 1.")).to_be_visible()
    for width in (1180, 320):
        page.set_viewport_size({"width": width, "height": 800})
        no_barrier(page)
    row.get_by_role("link", name="PHQ-9 item 9").click()
    assert page.url.endswith(session)
    page.go_back()
    page.get_by_label("With").select_option("a missed questionnaire")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No patient is like that.")).to_be_visible()
    no_barrier(page)
    page.get_by_role("link", name="All patients").click()
    expect(page.get_by_label("Patient", exact=True)).to_have_value("")
    page.close()


async def _unanswered(stack: Stack) -> tuple[str, str]:
    """A patient who closed the page at item 9; and the session."""
    phq9, at = load("phq9"), time.time()
    async with ClinicClient.of(stack.settings) as store:
        patient = (await store.invite()).patient
        session = (await store.open_session(patient, "web")).session
        await store.post(Reply(session, "m0", at, "hello"))
        await store.post(Start(session, phq9.id, phq9.version, at, "m0"))
        for number, item in enumerate(phq9.items[:8], start=1):
            said = Answer(session, phq9.id, phq9.version, item.id, 1, at + number, f"m{number}")
            await store.post(said)
        await store.close_session(session, "stopped", at + 60)
    return patient, session
