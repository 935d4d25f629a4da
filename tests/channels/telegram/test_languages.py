"""Telegram in the pilots' languages: chosen by a key, told of everything in it, asked anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from contract.client import StoreClient
from contract.settings import Settings
from contract.wire import to_json
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.telegram.bot_api import BotApi, until
from tests.channels.telegram.conftest import CHAT, Person
from texts.language import known, texts_of

OTHERS = [tag for tag in known() if tag != "en"]
ENGLISH = texts_of("en")
WISHES = {"it": "voglio morire", "el": "thelo na pethano", "ro": "vreau sa mor"}


@pytest.mark.parametrize("tag", OTHERS)
async def test_a_language_is_chosen_below_the_first_question_and_spoken_from_then_on(
    person: Person, tag: str
) -> None:
    api, texts = person.api, texts_of(tag)
    api.text(CHAT, f"/start {person.invite}")
    first = await api.sees(CHAT, "1 of 2")
    assert sorted(first.titles[2:]) == sorted(texts_of(one).name for one in OTHERS)
    api.press(first, texts.name)
    asked = await api.sees(CHAT, texts.telegram["camera_title"])
    welcome = next(one for one in api.seen(CHAT) if texts.telegram["not_encrypted"] in one.text)
    for said in ("program_asks", "nobody_reads", "answers_checked", "take_your_time", "emergency"):
        assert texts.page[said].replace("**", "") in welcome.text
    assert texts.safety["demo"] in welcome.text and "0800 1234" in welcome.text
    kept = texts.promises["numbers_kept"].format(days=365)
    for said in (texts.telegram["camera_what"], texts.page["camera_guess"], kept):
        assert said.replace("**", "") in asked.text
    # Nothing is written in it, so there are no words to ask about.
    assert asked.titles[:2] == [texts.telegram["camera_yes"], texts.telegram["camera_no"]]
    since = person.last
    api.press(asked, texts.telegram["camera_no"])
    await api.sees(CHAT, ASKS.text, since=since)
    given = {one.scope: one.given for one in (await person.record()).consents}
    assert given == {"text": False, "camera": False}
    await _remarks(person, tag)
    # Nor is it asked for, but what is written all the same is looked at for danger.
    await person.types(WISHES[tag])
    await api.sees(CHAT, texts.safety["first"])
    assert [alert.source for alert in (await person.record()).alerts] == ["phrase"]
    english = [one for one in api.seen(CHAT) if one.id > first.id and "Your" in one.text]
    assert english == []


async def _remarks(person: Person, tag: str) -> None:
    """What the bot says besides questions, in that language."""
    api, texts = person.api, texts_of(tag)
    api.voice(CHAT)
    await api.sees(CHAT, texts.telegram["type_please"])
    api.photo(CHAT, b"picture")
    await api.sees(CHAT, texts.telegram["picture_not_used"])
    for command, said in (
        ("/help", "help"),
        ("/choices", "choices"),
        ("/language", "which_language"),
    ):
        api.text(CHAT, command)
        await api.sees(CHAT, texts.telegram[said])


async def test_in_the_middle_the_question_on_show_is_asked_anew(
    person: Person, rasa: FakeRasa
) -> None:
    question = await person.begin()
    person.api.text(CHAT, "/language")
    which = await person.api.sees(CHAT, "Which language shall I speak?")
    anew = replace(ASKS, text="Scarso interesse o piacere", language="it")
    rasa.script = [lambda _: [{"custom": to_json(anew)}]]
    press = person.api.press(which, "Italiano")
    shown = await person.api.sees(CHAT, "Scarso interesse", since=which.id)
    await until(lambda: press in person.api.answered and not question.keys)
    record = await person.record()
    (reply,) = record.replies
    assert (reply.text, reply.payload) == ("Italiano", '/repeat{"kind":"language"}')
    assert record.session.language == "it" and record.answers == ()
    await person.presses(shown, "Several days")
    assert len((await person.record()).replies) == 2


async def test_a_language_that_is_not_offered_changes_nothing(
    person: Person, settings: Settings
) -> None:
    await person.begin()
    person.api.text(CHAT, "/language")
    which = await person.api.sees(CHAT, "Which language shall I speak?")
    press = person.api.press_data(which, "l:xx")
    await until(lambda: person.api.answered.get(press) == "This question is closed.")
    assert (await person.record()).session.language is None


async def test_a_stranger_is_answered_in_the_language_of_the_phone(
    person: Person, api: BotApi, store: StoreClient
) -> None:
    api.text(42, "salve")
    sender: dict[str, Any] = api.updates[-1]["message"]["from"]
    sender["language_code"] = "it-IT"
    await api.sees(42, texts_of("it").telegram["stranger"])
    api.text(43, "hello")
    api.updates[-1]["message"]["from"]["language_code"] = "xx"
    await api.sees(43, ENGLISH.telegram["stranger"])
