"""A link revoked while its page is open: nothing is taken any more, and the page says so."""

from __future__ import annotations

import time

import pytest
from aiohttp import ClientSession, WSMsgType
from playwright.async_api import Page as Tab
from playwright.async_api import expect

from channels import socket as chat_socket
from contract.client import StoreClient
from contract.clinic_client import ClinicClient
from contract.errors import NoConsent
from contract.messages import FaceWindow
from contract.settings import Settings
from tests.channels.fake_rasa import FakeRasa
from tests.channels.page import Page
from tests.channels.test_alert import CRISIS
from tests.channels.test_browser import CHROMIUM, WRITE, chromium, says, settled, tab, tap

__all__ = ["chromium", "tab"]


async def revoke(settings: Settings, token: str) -> None:
    """As the clinic's page does."""
    async with ClinicClient.of(settings) as store:
        patient = (await store.invited(token)).patient
        for link in await store.links(patient):
            await store.revoke(patient, link.link)


async def test_a_reply_is_refused_and_words_in_need_of_help_get_it(
    browser: ClientSession, settings: Settings, token: str, store: StoreClient
) -> None:
    for words, helped in (("a quiet day", False), (CRISIS, True)):
        again = (await store.invite_again((await store.invite()).patient)).token
        async with Page.at(browser, settings, again) as page:
            hello = await page.open()
            await page.begin()
            await revoke(settings, again)
            sent = await page.reply(words)
            told = await page.get("ended")
            assert told["message"] == sent
            assert ("nobody was told" in (told["safety"] or "")) == helped
            assert (await page.socket.receive(timeout=10)).type is WSMsgType.CLOSE
            record = await store.conversation(hello["session"])
            assert record.alerts == () and sent not in {one.message for one in record.replies}


async def test_an_idle_page_is_told_too(
    browser: ClientSession, settings: Settings, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_socket, "PING_EVERY_S", 0.05)
    async with Page.at(browser, settings, token) as page:
        await page.begin()
        await revoke(settings, token)
        assert await page.get("ended") == {"kind": "ended", "message": None, "safety": None}


async def test_with_the_last_link_the_camera_ends(
    browser: ClientSession, settings: Settings, token: str, store: StoreClient
) -> None:
    async with Page.at(browser, settings, token) as page:
        session = (await page.open())["session"]
        await page.begin()
        assert await store.consented(session, "camera")
        other = await store.invite_again((await store.session(session)).patient)
        now = time.time()
        async with ClinicClient.of(settings) as clinic:
            first = (await clinic.links(other.patient))[-1]
            await clinic.revoke(other.patient, first.link)
        await store.post(FaceWindow(session, now, now + 1, 5, 0))
        await revoke(settings, other.token)
        with pytest.raises(NoConsent, match="revoked"):
            await store.post(FaceWindow(session, now + 1, now + 2, 5, 0))
        assert not await store.consented(session, "camera")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_the_page_says_so_and_marks_what_was_not_sent(
    tab: Tab, settings: Settings, token: str, rasa: FakeRasa
) -> None:
    rasa.then = says(WRITE)
    for name in (
        "Continue",
        "I answer for myself",
        "Yes, use my words",
        "No, leave the camera off",
    ):
        await tap(tab, name)
    await expect(tab.get_by_role("log")).to_contain_text(WRITE.text)
    await revoke(settings, token)
    await settled(tab)
    await tab.get_by_label("Your answer").fill(CRISIS)
    await tab.get_by_role("button", name="Send", exact=True).click()
    ended = tab.locator("#link-ended")
    await expect(ended).to_contain_text("Your clinic has ended this link.")
    await expect(ended).to_contain_text("In an emergency:")
    await expect(tab.get_by_role("log")).to_contain_text("Not sent: This link does not work")
    await expect(tab.get_by_role("log")).to_contain_text("nobody was told")
    await expect(tab.locator("#answer")).to_be_hidden()
