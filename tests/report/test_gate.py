"""Who comes in where: nobody before signing in, forms with their token, each clinic apart."""

from __future__ import annotations

from contract.messages import Reply
from tests.report.addresses import FORMS_BEFORE, OPEN, about_somebody, routes, with_patient
from tests.report.browsing import employed, send, sign_in
from tests.report.test_app import Serve, serve

__all__ = ["serve"]


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
