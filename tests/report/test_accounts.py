"""Signing in to the clinician's pages: cookies, forms, roles, clinics apart, every read kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiohttp import web

from contract.entry import check_entry, entry_token
from contract.errors import NotFound
from contract.messages import Invite, Reply
from report.cookies import COOKIES, IDLE_S, LONGEST_S
from report.patient_pages import addresses
from report.roles import MAY, RIGHTS, ROLES
from tests.report.browsing import PASSWORD, csrf, employed, send, sign_in, welcome_path
from tests.report.records import full
from tests.report.test_app import Clinic, Serve, serve

__all__ = ["serve"]
DOC = Path(__file__).parents[2] / "docs" / "accounts.md"
OPEN = {"/c/sign-in", "/c/enter/{token}", "/c/welcome/{token}", "/a/{number}/{token}"}
"""Pages that need no sign-in."""
NOBODYS = {"/c/erasures/{reference}.json"}
"""Proofs name no patient."""
FORMS_BEFORE = {"/c/sign-in", "/c/welcome/{token}"}


@dataclass(frozen=True)
class Ids:
    """What the addresses of a patient's pages are filled with."""

    session: str
    patient: str
    number: str
    staff: str
    link: str = "0" * 16
    reference: str = "erasure-1"
    token: str = "x.1.y"


async def with_patient(clinic: Clinic) -> Ids:
    session = await clinic.play(full())
    patient = (await clinic.store.session(session)).patient
    (case,) = await clinic.store.open_alerts()
    staff = await employed(clinic.store, "a.doctor", "clinician")
    return Ids(session, patient, str(case.number), staff.staff)


def routes(clinic: Clinic, method: str) -> list[str]:
    """Every address of the clinician's pages for that method."""
    app = clinic.browser.app
    assert app is not None
    found = {
        route.resource.canonical
        for route in app.router.routes()
        if route.method == method and isinstance(route.resource, web.Resource)
    }
    return sorted(path for path in found if re.match(r"/[ac](/|$)", path))


def about_somebody(clinic: Clinic, method: str) -> list[str]:
    """Those that name a patient, a session, an alert or a person."""
    found = [one for one in routes(clinic, method) if "{" in one and one not in OPEN | NOBODYS]
    assert len(found) > 5
    return found


async def test_nothing_is_readable_before_signing_in(serve: Serve) -> None:
    clinic = await serve()
    ids = await with_patient(clinic)
    browser = clinic.stranger()
    paths = [path for path in routes(clinic, "GET") if path not in OPEN]
    assert len(paths) > 8
    for path in paths:
        answer = await browser.get(path.format(**vars(ids)), allow_redirects=False)
        assert answer.status in (303, 403), path
        assert answer.status == 403 or answer.headers["Location"].startswith("/c/sign-in"), path
        assert ids.session not in await answer.text()


async def test_no_form_works_without_its_token_or_a_sign_in(serve: Serve) -> None:
    clinic = await serve()
    ids = await with_patient(clinic)
    browser, paths = clinic.stranger(), routes(clinic, "POST")
    assert len(paths) > 10
    for path in paths:
        for form in ({}, {"csrf": "guessed"}):
            answer = await clinic.browser.post(path.format(**vars(ids)), data=form)
            assert answer.status == 403, path
            if path not in FORMS_BEFORE:
                answer = await browser.post(path.format(**vars(ids)), data=form)
                assert answer.status == 403 and "signed out" in await answer.text(), path
    assert (await clinic.store.record(ids.session)).switches == ()


async def test_another_clinics_staff_finds_nothing_and_each_own_read_leaves_a_line(
    serve: Serve,
) -> None:
    clinic = await serve()
    ids = await with_patient(clinic)
    await clinic.store.add_clinic("Ward 3")
    other = next(one for one in await clinic.store.clinics() if one.name == "Ward 3")
    await employed(clinic.store, "stranger", "administrator", other.clinic)
    browser = clinic.stranger()
    await sign_in(browser, "stranger")
    form = {"step": "acknowledged", "switch": "face off", "act": "off", "mood": "other"}
    form |= {"topic": "event", "day": "2026-01-02", "text": "x"}
    for path in about_somebody(clinic, "POST"):
        assert (await send(browser, path.format(**vars(ids)), form)).status == 404, path
    for path in about_somebody(clinic, "GET"):
        url = path.format(**vars(ids))
        answer = await browser.get(url)
        assert answer.status == 404, path
        assert ids.session not in await answer.text()
        before = len((await clinic.store.audit("main", ids.patient))[0])
        status = (await clinic.browser.get(url)).status
        assert status == 200 or path.endswith(".pdf"), path  # which needs Pango
        lines, _ = await clinic.store.audit("main", ids.patient)
        new = [one for one in lines[: len(lines) - before] if one.what != "estimate uncovered"]
        assert len(new) == 1 and new[0].name == "Demo administrator", path
    for path in ("/c", "/c/patients", "/c/audit"):
        page = await (await browser.get(path)).text()
        assert ids.patient not in page and ids.session not in page, path
    assert (await clinic.store.person(ids.staff)).disabled is None
    assert (await clinic.store.record(ids.session)).switches == ()
    assert (await clinic.store.course(ids.patient, 0, 1)).marks == ()


