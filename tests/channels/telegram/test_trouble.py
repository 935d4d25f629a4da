"""Telegram throttles, blocks, fails and goes away: no answer is lost, none is doubled."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestServer, unused_port
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import AlertStep
from contract.settings import Settings
from service.app import build
from tests.channels.fake_rasa import ASKS, FakeRasa, asks, empty
from tests.channels.live import live
from tests.channels.telegram.bot_api import BotApi, throttled, until
from tests.channels.telegram.conftest import CHAT, Person

GONE = {"ok": False, "error_code": 502, "description": "Bad Gateway"}


async def test_a_flood_limit_is_waited_out_and_nothing_is_sent_twice(person: Person) -> None:
    await person.begin()
    seen = len(person.api.seen(CHAT))
    person.api.fail["sendMessage"] = [throttled(1), (502, GONE), None]
    begun = time.monotonic()
    await person.types("a quiet day")
    assert time.monotonic() - begun >= 1
    assert len(person.api.seen(CHAT)) == seen + 1


async def test_network_loss_in_both_directions_loses_and_doubles_nothing(
    person: Person, rasa: FakeRasa
) -> None:
    question = await person.begin()
    seen = len(person.api.seen(CHAT))
    person.api.away = True
    polls = person.api.calls.count("getUpdates")
    person.api.press(question, "Several days")
    person.api.text(CHAT, "and it was cold")
    await until(lambda: person.api.calls.count("getUpdates") > polls + 1)
    person.api.away = False
    await until(lambda: len(person.api.seen(CHAT)) == seen + 2)
    texts = [reply.text for reply in (await person.record()).replies]
    assert texts == ["Several days", "and it was cold"]


async def test_a_question_whose_receipt_was_lost_may_come_twice_but_is_answered_once(
    person: Person,
) -> None:
    question = await person.begin()
    person.api.lose_answers = 1
    await person.presses(question, "Several days")
    await until(lambda: sum(ASKS.text in sent.text for sent in person.api.seen(CHAT)) == 3)
    twice = [sent for sent in person.api.seen(CHAT) if sent.id > question.id]
    assert [key["callback_data"] for key in twice[0].keys] == [
        key["callback_data"] for key in twice[1].keys
    ]
    presses = [person.api.press(sent, "Not at all") for sent in twice]
    await until(lambda: set(presses) <= set(person.api.answered))
    texts = [reply.text for reply in (await person.record()).replies]
    assert texts == ["Several days", "Not at all"]


async def test_an_update_of_an_unknown_form_holds_up_no_other_and_its_words_are_read(
    person: Person,
) -> None:
    await person.begin()
    person.api.voice(CHAT)
    person.api.updates[-1]["message"]["voice"] = "a new kind of thing"
    person.api.updates[-1]["message"]["caption"] = "with some words"
    person.api.text(CHAT, "and then these")
    person.api.updates[-1]["message"]["entities"] = [{"type": 7}]
    person.api.push(message="nonsense")
    person.api.text(CHAT, "I want to kill myself")
    await person.api.sees(CHAT, "please talk to a person now")
    texts = [reply.text for reply in (await person.record()).replies]
    assert texts == ["with some words", "and then these", "I want to kill myself"]


async def test_what_goes_wrong_here_is_said_and_still_looked_at_for_danger(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await person.begin()

    async def broken(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("channels.telegram.talk.Talk.said", broken)
        person.api.text(CHAT, "I want to kill myself")
        told = await person.api.sees(CHAT, "Something went wrong here; please send that again")
    assert any("nobody was told" in sent.text for sent in person.api.seen(CHAT))
    await person.types("a quiet day")
    assert [one.text for one in (await person.record()).replies] == ["a quiet day"]
    assert told.keys == []


async def test_a_wrong_token_or_a_second_poller_is_waited_out(person: Person) -> None:
    wrong = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    second = {"ok": False, "error_code": 409, "description": "Conflict: terminated by other"}
    person.api.fail["getUpdates"] = [(401, wrong), (409, second)]
    await person.begin()
    assert person.api.fail["getUpdates"] == []


async def test_one_chats_flood_holds_up_no_other(person: Person, store: StoreClient) -> None:
    await person.begin()
    other = Person(person.api, store, (await store.invite()).token, chat=888)
    person.api.fail["sendMessage"] = [throttled(30)]
    person.api.text(CHAT, "a quiet day")
    await until(lambda: not person.api.fail["sendMessage"])
    await other.begin()


async def test_a_blocked_bot_falls_silent_and_goes_on_when_it_is_let_in_again(
    person: Person,
) -> None:
    question = await person.begin()
    person.api.blocked.add(CHAT)
    person.api.press(question, "Several days")
    await until(lambda: person.api.calls.count("sendMessage") > 3)
    while (await person.store.chat("telegram", str(CHAT))).blocked is None:
        pass
    person.api.blocked.clear()
    chat = {"id": CHAT, "type": "private", "first_name": "Somebody"}
    user = {"id": CHAT, "is_bot": False, "first_name": "Somebody"}
    bot = {"id": 123456789, "is_bot": True, "first_name": "Vultus"}
    kicked = {"user": bot, "status": "kicked", "until_date": 0}
    member = {"user": bot, "status": "member"}
    changed = {"chat": chat, "from": user, "date": int(time.time())}
    changed |= {"old_chat_member": kicked, "new_chat_member": member}
    person.api.push(my_chat_member=changed)
    again = await person.api.sees(CHAT, ASKS.text, since=question.id)
    assert again.titles
    assert (await person.store.chat("telegram", str(CHAT))).blocked is None


async def test_after_a_restart_the_chat_gets_what_it_was_not_sent(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi, rasa: FakeRasa
) -> None:
    first = await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        person = Person(api, store, (await store.invite()).token)
        question = await person.begin()
        api.fail["sendMessage"] = [throttled(600)]
        api.press(question, "Several days")
        await until(lambda: not api.fail["sendMessage"])
    await first.close()

    await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        person = replace(person, store=store)
        shown = await api.sees(CHAT, ASKS.text, since=question.id)
        await person.presses(shown, "Not at all")
        texts = [reply.text for reply in (await person.record()).replies]
    assert texts == ["Several days", "Not at all"]


async def test_a_silent_bot_is_waited_for_and_the_patient_told(
    person: Person, rasa: FakeRasa
) -> None:
    await person.begin()
    rasa.script = [empty, empty, asks]
    person.api.text(CHAT, "a quiet day")
    waiting = await person.api.sees(CHAT, "One moment, please")
    await person.api.sees(CHAT, ASKS.text, since=waiting.id)
    assert len((await person.record()).replies) == 1


async def test_words_that_need_help_get_it_even_when_the_store_is_down(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi
) -> None:
    fusion = replace(settings, parts=("fusion",), port=unused_port())
    behind: TestServer = await aiohttp_server(build(fusion), port=fusion.port)
    front = replace(settings, parts=("channels",), fusion_url=f"http://127.0.0.1:{fusion.port}")
    await aiohttp_server(build(front), port=front.port)
    async with StoreClient.of(fusion) as store:
        person = Person(api, store, (await store.invite()).token)
        await person.begin()
    await behind.close()
    api.text(CHAT, "I want to kill myself")
    told = await api.sees(CHAT, "could not be stored, and nobody was told")
    assert "0800 1234" in told.text
    await aiohttp_server(build(fusion), port=fusion.port)
    async with StoreClient.of(fusion) as store:
        await api.sees(CHAT, "please talk to a person now", since=told.id)
        assert len((await replace(person, store=store).record()).replies) == 1


async def test_the_help_message_follows_what_becomes_of_the_alert(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi
) -> None:
    settings = live(settings)
    await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        person = Person(api, store, (await store.invite()).token)
        await person.begin()
        await person.types("I want to kill myself")
        await api.sees(CHAT, "Your clinic is sent a notice")
        (case,) = await store.open_alerts()
        step = AlertStep(time.time(), "acknowledged", "A. Nurse")
        await store.add_alert_steps(case.number, [step])
        await api.sees(CHAT, "Someone at your clinic has seen the notice")


async def test_after_a_restart_the_old_keys_go_when_the_next_question_comes(
    settings: Settings, api: BotApi, rasa: FakeRasa, aiohttp_server: AiohttpServer
) -> None:
    settings = replace(settings, parts=("channels", "fusion"))
    first = await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as store:
        person = Person(api, store, (await store.invite()).token)
        old = await person.begin()
    assert old.titles
    await first.close()

    await aiohttp_server(build(settings), port=settings.port)
    new = await person.types("hm, hard to say")
    assert new.titles
    await until(lambda: not old.titles)
