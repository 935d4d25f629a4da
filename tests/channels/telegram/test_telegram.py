"""The conversation on Telegram: bound by an invite, consents first, one answer a question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contract.client import StoreClient
from contract.wire import to_json
from tests.channels.fake_rasa import ASKS, FakeRasa, empty
from tests.channels.telegram.bot_api import BotApi, until
from tests.channels.telegram.conftest import CHAT, Person
from texts.consent import telegram_version
from texts.language import texts_of


async def test_an_invite_binds_the_chat_and_its_message_is_deleted(person: Person) -> None:
    message = person.api.text(CHAT, f"/start {person.invite}")
    welcome = await person.api.sees(CHAT, "Before we begin")
    for said in ("computer program", "not end-to-end encrypted", "Nobody reads along", "0800 1234"):
        assert said in welcome.text
    assert "Demo: nobody reads this." in welcome.text
    await until(lambda: (CHAT, message) in person.api.deleted)
    chat = await person.store.chat("telegram", str(CHAT))
    assert chat.session is not None and str(CHAT) not in chat.session.session


async def test_consents_come_with_equal_keys_and_are_kept_for_the_channel(person: Person) -> None:
    question = await person.begin()
    assert question.titles == ["Not at all", "Several days", "Stop"]
    record = await person.record()
    assert record.session.channel == "telegram"
    given = [(one.scope, one.given, one.version) for one in record.consents]
    version = telegram_version(texts_of("en"))
    assert given == [("text", True, version), ("camera", False, version)]
    asked = [sent for sent in person.api.seen(CHAT) if "of 2" in sent.text]
    assert all(not sent.keys and "→ " in sent.text for sent in asked)


async def test_a_pressed_option_is_stored_answered_and_takes_the_keys_away(
    person: Person, rasa: FakeRasa
) -> None:
    recalled = to_json(replace(ASKS, recall="Over the last 2 weeks"))
    rasa.then = lambda _: [{"recipient_id": "x", "custom": recalled}]
    question = await person.begin()
    assert "1 of 9 · Over the last 2 weeks · Demo: nobody reads this." in question.text
    await person.presses(question, "Several days")
    await until(lambda: "→ Several days" in question.text and not question.keys)
    assert list(person.api.answered.values())[-1] is None
    (reply,) = (await person.record()).replies
    assert (reply.text, reply.item, reply.typed) == ("Several days", "phq9_1", False)
    assert reply.payload == '/answer{"item":"phq9_1","option":"1"}'
    assert reply.asked_at is not None and reply.asked_at <= reply.at
    assert rasa.heard[-1]["message"] == reply.payload
    assert rasa.heard[-1]["sender"] == reply.session


async def test_old_keys_and_second_taps_are_ignored(person: Person, rasa: FakeRasa) -> None:
    question = await person.begin()
    data = question.keys[1]["callback_data"]
    other = question.keys[0]["callback_data"]
    await person.presses(question, "Several days")
    for late in (data, other):
        press = person.api.press_data(question, late)
        await until(lambda press=press: press in person.api.answered)  # type: ignore[misc]
        assert person.api.answered[press] == "This question is closed."
    assert len((await person.record()).replies) == 1


async def test_two_quick_taps_on_one_question_are_one_answer(
    person: Person, rasa: FakeRasa
) -> None:
    """The bot has not spoken yet, so the question is still the one on show."""
    question = await person.begin()
    rasa.then = empty
    keys = [key["callback_data"] for key in question.keys]
    presses = [person.api.press_data(question, data) for data in (keys[1], keys[1], keys[0])]
    await until(lambda: set(presses) <= set(person.api.answered))
    replies = (await person.record()).replies
    assert [reply.text for reply in replies] == ["Several days"]


async def test_typed_words_go_the_way_of_the_page(person: Person, rasa: FakeRasa) -> None:
    await person.begin()
    await person.types("a quiet day by the pond")
    (reply,) = (await person.record()).replies
    assert (reply.text, reply.item, reply.typed) == ("a quiet day by the pond", "phq9_1", True)
    sent = rasa.heard[-1]["message"]
    assert sent.startswith("/reply{") and "pond" not in sent


async def test_updates_that_come_again_change_nothing(person: Person, rasa: FakeRasa) -> None:
    question = await person.begin()
    person.api.confirms = False
    await person.presses(question, "Several days")
    await person.types("so so")
    heard, seen = len(rasa.heard), len(person.api.seen(CHAT))
    polls = person.api.calls.count("getUpdates")
    person.api.again(2)
    await until(lambda: person.api.calls.count("getUpdates") > polls + 2)
    assert len((await person.record()).replies) == 2
    assert (len(rasa.heard), len(person.api.seen(CHAT))) == (heard, seen)


async def test_a_crisis_phrase_gets_the_help_message_at_once_and_an_alert(person: Person) -> None:
    question = await person.begin()
    await person.types("I want to kill myself")
    (help_message,) = (s for s in person.api.seen(CHAT) if "please talk to a person now" in s.text)
    assert "0800 1234" in help_message.text and help_message.id > question.id
    record = await person.record()
    assert [(one.source, one.message) for one in record.alerts] == [
        ("phrase", record.replies[0].message)
    ]


async def test_words_before_the_consents_are_kept_and_looked_at_for_danger(
    person: Person, rasa: FakeRasa
) -> None:
    person.api.text(CHAT, f"/start {person.invite}")
    await person.api.sees(CHAT, "1 of 2")
    await person.types("I want to die")
    await person.api.sees(CHAT, "please talk to a person now")
    await person.api.sees(CHAT, "Please press Yes or No")
    assert len((await person.record()).alerts) == 1
    assert rasa.heard == []


async def test_a_stranger_gets_nothing_of_the_clinic(
    person: Person, api: BotApi, store: StoreClient
) -> None:
    for words in ("hello", "I want to die", "/start guess-guess", "/choices"):
        api.text(42, words)
    first = await api.sees(42, "people whose clinic has given them an invite")
    await api.sees(42, "I do not know this invite")
    assert len(api.seen(42)) == 2
    assert all("0800 1234" not in sent.text and not sent.keys for sent in api.seen(42))
    assert "local emergency number" in first.text
    assert await store.chats("telegram") == ()


async def test_a_group_is_left_alone(person: Person, api: BotApi) -> None:
    api.text(-500, f"/start {person.invite}")
    await person.begin()
    assert api.seen(-500) == []
    assert [chat.address for chat in await person.store.chats("telegram")] == [str(CHAT)]


async def test_the_latest_chat_with_the_invite_is_the_patients(person: Person) -> None:
    await person.begin()
    person.api.text(888, f"/start {person.invite}")
    shown = await person.api.sees(888, ASKS.text)
    person.api.text(CHAT, "is anybody there?")
    await person.api.sees(CHAT, "whose clinic has given them an invite")
    assert shown.titles == ["Not at all", "Several days", "Stop"]


async def test_voice_messages_and_stickers_are_answered_kindly(person: Person) -> None:
    await person.begin()
    person.api.voice(CHAT)
    told = await person.api.sees(CHAT, "Please type your answer")
    assert "nobody listens" in told.text and "0800 1234" in told.text
    assert (await person.record()).replies == ()


async def test_choices_can_be_changed_and_the_numbers_deleted(person: Person) -> None:
    await person.begin(camera="Yes, use my pictures")
    person.api.text(CHAT, "/choices")
    shown = await person.api.sees(CHAT, "Your choices in this conversation")
    assert shown.titles == [
        "No, do not use my words",
        "Delete the camera\u2019s numbers, use no pictures",
    ]
    person.api.press(shown, shown.titles[1])
    await person.api.sees(CHAT, "The numbers from this session's pictures are deleted")
    latest = {one.scope: one.given for one in (await person.record()).consents}
    assert latest == {"text": True, "camera": False}


THINGS: dict[str, Any] = {
    "sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular"}
    | {"width": 512, "height": 512, "is_animated": False, "is_video": False},
    "document": {"file_id": "d", "file_unique_id": "d", "file_name": "letter.pdf"},
    "location": {"latitude": 37.98, "longitude": 23.73},
    "contact": {"phone_number": "+30210", "first_name": "Somebody"},
    "video": {"file_id": "v", "file_unique_id": "v", "width": 9, "height": 9, "duration": 3},
    "audio": {"file_id": "a", "file_unique_id": "a", "duration": 3},
    "dice": {"emoji": "🎲", "value": 3},
}


async def test_whatever_cannot_be_read_is_answered_kindly_and_is_no_answer(person: Person) -> None:
    await person.begin()
    for kind, content in THINGS.items():
        since = person.last
        person.api.send(CHAT, **{kind: content})
        told = await person.api.sees(CHAT, "Please type your answer", since=since)
        assert "nobody listens to or looks at" in told.text and "0800 1234" in told.text, kind
    assert (await person.record()).replies == ()


async def test_what_was_forwarded_is_no_answer_but_looked_at_for_danger(person: Person) -> None:
    await person.begin(camera="Yes, use my pictures")
    from_somebody = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
    photo = {"file_id": "p", "file_unique_id": "p", "width": 512, "height": 512}
    for content in ({"text": "Several days"}, {"photo": [photo], "caption": "look"}):
        since = person.last
        person.api.send(CHAT, forward_origin=from_somebody, **content)
        await person.api.sees(CHAT, "That was forwarded from somebody else", since=since)
    assert (await person.record()).replies == () and "getFile" not in person.api.calls
    person.api.send(CHAT, forward_origin=from_somebody, text="I want to kill myself")
    await person.api.sees(CHAT, "please talk to a person now")
    assert len((await person.record()).alerts) == 1


async def test_a_very_long_message_is_one_reply_whole(person: Person) -> None:
    """Telegram's own apps part what is longer."""
    await person.begin()
    words = "the heron by the pond " * 186
    await person.types(words.strip())
    (reply,) = (await person.record()).replies
    assert reply.text == words.strip() and len(reply.text) > 4000


async def test_a_message_edited_after_its_session_is_looked_at_for_danger_only(
    person: Person,
) -> None:
    await person.begin()
    message = person.api.text(CHAT, "a quiet day")
    await person.api.sees(CHAT, ASKS.text, since=person.last)
    record = await person.record()
    await person.store.close_session(record.session.session, "completed", record.replies[0].at + 1)
    seen = len(person.api.seen(CHAT))
    person.api.edit(CHAT, message, "a loud day")
    person.api.edit(CHAT, message, "I want to kill myself")
    await person.api.sees(CHAT, "please talk to a person now")
    texts = [reply.text for reply in (await person.record()).replies]
    assert texts == ["a quiet day", "I want to kill myself"]
    assert all("loud" not in one.text for one in person.api.seen(CHAT)[seen:])
