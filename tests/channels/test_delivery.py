"""Carrying replies to a Rasa that is slow, empty, broken or away: none is lost, none doubled."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import BotTurn, Bubble, Consent, Reply
from contract.settings import Settings
from service.app import build
from tests.channels.fake_rasa import FakeRasa, asks, empty
from tests.channels.page import Page


async def test_empty_answer_is_retried_with_the_same_id(page: Page, rasa: FakeRasa) -> None:
    rasa.script = [empty, empty, asks]
    sent = await page.reply("hello")
    assert (await page.get("waiting"))["message"] == sent
    assert (await page.get("bot"))["message"] == sent
    assert rasa.messages() == ["start", sent, sent, sent]


async def test_error_and_nonsense_are_retried(page: Page, rasa: FakeRasa) -> None:
    nonsense = [{"custom": {"text": 7}}]
    rasa.script = [lambda _: None, lambda _: nonsense, lambda _: {"a": 1}, asks]
    sent = await page.reply("hello")
    assert (await page.get("bot"))["message"] == sent
    assert rasa.messages().count(sent) == 4


async def test_replies_keep_their_order_while_rasa_is_away(page: Page, rasa: FakeRasa) -> None:
    rasa.script = [empty]
    sent = [await page.reply(f"line {i}") for i in range(5)]
    answered = [(await page.get("bot"))["message"] for _ in sent]
    assert answered == sent
    assert rasa.messages() == ["start", sent[0], *sent]
    assert rasa.at_once == 1


async def test_one_patients_silence_does_not_hold_up_another(
    page: Page, store: StoreClient, browser: ClientSession, settings: Settings, rasa: FakeRasa
) -> None:
    def only_others(body: dict[str, str]) -> object:
        return empty(body) if body["sender"] == page.hello["session"] else asks(body)

    rasa.then = only_others
    await page.reply("hello")
    await page.get("waiting")
    async with Page.at(browser, settings, (await store.invite()).token) as other:
        assert (await other.begin())["message"] == "start"


async def test_a_plain_text_response_becomes_a_bubble(page: Page, rasa: FakeRasa) -> None:
    button = {"title": "Go on", "payload": "/continue"}
    rasa.script = [lambda _: [{"recipient_id": "x", "text": "Hello.", "buttons": [button]}]]
    await page.reply("hello")
    (bubble,) = (await page.get("bot"))["bubbles"]
    assert (bubble["text"], bubble["buttons"]) == ("Hello.", [button])


async def test_undelivered_replies_are_taken_up_in_order_after_a_restart(
    settings: Settings, aiohttp_server: AiohttpServer, rasa: FakeRasa, browser: ClientSession
) -> None:
    rasa.then = empty
    first = await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        token = (await store.invite()).token
    async with Page.at(browser, settings, token) as page:
        await page.open()
        for scope in ("text", "camera"):
            await page.send(kind="consent", scope=scope, given=True, version="2")
        sent = [await page.reply(f"line {i}") for i in range(3)]
        for _ in sent:
            await page.get("stored")
        session = page.hello["session"]
    await first.close()

    rasa.then, rasa.heard = asks, []
    await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        turns = await answered(store, session, sent)
    assert rasa.messages() == sent
    assert [turn.message for turn in turns] == sent


async def test_replies_wait_for_a_store_that_starts_later(
    settings: Settings, aiohttp_server: AiohttpServer, rasa: FakeRasa
) -> None:
    alone = replace(settings, parts=("fusion",), port=unused_port())
    early = replace(settings, parts=("channels",), fusion_url=f"http://127.0.0.1:{alone.port}")
    await aiohttp_server(build(early), port=early.port)
    await aiohttp_server(build(alone), port=alone.port)
    async with StoreClient.of(early) as store:
        session = await opened(store)
        await store.post(Reply(session, "left", 1_800_000_000.0, "hello"))
        await answered(store, session, ["left"])
    assert rasa.messages() == ["left"]


async def test_turn_already_stored_wins_over_a_second_one(
    page: Page, store: StoreClient, rasa: FakeRasa
) -> None:
    """Two processes may carry the same reply: what the patient sees is what the store has."""
    session = page.hello["session"]

    async def elsewhere() -> None:
        had = BotTurn(session, "twice", 1_800_000_000.0, (Bubble("From another process."),))
        await store.post(had)

    ready = asyncio.Event()

    def slow(body: dict[str, str]) -> object:
        ready.set()
        return empty(body)

    rasa.script = [slow]
    await page.reply("hello", message="twice")
    await ready.wait()
    await elsewhere()
    turn = await page.get("bot")
    assert turn["bubbles"][0]["text"] == "From another process."


async def opened(store: StoreClient) -> str:
    """A session with both consents."""
    session = await store.open_session((await store.invite()).patient, "web")
    for scope in ("text", "camera"):
        await store.post(
            Consent(session.session, session.patient, scope, "1", True, 1_800_000_000.0)
        )
    return session.session


async def answered(store: StoreClient, session: str, messages: list[str]) -> list[BotTurn]:
    """The turns of all these replies, once they are there."""
    while True:
        turns = (await store.record(session)).bot_turns
        mine = [turn for turn in turns if turn.message in messages]
        if len(mine) == len(messages):
            return mine
        await asyncio.sleep(0.05)
