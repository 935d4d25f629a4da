"""Every page there is, opened in Chromium and held against axe-core; a page that is not named here
fails."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from playwright.sync_api import Browser, Page

from cli.run import clinician_link
from contract.clinic_client import ClinicClient
from contract.entry import welcome_link
from contract.settings import Settings, load_settings
from service.app import build
from tests.e2e.barriers import no_barrier
from tests.e2e.conftest import elsewhere
from tests.e2e.served import served, settings_of
from tests.report.clinic import Clinic
from tests.report.records import full

SIGNED_OUT = ("/p/{token}", "/c/sign-in", "/c/welcome/{welcome}", "/docs")
PAGES = (
    *SIGNED_OUT,
    "/c",
    "/c?only=missed",
    "/a/{number}",
    "/c/account",
    "/c/agreement",
    "/c/audit",
    "/c/erasures",
    "/c/patients",
    "/c/patients/{patient}",
    "/c/patients/{patient}/links",
    "/c/sessions/{session}",
    "/c/sessions/none",
    "/c/staff",
)
"""Addresses in the order in which they are opened; one may have several."""
NO_PAGES = (
    "/a/{number}/{token}", "/c/enter/{token}", "/c/openid", "/c/openid/back",
    "/c/sessions/{session}/download", "/healthz", "/metrics", "/p/{token}/chat",
)  # fmt: skip
"""They lead on, are a file, a socket or no page at all; so are .json, .pdf and what is static."""


@dataclass(frozen=True)
class Ids:
    """What the addresses are filled with."""

    token: str
    patient: str
    session: str
    number: int
    welcome: str


def test_no_page_is_left_out(tmp_path: Path) -> None:
    given = {"VULTUS_PARTS": "channels,fusion,report,alerts", "VULTUS_DATA": str(tmp_path)}
    openid = {"VULTUS_OPENID_ISSUER": "https://login.example.org", "VULTUS_OPENID_CLIENT": "v"}
    routes = {
        route.resource.canonical
        for route in build(load_settings(given | openid)).router.routes()
        if route.method == "GET" and isinstance(route.resource, web.Resource)
    }
    paths = {path for path in routes if not path.endswith((".json", ".pdf"))} - set(NO_PAGES)
    named = {path.partition("?")[0].replace("{welcome}", "{token}") for path in PAGES}
    assert {path for path in paths if not path.startswith("/internal/")} == named - {
        "/c/sessions/none"
    }


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    made = settings_of(tmp_path_factory.mktemp("data"))
    with served(made):
        yield made


async def _filled(settings: Settings) -> Ids:
    """A patient who was followed once, with an alert, and a proof of another's erasure."""
    async with ClinicClient.of(settings) as store:
        invite = await store.invite()
        session = await Clinic(settings, store, None).play(full(), invite.patient)  # type: ignore[arg-type]
        await store.erase((await store.invite()).patient, "B. Officer")
        (case,) = await store.open_alerts()
        staff = await store.add_staff("main", "nora", "Nora Nurse", "nurse")
    welcome = welcome_link(settings, staff).rpartition("/")[2]
    return Ids(invite.token, invite.patient, session, case.number, welcome)


def test_no_page_has_a_barrier_wide_or_narrow(clinic: Settings, browser: Browser) -> None:
    ids = elsewhere(_filled(clinic))
    page = browser.new_page()
    for path in PAGES:
        if path == "/c":  # from here on signed in
            page.goto(elsewhere(asyncio.to_thread(clinician_link, clinic)))
        _held(page, clinic.public_url + path.format(**vars(ids)))
    page.close()


def _held(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1180, "height": 900})
    answer = page.goto(address)
    assert answer is not None and answer.status in (200, 404), address
    assert page.locator("h1").count() == 1, address
    page.set_viewport_size({"width": 320, "height": 640})
    no_barrier(page)
