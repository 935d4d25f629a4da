"""The real service with the Telegram channel and the real store; Telegram's servers are a stub."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
from aiohttp.test_utils import TestServer
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import Record
from contract.settings import Settings
from tests.channels.telegram.bot_api import TOKEN, BotApi, Sent

YES_WORDS, NO_PICTURES = "Yes, use my words", "No, use no pictures"
CHAT = 777000111


@dataclass
class Person:
    """A patient with a phone."""

    api: BotApi
    store: StoreClient
    invite: str
    chat: int = CHAT

    async def begin(self, camera: str = NO_PICTURES) -> Sent:
        """Open the invite, answer both consents; the bot's first question."""
        self.api.text(self.chat, f"/start {self.invite}")
        asked = await self.api.sees(self.chat, "1 of 2")
        self.api.press(asked, YES_WORDS)
        asked = await self.api.sees(self.chat, "2 of 2")
        self.api.press(asked, camera)
        return await self.api.sees(self.chat, "", since=asked.id)

    async def types(self, words: str) -> Sent:
        """Type, and see what the bot says next."""
        since = self.last
        self.api.text(self.chat, words)
        return await self.api.sees(self.chat, "", since=since)

    async def presses(self, sent: Sent, title: str) -> Sent:
        """Press, and see what the bot says next."""
        since = self.last
        self.api.press(sent, title)
        return await self.api.sees(self.chat, "", since=since)

    @property
    def last(self) -> int:
        """The bot's latest message."""
        return max((sent.id for sent in self.api.seen(self.chat)), default=0)

    async def record(self) -> Record:
        """All that the store has of the latest session."""
        session = (await self.store.chat("telegram", str(self.chat))).session
        assert session is not None
        return await self.store.record(session.session)


@pytest.fixture
async def api(aiohttp_server: AiohttpServer) -> BotApi:
    return BotApi()


@pytest.fixture
async def settings(settings: Settings, api: BotApi, aiohttp_server: AiohttpServer) -> Settings:
    server = await aiohttp_server(api.app())
    base = str(server.make_url("")).rstrip("/")
    return replace(settings, telegram_token=TOKEN, telegram_api=base)


@pytest.fixture
async def person(service: TestServer, store: StoreClient, api: BotApi) -> AsyncIterator[Person]:
    yield Person(api, store, (await store.invite()).token)
