"""Every page that is read leaves a line in the audit log, which administrators alone see."""

from __future__ import annotations

from dataclasses import replace

from tests.report.addresses import OPEN, routes, with_patient
from tests.report.browsing import employed, sign_in
from tests.report.test_app import Serve, serve

__all__ = ["serve"]


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
