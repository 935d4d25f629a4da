"""A reminder on Telegram: once, without a word of health; the clinician sees what was missed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import Schedule
from contract.settings import Settings
from fusion.app import store_key
from service.app import build
from tests.channels.telegram.bot_api import BotApi, throttled, until
from tests.channels.telegram.conftest import CHAT, Person
from tests.report.browsing import enter_demo
from tests.vision.cameras import until as eventually

ZONE = "Pacific/Kiritimati"
WORDS = "A reminder: there are some questions for you"


@pytest.fixture
async def settings(settings: Settings) -> Settings:
    return replace(settings, quiet_hours="", parts=("channels", "fusion", "report"))


async def due_now(service: TestServer, patient: str) -> Schedule:
    """A schedule of yesterday whose last due time is a few minutes ago."""
    now = datetime.now(ZoneInfo(ZONE)) - timedelta(minutes=2)
    first = (now - timedelta(days=2)).date().isoformat()
    schedule = Schedule(patient, "daily_checkin", 1, first, f"{now:%H:%M}", ZONE)
    store = service.app[store_key]
    return await asyncio.to_thread(
        store.reminders.set_schedule, schedule, time.time() - 2.5 * 86400
    )


async def bound(store: StoreClient) -> str:
    invite = await store.invite()
    return (await store.bind_chat(invite.token, "telegram", str(CHAT))).patient


async def test_a_due_time_brings_one_message_over_restarts(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi
) -> None:
    api.fail["sendMessage"] = [throttled(1)]
    first = await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        patient = await bound(store)
        await due_now(first, patient)
    await first.close()
    second = await aiohttp_server(build(settings), port=settings.port)
    reminded = await api.sees(CHAT, WORDS)
    for word in ("health", "mood", "clinic", "questionnaire", "illness", "Daily"):
        assert word.lower() not in reminded.text.lower()
    async with StoreClient.of(settings) as store:
        await until_reminded(store)
    await second.close()
    await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        person = Person(api, store, (await store.invite_again(patient)).token)
        await person.begin()
    assert sum(WORDS in sent.text for sent in api.seen(CHAT)) == 1


async def test_one_that_may_have_got_through_is_not_sent_again_and_is_shown_as_missed(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi
) -> None:
    api.lose_answers = 1
    service = await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        await due_now(service, await bound(store))
        await service.close()
        service = await aiohttp_server(build(settings), port=settings.port)
        await until(lambda: "sendMessage" in api.calls)
        (planned,) = await store.planned()
    assert [due.reminded for due in planned.dues] == [None, None, None]
    page = await overview(settings)
    assert "Due questionnaires" in page and "no reminder sent, not answered" in page
    assert api.calls.count("sendMessage") == 1


async def overview(settings: Settings) -> str:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
        await enter_demo(http, settings, settings.store_url)
        async with http.get(f"{settings.store_url}/c") as answer:
            return await answer.text()


async def until_reminded(store: StoreClient) -> None:
    async def told() -> bool:
        return any(due.reminded for one in await store.planned() for due in one.dues)

    await asyncio.wait_for(eventually(told), 20)
