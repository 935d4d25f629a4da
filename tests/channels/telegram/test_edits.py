"""Edited messages: looked at for danger at once, and no answer is changed without a yes."""

from __future__ import annotations

import time

from contract.messages import Answer, Start
from tests.channels.fake_rasa import FakeRasa
from tests.channels.telegram.conftest import CHAT, Person


async def answered(person: Person, words: str, item: str) -> int:
    """The patient has typed an answer to that item; the message's id."""
    await person.begin()
    message = person.api.text(CHAT, words)
    await person.api.sees(CHAT, "", since=person.last)
    record = await person.record()
    session, now = record.session.session, time.time()
    await person.store.post(Start(session, "phq9", "1", now, "chose"))
    reply = record.replies[0].message
    await person.store.post(Answer(session, "phq9", "1", item, 0, now, reply))
    return message


async def test_a_changed_message_is_screened_and_alters_nothing(
    person: Person, rasa: FakeRasa
) -> None:
    message = await answered(person, "not at all", "phq9_1")
    heard = len(rasa.heard)
    person.api.edit(CHAT, message, "I want to kill myself")
    await person.api.sees(CHAT, "please talk to a person now")
    await person.api.sees(CHAT, "You changed an earlier message")
    record = await person.record()
    assert [reply.text for reply in record.replies] == ["not at all", "I want to kill myself"]
    assert len(record.answers) == len(record.alerts) == 1
    assert len(rasa.heard) == heard


async def test_no_keeps_the_first_answer_and_shows_the_question_again(
    person: Person, rasa: FakeRasa
) -> None:
    message = await answered(person, "not at all", "phq9_1")
    heard = len(rasa.heard)
    person.api.edit(CHAT, message, "several days")
    asked = await person.api.sees(CHAT, "You changed an earlier message")
    again = await person.presses(asked, "No, keep the first one")
    assert "Your first answer stays" in again.text and "Not at all" in again.titles
    assert len((await person.record()).answers) == 1
    assert len(rasa.heard) == heard


async def test_yes_sends_the_words_as_the_answer(person: Person, rasa: FakeRasa) -> None:
    message = await answered(person, "not at all", "phq9_1")
    person.api.edit(CHAT, message, "several days")
    asked = await person.api.sees(CHAT, "You changed an earlier message")
    await person.presses(asked, "Yes, change my answer")
    last = (await person.record()).replies[-1]
    assert (last.text, last.item, last.typed) == ("several days", "phq9_1", True)
    assert rasa.heard[-1]["metadata"]["message"] == last.message


async def test_an_edit_of_something_that_was_no_answer_is_asked_for_anew(person: Person) -> None:
    message = person.api.text(CHAT, f"/start {person.invite}")
    await person.api.sees(CHAT, "1 of 2")
    person.api.edit(CHAT, message, "something else")
    await person.api.sees(CHAT, "Please press Yes or No above first")
    assert len((await person.record()).replies) == 1
