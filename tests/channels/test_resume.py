"""Going on later: hours after, on another device, and a day after the last word."""

from __future__ import annotations

import time

from aiohttp import ClientSession

from contract.client import StoreClient
from contract.settings import Settings
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.page import Page

DAY_S = 86_400.0


async def begun(http: ClientSession, settings: Settings, token: str) -> str:
    """A session with one answer, whose page is closed; its id."""
    async with Page.at(http, settings, token) as page:
        await page.begin()
        await page.reply("Several days", payload=ASKS.buttons[1].payload, item=ASKS.item)
        await page.get("bot")
        return str(page.hello["session"])


async def test_another_device_shows_all_that_was_said_and_goes_on(
    browser: ClientSession, settings: Settings, token: str, rasa: FakeRasa, store: StoreClient
) -> None:
    session = await begun(browser, settings, token)
    async with ClientSession() as other, Page.at(other, settings, token) as page:
        hello = await page.open()
        assert hello["session"] == session
        assert hello["consents"] == {"text": True, "camera": True}
        assert [one["who"] for one in hello["transcript"]] == ["bot", "patient", "bot"]
        assert (hello["bubble"]["item"], hello["ended"]) == (ASKS.item, False)
        await page.reply("Not at all", payload=ASKS.buttons[0].payload, item=ASKS.item)
        await page.get("bot")
    assert rasa.heard[-1]["sender"] == session
    assert len((await store.conversation(session)).replies) == 2


async def test_a_page_that_was_left_open_goes_on_after_the_session_closed_for_idleness(
    browser: ClientSession, settings: Settings, token: str, store: StoreClient
) -> None:
    session = await begun(browser, settings, token)
    await store.close_session(session, "idle", time.time())
    async with Page.at(browser, settings, token) as page:
        hello = await page.open(session)
        assert (hello["session"], hello["ended"]) == (session, False)
        assert hello["bubble"]["item"] == ASKS.item
        await page.reply("Not at all", payload=ASKS.buttons[0].payload, item=ASKS.item)
        await page.get("bot")
    again = await store.session(session)
    assert (again.closed, again.reason) == (None, None)


async def test_a_day_later_the_link_begins_anew(
    browser: ClientSession, settings: Settings, token: str, store: StoreClient
) -> None:
    session = await begun(browser, settings, token)
    await store.close_session(session, "idle", time.time() + DAY_S)
    async with Page.at(browser, settings, token) as page:
        hello = await page.open()
        assert hello["session"] != session
        assert hello["consents"] == {"text": None, "camera": None}
    assert len((await store.conversation(session)).replies) == 1
