"""What becomes of pictures that are not scored: not agreed to, at a question that can alert."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contract.wire import to_json
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.telegram.bot_api import until
from tests.channels.telegram.conftest import CHAT, Person

YES = "Yes, use my pictures"


def pauses(_: dict[str, Any]) -> Any:
    """A question that can alert."""
    return [{"custom": to_json(replace(ASKS, camera_pause=True))}]


async def test_without_a_yes_a_picture_is_not_fetched(person: Person) -> None:
    await person.begin()
    person.api.photo(CHAT, b"picture")
    await person.api.sees(CHAT, "You chose that no pictures are used")
    assert {"getFile", "download"} & set(person.api.calls) == set()


async def test_at_a_question_that_can_alert_neither(person: Person, rasa: FakeRasa) -> None:
    rasa.then = pauses
    await person.begin(YES)
    person.api.photo(CHAT, b"picture")
    await person.api.sees(CHAT, "At this question no pictures are used")
    assert "getFile" not in person.api.calls


async def test_a_caption_is_an_answer_and_looked_at_for_danger(person: Person) -> None:
    await person.begin()
    person.api.photo(CHAT, b"picture", caption="I want to kill myself")
    await person.api.sees(CHAT, "please talk to a person now")
    (reply,) = (await person.record()).replies
    assert (reply.text, reply.item) == ("I want to kill myself", "phq9_1")


async def test_where_no_pictures_are_scored_the_patient_hears_so_and_it_is_deleted(
    person: Person,
) -> None:
    """This service runs without vision."""
    await person.begin(YES)
    photo = person.api.photo(CHAT, b"picture")
    await person.api.sees(CHAT, "The picture could not be used")
    await until(lambda: (CHAT, photo) in person.api.deleted)


async def test_a_picture_that_telegram_does_not_let_go_is_left_to_the_patient(
    person: Person,
) -> None:
    await person.begin(YES)
    person.api.undeletable = True
    person.api.video_note(CHAT, b"video", 3)
    await person.api.sees(CHAT, "You can delete it yourself")


async def test_a_file_that_is_too_large_is_not_fetched(person: Person) -> None:
    await person.begin(YES)
    person.api.video_note(CHAT, b"\x00" * (20 * 1024 * 1024 + 1), 60)
    await person.api.sees(CHAT, "The picture could not be used")
    assert "download" not in person.api.calls
