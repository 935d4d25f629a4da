"""Updates by webhook: only who shows the secret is heard."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from contract.settings import Settings
from tests.channels.telegram.bot_api import BotApi, until
from tests.channels.telegram.conftest import CHAT, Person

SECRET = "a-secret-of-telegrams"
ADDRESS = "https://clinic.example.org/telegram"


@pytest.fixture
async def settings(settings: Settings) -> Settings:
    return replace(settings, telegram_webhook=ADDRESS, telegram_secret=SECRET)


async def deliver(
    browser: ClientSession, settings: Settings, update: Any, secret: str = SECRET
) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    url = f"{settings.store_url}/telegram"
    async with browser.post(url, json=update, headers=headers) as answer:
        return answer.status


async def test_telegram_is_told_the_address_and_its_updates_are_taken(
    service: TestServer, person: Person, browser: ClientSession, settings: Settings, api: BotApi
) -> None:
    await until(lambda: bool(api.webhook))
    assert (api.webhook["url"], api.webhook["secret_token"]) == (ADDRESS, SECRET)
    api.text(CHAT, f"/start {person.invite}")
    update = api.updates[-1]
    assert await deliver(browser, settings, update) == 200
    await api.sees(CHAT, "1 of 2")
    assert await deliver(browser, settings, update) == 200
    assert "getUpdates" not in api.calls


async def test_without_the_secret_nobody_is_heard(
    service: TestServer, person: Person, browser: ClientSession, settings: Settings, api: BotApi
) -> None:
    api.text(CHAT, f"/start {person.invite}")
    assert await deliver(browser, settings, api.updates[-1], "guess") == 403
    assert await deliver(browser, settings, {"no": "update"}) == 400
    assert await person.store.chats("telegram") == ()
