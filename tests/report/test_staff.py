"""The accounts of a clinic's staff: added, changed, their passwords, what each role may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report.roles import MAY, RIGHTS, ROLES
from tests.report.browsing import PASSWORD, csrf, employed, send, sign_in
from tests.report.test_app import Serve, serve

__all__ = ["serve"]

DOC = Path(__file__).parents[2] / "docs" / "accounts.md"


async def test_a_person_is_added_chooses_a_password_once_and_signs_in(serve: Serve) -> None:
    clinic = await serve()
    form = {"name": "Ana Example", "login": "Ana@Clinic.example.org", "role": "clinician"}
    page = await (await clinic.post("/c/staff", form)).text()
    found = re.search(r"http\S+(/c/welcome/[^<]+)", page)
    assert found is not None and "Ana Example" in page
    browser = clinic.stranger()
    for password, again, status, text in (
        ("short", "short", 400, "12 to 200"),
        (PASSWORD, PASSWORD + "!", 400, "differ"),
        (PASSWORD, PASSWORD, 200, "Ana Example"),
    ):
        form = {"password": password, "again": again, "csrf": await csrf(browser, found[1])}
        answer = await browser.post(found[1], data=form)
        assert answer.status == status and text in await answer.text()
    assert answer.url.path == "/c"
    assert (await browser.get(found[1])).status == 404
    assert (await sign_in(browser, "ana@clinic.example.org")).url.path == "/c"


async def test_an_own_password_is_changed_with_the_present_one(serve: Serve) -> None:
    clinic = await serve()
    await employed(clinic.store, "a.nurse", "nurse")
    first, second = clinic.stranger(), clinic.stranger()
    for browser in (first, second):
        await sign_in(browser, "a.nurse")
    new = "nine quick otters at dawn"
    form = {"current": "wrong", "password": new, "again": new}
    assert (await send(first, "/c/account/password", form)).status == 403
    done = await send(first, "/c/account/password", form | {"current": PASSWORD})
    assert "The new password counts" in await done.text()
    assert (await second.get("/c")).url.path == "/c/sign-in"
    assert (await sign_in(second, "a.nurse", new)).url.path == "/c"


@pytest.mark.parametrize("change", ["off", "nurse"])
async def test_a_changed_account_counts_at_once(serve: Serve, change: str) -> None:
    clinic = await serve()
    staff = await employed(clinic.store, "a.doctor", "clinician")
    browser = clinic.stranger()
    await sign_in(browser, "a.doctor")
    await clinic.post(f"/c/staff/{staff.staff}", {"act": change})
    assert (await browser.get("/c")).url.path == "/c/sign-in"
    again = await sign_in(browser, "a.doctor")
    assert again.status == (403 if change == "off" else 200)


async def test_nobody_changes_their_own_role_and_the_demos_account_stays(serve: Serve) -> None:
    clinic = await serve()
    boss = await employed(clinic.store, "boss", "administrator")
    browser = clinic.stranger()
    await sign_in(browser, "boss")
    assert (await send(browser, f"/c/staff/{boss.staff}", {"act": "nurse"})).status == 403
    assert (await send(browser, "/c/staff/demo", {"act": "off"})).status == 404


def test_the_table_of_roles_is_the_code() -> None:
    rows = [
        f"| {words} | " + " | ".join("yes" if r in MAY[right] else "no" for r in ROLES) + " |"
        for right, words in RIGHTS.items()
    ]
    lines = DOC.read_text().splitlines()
    start = lines.index("| may | nurse | clinician | administrator |")
    assert lines[start + 2 : start + 2 + len(rows)] == rows
