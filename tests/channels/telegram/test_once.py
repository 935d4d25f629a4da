"""A connection cut between taking a message and answering, and a restart after it: one reply is
recorded, and the patient gets an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp.test_utils import TestServer
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.settings import Settings
from service.app import build
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.telegram.bot_api import BotApi, until
from tests.channels.telegram.conftest import CHAT, Person


@asynccontextmanager
async def running(settings: Settings, start: AiohttpServer) -> AsyncIterator[StoreClient]:
    """The service, to be started again on the same data."""
    server: TestServer = await start(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        yield store
    await server.close()


async def test_an_answer_whose_receipt_was_cut_off_comes_again_after_a_restart_and_counts_once(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi
) -> None:
    async with running(settings, aiohttp_server) as store:
        invite = (await store.invite()).token
        question = await Person(api, store, invite).begin()
        api.confirms = False
        api.press(question, "Several days")
        # Telegram shows the next question; the service neither hears so nor can ask again.
        api.cut_after_send = True
        shown = replace(await api.sees(CHAT, ASKS.text, since=question.id))
    api.away = False
    async with running(settings, aiohttp_server) as store:
        again = replace(await api.sees(CHAT, ASKS.text, since=shown.id))
        # Both as the phone showed them: it may not know yet that the keys were taken away.
        for sent in (shown, again):
            press = api.press(sent, "Not at all")
            await until(lambda press=press: press in api.answered)  # type: ignore[misc]
        record = await Person(api, store, invite).record()
    assert [reply.text for reply in record.replies] == ["Several days", "Not at all"]
    assert sum(turn.message == record.replies[0].message for turn in record.bot_turns) == 1


async def test_what_was_dealt_with_before_a_crash_is_not_dealt_with_again(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi, rasa: FakeRasa
) -> None:
    """Telegram sends all of it once more: words of an ended session must not enter the next one."""
    api.confirms = False
    async with running(settings, aiohttp_server) as store:
        person = Person(api, store, (await store.invite()).token)
        await person.begin()
        await person.types("a quiet day by the pond")
        first = await person.record()
        await store.close_session(first.session.session, "completed", first.replies[-1].at + 1)
        api.voice(CHAT)
        await api.sees(CHAT, "Please type your answer")
        api.text(CHAT, "/start")
        await api.sees(CHAT, "1 of 2", since=person.last)
        polls = api.calls.count("getUpdates")
        await until(lambda: api.calls.count("getUpdates") > polls + 1)
    seen = [sent.text for sent in api.seen(CHAT)]
    async with running(settings, aiohttp_server) as store:
        polls = api.calls.count("getUpdates")
        await until(lambda: api.calls.count("getUpdates") > polls + 2)
        second = await Person(api, store, "").record()
    assert second.session.session != first.session.session
    assert second.replies == () and [sent.text for sent in api.seen(CHAT)] == seen


async def test_what_a_crash_cut_short_is_taken_again_and_stays_one_reply(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi, rasa: FakeRasa
) -> None:
    """The reply is stored, and the process ends before it is known to be dealt with."""
    async with running(settings, aiohttp_server) as store:
        person = Person(api, store, (await store.invite()).token)
        question = await person.begin()
        api.confirms = False
        api.text(CHAT, "a quiet day")
        await api.sees(CHAT, ASKS.text, since=question.id)
    api.away = True
    async with running(settings, aiohttp_server) as store:
        chat = await store.chat("telegram", str(CHAT))
        assert chat.taken
        await _forget(settings, store)
        heard = len(rasa.heard)
        api.away = False
        polls = api.calls.count("getUpdates")
        await until(lambda: api.calls.count("getUpdates") > polls + 2)
        record = await Person(api, store, "").record()
        assert set((await store.chat("telegram", str(CHAT))).taken) >= set(chat.taken[-1:])
    assert [reply.text for reply in record.replies] == ["a quiet day"]
    assert len(rasa.heard) == heard


async def _forget(settings: Settings, store: StoreClient) -> None:
    """As if the crash had come before the updates were known to be dealt with."""
    with sqlite3.connect(settings.data / "vultus.db") as db:
        db.execute("UPDATE chat SET taken = NULL")
    assert (await store.chat("telegram", str(CHAT))).taken == ()
