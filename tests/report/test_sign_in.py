"""Signing in and out of the clinician's pages: the cookie, its time, the lock, links that open."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from contract.entry import check_entry, entry_token
from contract.errors import NotFound
from report.cookies import COOKIES, IDLE_S, LONGEST_S
from tests.report.browsing import PASSWORD, csrf, employed, send, sign_in, welcome_path
from tests.report.test_app import Serve, serve

__all__ = ["serve"]


async def test_the_cookie_is_encrypted_and_out_of_reach_of_scripts(serve: Serve) -> None:
    clinic = await serve()
    await employed(clinic.store, "a.nurse", "nurse")
    browser = clinic.stranger()
    token = await csrf(browser, "/c/sign-in")
    form = {"csrf": token, "login": "a.nurse", "password": PASSWORD}
    answer = await browser.post("/c/sign-in", data=form, allow_redirects=False)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "a.nurse" not in cookie
    (value,) = [one.value for one in browser.session.cookie_jar]
    assert value.startswith("gAAAA")  # Fernet
    for wrong in ("", value[:-4] + "AAAA", "gAAAA"):
        other = clinic.stranger()
        asked = await other.get("/c", cookies={COOKIES[0]: wrong}, allow_redirects=False)
        assert asked.status == 303


async def test_sign_out_everywhere_ends_the_other_browsers_too(serve: Serve) -> None:
    clinic = await serve()
    await employed(clinic.store, "a.nurse", "nurse")
    first, second = clinic.stranger(), clinic.stranger()
    for browser in (first, second):
        assert (await sign_in(browser, "a.nurse")).url.path == "/c"
    await send(first, "/c/account/everywhere", {})
    for browser in (first, second):
        assert (await browser.get("/c")).url.path == "/c/sign-in"


async def test_sign_out_ends_this_browser_alone(serve: Serve) -> None:
    clinic = await serve()
    await employed(clinic.store, "a.nurse", "nurse")
    first, second = clinic.stranger(), clinic.stranger()
    for browser in (first, second):
        await sign_in(browser, "a.nurse")
    await send(first, "/c/sign-out", {})
    assert (await first.get("/c")).url.path == "/c/sign-in"
    assert (await second.get("/c")).url.path == "/c"


async def test_wrong_passwords_lock_and_say_the_same_as_an_unknown_name(serve: Serve) -> None:
    clinic = await serve()
    await employed(clinic.store, "a.nurse", "nurse")
    browser, said = clinic.stranger(), set[str]()
    for login, password in [("a.nurse", "wrong")] * 5 + [("a.nurse", PASSWORD), ("nobody", "x")]:
        answer = await sign_in(browser, login, password)
        assert answer.status == 403
        said.add(re.sub(r'value="[^"]*"', "", await answer.text()))
    assert len(said) == 1 and "15 minutes" in said.pop()


@pytest.mark.parametrize("seconds", [IDLE_S, LONGEST_S])
async def test_a_sign_in_runs_out(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    clinic = await serve()
    name = "IDLE_S" if seconds == IDLE_S else "LONGEST_S"
    assert (await clinic.browser.get("/c")).url.path == "/c"
    monkeypatch.setattr(f"report.cookies.{name}", -1.0)
    assert (await clinic.browser.get("/c")).url.path == "/c/sign-in"


LIVE = {
    "MODE": "live",
    "CONTACT": "0800",
    "ALERT_TO": "https://x.test/a",
    "SAFETY_REVIEWED_BY": "Dr",
}


async def test_the_demos_link_opens_nothing_when_live(serve: Serve) -> None:
    demo = await serve()
    token = entry_token(demo.settings, "demo", await demo.store.demo_staff())
    (cookie,) = demo.browser.session.cookie_jar
    live = await serve(**LIVE)
    answer = await live.browser.get(f"/c/enter/{token}")
    assert answer.status == 404 and "The demo is over" in await answer.text()
    asked = await live.browser.get("/c", cookies={COOKIES[0]: cookie.value})
    assert asked.url.path == "/c/sign-in"


async def test_a_link_opens_for_its_purpose_its_person_and_its_time(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = await serve()
    staff = await employed(clinic.store, "a.nurse", "nurse")
    other = await employed(clinic.store, "b.nurse", "nurse")
    token = entry_token(clinic.settings, "password", staff)
    check_entry(clinic.settings, "password", token, staff)
    later = replace(staff, epoch=staff.epoch + 1)
    for purpose, tried, person in (
        ("demo", token, staff),
        ("password", token, other),
        ("password", token, later),
        ("password", token.replace(staff.staff, other.staff), other),
        ("password", token[:-1] + "é", staff),
        ("password", ".".join([staff.staff, "zz", "0"]), staff),
    ):
        with pytest.raises(NotFound):
            check_entry(clinic.settings, purpose, tried, person)  # type: ignore[arg-type]
    for path in ("x", "a.b", "a.b.c", welcome_path(clinic.settings, staff)[11:-2]):
        assert (await clinic.browser.get(f"/c/welcome/{path}")).status == 404
    monkeypatch.setattr("contract.entry.time.time", lambda: staff.created + 4 * 86_400)
    with pytest.raises(NotFound):
        check_entry(clinic.settings, "password", token, staff)


@pytest.mark.parametrize(
    "after",
    ["https://evil.example.org/", "//evil.example.org", "/c//evil", "/p/x", "/c\\x", "/a/../p"],
)
async def test_signing_in_leads_nowhere_else(serve: Serve, after: str) -> None:
    clinic = await serve()
    await employed(clinic.store, "a.nurse", "nurse")
    browser = clinic.stranger()
    token = await csrf(browser, "/c/sign-in")
    form = {"csrf": token, "login": "a.nurse", "password": PASSWORD, "next": after}
    answer = await browser.post("/c/sign-in", data=form, allow_redirects=False)
    assert answer.headers["Location"] == "/c"
