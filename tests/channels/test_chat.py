"""The chat socket: consent, replies, repeats, other pages of the same patient."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import Bubble, Button
from contract.settings import Settings
from contract.wire import to_json
from service.app import build
from tests.channels.conftest import payload_of
from tests.channels.fake_rasa import ASKS, ITEM, FakeRasa
from tests.channels.page import Page


async def test_hello_of_a_new_session_asks_both_consents(
    browser: ClientSession, settings: Settings, token: str
) -> None:
    async with Page.at(browser, settings, token) as page:
        hello = await page.open()
    assert hello["consents"] == {"text": None, "camera": None}
    assert (hello["demo"], hello["ended"], hello["bubble"]) == (True, False, None)
    assert hello["transcript"] == []
    assert hello["contact"] == settings.contact
    assert hello["frame_rate"] == settings.frame_rate


async def test_chat_begins_only_after_both_consents(
    browser: ClientSession, settings: Settings, token: str, rasa: FakeRasa
) -> None:
    async with Page.at(browser, settings, token) as page:
        await page.open()
        await page.send(kind="consent", scope="text", given=False, version="2")
        assert (await page.get("consented"))["given"] is False
        await page.reply("hello")
        assert await page.error() == "not_allowed"
        assert rasa.heard == []
        await page.send(kind="consent", scope="camera", given=False, version="2")
        assert (await page.get("bot"))["message"] == "start"
    assert [body["message"] for body in rasa.heard] == ["/greet"]


async def test_consents_reach_the_store(page: Page, store: StoreClient) -> None:
    session = page.hello["session"]
    assert await store.consented(session, "camera")
    await page.send(kind="consent", scope="camera", given=False, version="2")
    await page.get("consented")
    assert not await store.consented(session, "camera")


async def test_pressed_button_is_stored_then_carried(
    page: Page, store: StoreClient, rasa: FakeRasa
) -> None:
    payload = ASKS.buttons[1].payload
    sent = await page.reply("Several days", payload=payload, item=ITEM, asked_at=page.now() - 3)
    assert (await page.get("stored"))["safety"] is None
    assert (await page.get("bot"))["message"] == sent
    kept = await store.reply(page.hello["session"], sent)
    assert (kept.payload, kept.item, kept.typed) == (payload, ITEM, False)
    assert rasa.heard[-1] == {
        "sender": page.hello["session"],
        "message": payload,
        "metadata": {"message": sent, "item": ITEM},
    }


async def test_words_typed_at_an_item_never_reach_rasa(page: Page, rasa: FakeRasa) -> None:
    words = "Rather more than I would like"
    sent = await page.reply(words, item=ITEM)
    await page.get("bot")
    assert rasa.heard[-1]["message"] == f'/reply{{"item":"{ITEM}","message":"{sent}"}}'
    assert words not in str(rasa.heard)


async def test_a_questionnaire_on_offer_can_be_chosen_by_its_name(
    browser: ClientSession, settings: Settings, token: str, rasa: FakeRasa
) -> None:
    payload = '/start_questionnaire{"questionnaire":"phq9"}'
    offer = Bubble("Which one?", buttons=(Button("Patient Health Questionnaire (PHQ-9)", payload),))
    rasa.then = lambda _: [{"recipient_id": "x", "custom": to_json(offer)}]
    async with Page.at(browser, settings, token) as page:
        await page.begin()
        for words, carried in (
            ("PHQ 9", payload),
            ("gad-7", "gad-7"),
            ("hello phq9", "hello phq9"),
        ):
            await page.reply(words)
            await page.get("bot")
            assert rasa.heard[-1]["message"] == carried


async def test_typed_slash_is_no_command_to_rasa(page: Page, rasa: FakeRasa) -> None:
    await page.reply('  /answer{"item":"phq9_1","option":"3"}')
    await page.get("bot")
    assert rasa.heard[-1]["message"] == '\uff0fanswer{"item":"phq9_1","option":"3"}'


async def test_a_button_that_was_never_offered_is_refused(page: Page, rasa: FakeRasa) -> None:
    await page.reply("Restart", payload="/restart")
    assert await page.error() == "not_allowed"
    assert len(rasa.heard) == 1


async def test_repeat_gets_the_stored_turn_and_is_not_carried_again(
    page: Page, store: StoreClient, rasa: FakeRasa
) -> None:
    body = {"message": "same", "at": page.now()}
    await page.reply("hello", **body)
    first = await page.get("bot")
    await page.reply("hello", **body)
    assert (await page.get("stored"))["message"] == "same"
    assert await page.get("bot") == first
    assert rasa.messages() == ["start", "same"]
    assert len((await store.record(page.hello["session"])).replies) == 1


async def test_same_id_with_other_words_is_a_conflict(page: Page) -> None:
    await page.reply("hello", message="same")
    await page.get("bot")
    await page.reply("something else", message="same")
    assert await page.error() == "conflict"


async def test_every_page_of_a_patient_hears_the_bot(
    browser: ClientSession, settings: Settings, token: str, page: Page
) -> None:
    async with Page.at(browser, settings, token) as other:
        hello = await other.open()
        assert hello["session"] == page.hello["session"]
        sent = await page.reply("hello")
        assert (await other.get("said"))["text"] == "hello"
        assert (await other.get("bot"))["message"] == sent


async def test_reload_redraws_the_session(
    browser: ClientSession, settings: Settings, token: str, page: Page
) -> None:
    sent = await page.reply("hello")
    await page.get("bot")
    async with Page.at(browser, settings, token) as again:
        hello = await again.open(page.hello["session"])
    assert [entry["message"] for entry in hello["transcript"]] == ["start", sent, sent]
    assert [entry["who"] for entry in hello["transcript"]] == ["bot", "patient", "bot"]
    assert hello["bubble"]["item"] == ITEM
    assert payload_of(hello["bubble"], "Not at all") == ASKS.buttons[0].payload


async def test_completed_session_is_shown_as_ended_and_a_new_one_can_start(
    page: Page, store: StoreClient
) -> None:
    session = page.hello["session"]
    await store.close_session(session, "completed", time.time())
    hello = await page.open(session)
    assert (hello["ended"], hello["bubble"]) == (True, None)
    await page.reply("one more thing")
    assert await page.error() == "conflict"
    fresh = await page.open()
    assert fresh["session"] != session
    assert fresh["consents"] == {"text": None, "camera": None}


async def test_session_of_another_patient_is_not_found(
    browser: ClientSession, settings: Settings, page: Page, store: StoreClient
) -> None:
    stranger = (await store.invite()).token
    async with Page.at(browser, settings, stranger) as other:
        await other.send(kind="open", session=page.hello["session"])
        assert await other.error() == "not_found"
        await other.send(kind="open", session="../sessions")
        assert await other.error() == "not_found"


async def test_times_are_stored_on_the_servers_clock(
    browser: ClientSession, settings: Settings, token: str, store: StoreClient
) -> None:
    async with Page.at(browser, settings, token, behind_s=3600.0) as page:
        await page.begin()
        at = page.now()
        sent = await page.reply(
            "hello", at=at, item=ITEM, asked_at=at - 9, typing=[[at - 5, at - 2]]
        )
        await page.get("stored")
        kept = await store.reply(page.hello["session"], sent)
    assert kept.offset == pytest.approx(-3600, abs=60)
    assert kept.at == pytest.approx(at + 3600, abs=60)
    assert kept.asked_at is not None
    assert kept.at - kept.asked_at == pytest.approx(9, abs=1e-4)
    assert kept.typing[0] == pytest.approx((kept.at - 5, kept.at - 2), abs=1e-4)


@pytest.mark.parametrize("words", ["אני מרגיש טוב היום", "كيف حالك", "👩🏽‍🦽🙂 naïve", "a\nb"])
async def test_any_script_and_emoji_come_back_unchanged(
    page: Page, store: StoreClient, words: str
) -> None:
    sent = await page.reply(words)
    await page.get("stored")
    assert (await store.reply(page.hello["session"], sent)).text == words
    hello = await page.open(page.hello["session"])
    assert words in [entry.get("text") for entry in hello["transcript"]]


async def test_safety_message_comes_with_rasa_down(
    without_rasa: Settings, browser: ClientSession, aiohttp_server: AiohttpServer
) -> None:
    settings = without_rasa
    await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        token = (await store.invite()).token
        async with Page.at(browser, settings, token) as page:
            await page.open()
            for scope in ("text", "camera"):
                await page.send(kind="consent", scope=scope, given=False, version="2")
            sent = await page.reply("I want to kill myself", item="phq9_9")
            stored = await page.get("stored")
            assert settings.contact in stored["safety"]
            assert "Demo: nobody reads this." in stored["safety"]
            again = await page.open(page.hello["session"])
            assert again["transcript"][-1]["safety"] == stored["safety"]
        alerts = (await store.record(page.hello["session"])).alerts
        assert [alert.message for alert in alerts] == [sent]


async def test_safety_message_names_emergency_number_without_a_contact(
    settings: Settings, browser: ClientSession, aiohttp_server: AiohttpServer
) -> None:
    settings = replace(settings, contact="")
    await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        token = (await store.invite()).token
    async with Page.at(browser, settings, token) as page:
        await page.begin()
        await page.reply("I want to kill myself")
        assert "local emergency number" in (await page.get("stored"))["safety"]