async def test_every_page_leaves_a_line_but_those_about_nobody(serve: Serve) -> None:
    clinic = await serve()
    ids = await with_patient(clinic)
    proof = await clinic.store.erase((await clinic.store.invite()).patient, "B. Officer")
    ids = replace(ids, reference=proof.reference)
    about_nobody = {"/c/account", "/c/staff"} | OPEN
    for path in routes(clinic, "GET"):
        before = len((await clinic.store.audit("main"))[0])
        await clinic.browser.get(path.format(**vars(ids)), allow_redirects=False)
        left = len((await clinic.store.audit("main"))[0]) > before
        assert left == (path not in about_nobody), path


async def test_a_nurse_uncovers_an_estimate_by_reading_and_that_is_kept(serve: Serve) -> None:
    clinic = await serve()
    ids = await with_patient(clinic)
    await employed(clinic.store, "a.nurse", "nurse")
    browser = clinic.stranger()
    await sign_in(browser, "a.nurse")
    for _ in range(2):
        assert (await browser.get(f"/c/sessions/{ids.session}")).status == 200
    lines, _ = await clinic.store.audit("main", ids.patient)
    about = [one.what for one in lines if one.name == "a.nurse of main"]
    assert about == ["session read", "estimate uncovered", "session read"]


async def test_lists_are_in_the_log_and_only_an_administrator_sees_it(serve: Serve) -> None:
    clinic = await serve()
    ids = await with_patient(clinic)
    browser = clinic.stranger()
    await sign_in(browser, "a.doctor")
    for path in ("/c", "/c/patients", f"/c/sessions/{ids.session}"):
        await browser.get(path)
    assert (await browser.get("/c/audit")).status == 403
    assert (await browser.get("/c/staff")).status == 403
    page = await (await clinic.browser.get("/c/audit")).text()
    for what in ("signed in", "list read", "patients listed", "session read"):
        assert what in page
    assert page.index("session read") < page.index("patients listed") < page.index("list read")
    one = await (await clinic.browser.get(f"/c/audit?patient={ids.patient}")).text()
    assert "session read" in one and "list read" not in one
    assert (await clinic.browser.get("/c/audit?before=x")).status == 400


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


async def test_nobody_changes_their_own_role_and_the_demos_account_stays(serve: Serve) -> None:
    clinic = await serve()
    boss = await employed(clinic.store, "boss", "administrator")
    browser = clinic.stranger()
    await sign_in(browser, "boss")
    assert (await send(browser, f"/c/staff/{boss.staff}", {"act": "nurse"})).status == 403
    assert (await send(browser, "/c/staff/demo", {"act": "off"})).status == 404


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


async def patient_link(clinic: Clinic) -> tuple[str, str]:
    """A new patient and the path of their link, by the page's button."""
    page = await (await clinic.post("/c/patients", {})).text()
    patient, link = re.search(r"Patient (p-\w+)", page), re.search(r"http\S+(/p/[\w-]+)", page)
    assert patient is not None and link is not None
    return patient[1], link[1]


async def test_a_patients_link_is_made_shown_once_and_revoked(serve: Serve) -> None:
    clinic = await serve(parts="fusion,report,channels")
    patient, link = await patient_link(clinic)
    assert (await clinic.browser.get(link)).status == 200
    page = await (await clinic.browser.get(f"/c/patients/{patient}/links")).text()
    assert link not in page and "Demo administrator" in page
    (made,) = await clinic.store.links(patient)
    done = await clinic.post(f"/c/patients/{patient}/links/{made.link}", {})
    assert "revoked" in await done.text()
    assert (await clinic.browser.get(link)).status == 404
    again = await (await clinic.post(f"/c/patients/{patient}/links", {})).text()
    renewed = re.search(r"http\S+(/p/[\w-]+)", again)
    assert renewed is not None and (await clinic.browser.get(renewed[1])).status == 200
    lines, _ = await clinic.store.audit("main", patient)
    assert [one.what for one in reversed(lines)] == [
        "patient added",
        "links read",
        "link revoked",
        "links read",
        "link made",
    ]


async def test_a_link_for_telegram_stands_beside_the_webs(serve: Serve) -> None:
    invite = Invite("token-1", "p-1")
    plain = (await serve()).settings
    assert [place for place, _ in addresses(plain, invite)] == ["Web page"]
    named = replace(plain, telegram_token="1:a", telegram_name="ward3_bot")
    assert addresses(named, invite)[1] == ("Telegram", "https://t.me/ward3_bot?start=token-1")
    unnamed = replace(plain, telegram_token="1:a")
    assert addresses(unnamed, invite)[1][1] == "/start token-1"


async def test_an_alert_of_another_clinic_is_not_handled(serve: Serve) -> None:
    clinic = await serve()
    other = await clinic.store.add_clinic("Ward 3")
    invite = await clinic.store.invite_to(other.clinic, "")
    session = (await clinic.store.open_session(invite.patient, "web")).session
    await clinic.store.post(Reply(session, "m1", 1_800_000_000.0, "I want to die"))
    (case,) = await clinic.store.open_alerts()
    answer = await clinic.post(f"/a/{case.number}", {"step": "acknowledged"})
    assert answer.status == 404
    assert len((await clinic.store.alert(case.number)).steps) == 1


def test_the_table_of_roles_is_the_code() -> None:
    rows = [
        f"| {words} | " + " | ".join("yes" if r in MAY[right] else "no" for r in ROLES) + " |"
        for right, words in RIGHTS.items()
    ]
    lines = DOC.read_text().splitlines()
    start = lines.index("| may | nurse | clinician | administrator |")
    assert lines[start + 2 : start + 2 + len(rows)] == rows
