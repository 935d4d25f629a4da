"""A patient's links: made and shown once, revoked, for the web and for Telegram."""

from __future__ import annotations

import re
from dataclasses import replace

from contract.messages import Invite
from report.patient_pages import addresses
from tests.report.test_app import Clinic, Serve, serve

__all__ = ["serve"]


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
