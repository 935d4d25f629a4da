"""What the patient's page is told of an alert: seen, not delivered, not even stored."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer, unused_port
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import AlertStep
from contract.settings import Settings
from service.app import build
from tests.channels.live import live
from tests.channels.page import Page

CRISIS = "I want to kill myself"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return live(settings)


async def test_the_patient_is_told_when_no_notice_could_be_sent_and_when_somebody_knows(
    page: Page, store: StoreClient
) -> None:
    sent = await page.reply(CRISIS)
    assert "Your clinic is sent a notice" in (await page.get("stored"))["safety"]
    update = await page.get("safety")
    assert update["message"] == sent and "Please call the number above" in update["safety"]
    (case,) = await store.open_alerts()
    await store.add_alert_steps(case.number, [AlertStep(time.time(), "acknowledged", "A. Nurse")])
    assert "Someone at your clinic has seen" in (await page.get("safety"))["safety"]
    again = await page.open(page.hello["session"])
    assert "Someone at your clinic has seen" in str(again["transcript"])


async def test_a_hint_gets_the_help_message_too(page: Page) -> None:
    await page.reply("they would be better off without me")
    assert "0800 1234" in (await page.get("stored"))["safety"]


async def test_words_that_need_help_get_it_even_when_the_store_is_down(
    settings: Settings, browser: ClientSession, aiohttp_server: AiohttpServer
) -> None:
    fusion = replace(settings, parts=("fusion",), port=unused_port())
    behind: TestServer = await aiohttp_server(build(fusion), port=fusion.port)
    front = replace(settings, parts=("channels",), fusion_url=f"http://127.0.0.1:{fusion.port}")
    await aiohttp_server(build(front), port=front.port)
    async with StoreClient.of(fusion) as store:
        token = (await store.invite()).token
    async with Page.at(browser, replace(front, fusion_url=""), token) as page:
        await page.begin()
        await asyncio.wait_for(behind.close(), 30)
        await page.reply(CRISIS)
        text = (await page.get("safety"))["safety"]
        assert "could not be stored, and nobody was told" in text and "0800 1234" in text
        assert await page.error() == "unavailable"
        await page.reply("a quiet day")
        assert await page.error() == "unavailable"
