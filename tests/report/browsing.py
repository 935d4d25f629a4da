"""A browser of the clinician's pages in tests: signed in, and sending forms as the pages do."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import ClientSession
from aiohttp.test_utils import TestClient

from contract.clinic_client import ClinicClient
from contract.entry import entry_token, welcome_link
from contract.messages import Role, Staff
from contract.settings import Settings
from report.viewer import Viewer

PASSWORD = "seven calm herons by the pond"
STAFF = Staff("u-1", "main", "a.nurse", "A. Nurse", "administrator", 0, 1_700_000_000.0, True)
VIEWER = Viewer(STAFF, "Clinic", "csrf-token")
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')


Browser = ClientSession | TestClient[Any, Any]


async def enter_demo(browser: Browser, settings: Settings, base: str = "") -> None:
    """Sign the demo's administrator in by the link that `vultus run` prints."""
    async with ClinicClient.of(settings) as store:
        staff = await store.demo_staff()
    token = entry_token(settings, "demo", staff)
    async with browser.get(f"{base}/c/enter/{token}") as page:
        assert page.status == 200, await page.text()


async def send(browser: Browser, url: str, form: dict[str, str], **more: Any) -> Any:
    """Send a form with the token that the pages have for this browser."""
    return await browser.post(url, data=form | {"csrf": await csrf(browser)}, **more)


async def csrf(browser: Browser, page: str = "/c/account") -> str:
    """The token in the forms of that page."""
    async with browser.get(page) as answer:
        found = _CSRF.search(await answer.text())
    assert found is not None, f"{page} has no form"
    return found[1]


async def employed(
    store: ClinicClient, login: str, role: Role, clinic: str = "main", password: str = PASSWORD
) -> Staff:
    """A person with a password."""
    made = await store.add_staff(clinic, login, f"{login} of {clinic}", role)
    return await store.set_password(made.staff, password)


async def sign_in(browser: Browser, login: str, password: str = PASSWORD, after: str = "") -> Any:
    """Fill in the sign-in form."""
    token = await csrf(browser, f"/c/sign-in?next={after}")
    form = {"csrf": token, "login": login, "password": password, "next": after}
    return await browser.post("/c/sign-in", data=form)


def welcome_path(settings: Settings, staff: Staff) -> str:
    """The path of the link where the person chooses a password."""
    return welcome_link(settings, staff).removeprefix(settings.public_url)
