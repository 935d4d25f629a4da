"""Who answers: a proxy is asked for no consent, and nothing is derived in a proxy's session."""

from __future__ import annotations

import time

import pytest
from aiohttp import ClientSession

from contract.client import StoreClient
from contract.errors import NoConsent
from contract.messages import FaceWindow, ReplyScore
from contract.settings import Settings
from tests.channels.fake_rasa import ITEM
from tests.channels.page import Page


async def test_a_proxy_chats_without_consents_and_cannot_give_them(
    browser: ClientSession, settings: Settings, token: str, store: StoreClient
) -> None:
    async with Page.at(browser, settings, token) as page:
        assert (await page.open())["who"] is None
        await page.send(kind="respondent", who="proxy")
        assert (await page.get("answering"))["who"] == "proxy"
        assert (await page.get("bot"))["message"] == "start"
        await page.send(kind="consent", scope="camera", given=True, version="2")
        assert await page.error() == "not_allowed"
        await page.reply("He slept badly.", item="whats_new_before")
        await page.get("stored")
        await page.get("bot")
        assert (await page.open(page.hello["session"]))["who"] == "proxy"
    assert await store.unscored(10) == ()


async def test_what_was_derived_goes_when_a_proxy_turns_out_to_answer(
    page: Page, store: StoreClient
) -> None:
    session, now = page.hello["session"], time.time()
    sent = await page.reply("quite well", item=ITEM)
    await page.get("stored")
    await store.post(ReplyScore(session, sent, now, (0.1, 0.2, 0.6, 0.1), 3, "m"))
    window = FaceWindow(session, now, now + 1, 5, 5, (0.1, 0.2, 0.6, 0.1), quality=0.5)
    await store.post(window)
    await page.send(kind="respondent", who="proxy")
    await page.get("answering")
    record = await store.record(session)
    assert (record.windows, record.scores, record.who) == ((), (), "proxy")
    with pytest.raises(NoConsent):
        await store.post(window)
    await page.send(kind="respondent", who="helped")
    await page.get("answering")
    assert await store.consented(session, "camera")


async def test_an_unknown_respondent_is_refused(page: Page) -> None:
    await page.send(kind="respondent", who="cat")
    assert await page.error() == "bad_message"
