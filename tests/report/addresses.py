"""Every address of the clinician's pages, asked of the running app, and what to fill it with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiohttp import web

from tests.report.browsing import employed
from tests.report.records import full
from tests.report.test_app import Clinic

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
