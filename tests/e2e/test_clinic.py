"""The clinic's pages in a real browser: signing in, staff, patients' links, the audit log."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from contract.clinic_client import ClinicClient
from contract.messages import Reply
from tests.e2e.barriers import no_barrier
from tests.e2e.conftest import demo_link, elsewhere
from tests.report.browsing import PASSWORD
from tests.stack import Stack


def test_a_nurse_is_added_signs_in_and_takes_on_an_alert(stack: Stack, browser: Browser) -> None:
    boss = browser.new_page(viewport={"width": 1180, "height": 900})
    boss.goto(demo_link(stack))
    expect(boss.get_by_role("heading", name="Overview")).to_be_visible()
    link = _add_nurse(boss)
    _add_patient(boss, stack)
    number = elsewhere(_raise_alert(stack))
    nurse = browser.new_page(viewport={"width": 320, "height": 640})
    _choose_password(nurse, link)
    _take_on(nurse, stack, number)
    boss.get_by_role("link", name="Audit log").click()
    expect(boss.get_by_role("cell", name="alert handled acknowledged").first).to_be_visible()
    no_barrier(boss)
    boss.get_by_role("link", name="Demo administrator").click()
    no_barrier(boss)
    boss.get_by_role("button", name="Sign out", exact=True).click()
    expect(boss.get_by_role("heading", name="Sign in")).to_be_visible()
    boss.go_back()
    boss.reload()
    expect(boss.get_by_role("heading", name="Sign in")).to_be_visible()
    nurse.close()
    boss.close()


def _add_nurse(page: Page) -> str:
    """The link where she chooses her password."""
    page.get_by_role("link", name="Staff").click()
    page.get_by_label("Name", exact=True).fill("Nora Nurse")
    page.get_by_label("Sign-in name").fill("nora")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("cell", name="no password yet")).to_be_visible()
    no_barrier(page)
    return page.locator(".once code").inner_text()


def _add_patient(page: Page, stack: Stack) -> None:
    page.get_by_role("link", name="Patients").click()
    page.get_by_role("button", name="Add a patient").click()
    link = page.locator(".once code").inner_text()
    assert link.startswith(f"{stack.settings.public_url}/p/")
    no_barrier(page)
    page.get_by_role("button", name=re.compile("^Revoke the link")).click()
    expect(page.get_by_role("cell", name=re.compile("^revoked"))).to_be_visible()
    assert page.request.get(link).status == 404
    page.get_by_role("link", name="Patients", exact=True).click()
    expect(page.get_by_role("cell", name="none that opens")).to_be_visible()
    no_barrier(page)


def _choose_password(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    no_barrier(page)
    page.get_by_role("button", name="Keep it and sign in").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    no_barrier(page)
    expect(page.get_by_role("link", name="Staff")).to_have_count(0)
    page.get_by_role("button", name="Sign out", exact=True).click()


def _take_on(page: Page, stack: Stack, number: int) -> None:
    """From the notice's link, signed out, with one wrong password."""
    page.goto(f"{stack.settings.public_url}/a/{number}")
    for password in ("not the password", PASSWORD):
        page.get_by_label("Sign-in name").fill("nora")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        if password != PASSWORD:
            expect(page.get_by_role("alert")).to_contain_text("do not open an account")
            no_barrier(page)
    expect(page.get_by_role("heading", name=f"Alert {number}")).to_be_visible()
    no_barrier(page)
    page.get_by_role("button", name="I take this on").click()
    expect(page.get_by_text("by Nora Nurse")).to_be_visible()


async def _raise_alert(stack: Stack) -> int:
    async with ClinicClient.of(stack.settings) as store:
        patient = (await store.invite()).patient
        session = (await store.open_session(patient, "web")).session
        await store.post(Reply(session, "m1", 1_800_000_000.0, "I want to die"))
        return (await store.open_alerts())[-1].number
