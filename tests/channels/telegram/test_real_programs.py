"""The real programs: a session on Telegram from invite to end, over a crash, with pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from pytest_aiohttp import AiohttpServer

from tests.channels.telegram.bot_api import TOKEN, BotApi, until
from tests.channels.telegram.conftest import CHAT, Person
from tests.stack import Stack
from tests.vision.cameras import until as eventually
from tests.vision.pictures import astronaut, jpeg, video

FIRST = "the heron came back to our pond"
EDITED = "the heron left our pond again"
CLOSING = "my neighbour plays the accordion"
CONTACT = "Ward 3, day and night: 0800 1234"


@pytest.fixture
async def stack(tmp_path: Path, api: BotApi, aiohttp_server: AiohttpServer) -> AsyncIterator[Stack]:
    server: TestServer = await aiohttp_server(api.app())
    settings = {
        "VULTUS_TELEGRAM_TOKEN": TOKEN,
        "VULTUS_TELEGRAM_API": str(server.make_url("")).rstrip("/"),
        "VULTUS_CONTACT": CONTACT,
    }
    made = Stack(tmp_path / "data", ("channels", "vision", "fusion"), settings)
    try:
        await asyncio.to_thread(made.start, *made.names)
        yield made
    finally:
        await asyncio.to_thread(made.stop)


async def test_a_session_from_the_invite_to_its_end(
    stack: Stack, api: BotApi, tmp_path: Path
) -> None:
    still, clip = jpeg(astronaut()), video(tmp_path)
    async with stack.store() as store:
        person = Person(api, store, (await store.invite()).token)
        await person.begin(camera="Yes, use my pictures")
        offer = await api.sees(CHAT, "Which questionnaire")
        await person.presses(offer, "Daily check-in")

        first = api.text(CHAT, FIRST)
        mood = await api.sees(CHAT, "How is your mood right now")
        assert mood.titles[:11] == [str(n) for n in range(11)]
        assert {"Back", "Skip", "Stop"} <= set(mood.titles[11:])
        await _correct(person, first)
        mood = await api.sees(CHAT, "How is your mood right now", since=mood.id)

        photo = api.photo(CHAT, still)
        await api.sees(CHAT, "The picture was used and is not kept")
        note = api.video_note(CHAT, clip, 2)
        await until(lambda: {(CHAT, photo), (CHAT, note)} <= api.deleted)
        await _two_pictures(person)

        api.confirms = False
        api.press(mood, "7")
        await until(lambda: "→ 7" in mood.text)
        await asyncio.to_thread(stack.kill, "service")
        api.confirms = True
        await asyncio.to_thread(stack.start, "service")
        await api.sees(CHAT, "How well did you sleep")

        since = person.last
        api.edit(CHAT, first, "something else entirely")
        asked = await api.sees(CHAT, "You changed an earlier message", since=since)
        api.press(asked, "No, keep the first one")
        sleep = await api.sees(CHAT, "Your first answer stays")
        pain = await person.presses(sleep, "Well")
        tired = await person.presses(pain, "0")
        medicine = await person.presses(tired, "3")
        await person.presses(medicine, "OFF")
        await person.types("so so")
        last = await person.types(CLOSING)
        assert last.titles[-1] == "Delete the camera\u2019s numbers"
        assert "the numbers from your pictures" in last.text and "through Telegram" in last.text
        await _whole(person)
    _nothing_is_left(stack, still, clip)


async def _correct(person: Person, first: int) -> None:
    """The patient changes the first message and says that it is the new answer."""
    since = person.last
    person.api.edit(CHAT, first, EDITED)
    asked = await person.api.sees(CHAT, "You changed an earlier message", since=since)
    assert EDITED in asked.text
    assert asked.titles == ["Yes, change my answer", "No, keep the first one"]
    assert len((await person.record()).answers) == 1
    person.api.press(asked, "Yes, change my answer")


async def _two_pictures(person: Person) -> None:
    """A photo makes one window, the video note one for each second."""

    async def there() -> bool:
        return len((await person.record()).windows) >= 4

    await asyncio.wait_for(eventually(there), 30)
    windows = (await person.record()).windows
    assert len(windows) == 4 and all(window.mood is not None for window in windows)


async def _whole(person: Person) -> None:
    """Each answer once, the edited one by its new words, and a mood at the end."""
    record = await person.record()
    assert record.session.reason == "completed"
    counting = {answer.item: answer for answer in record.answers}
    assert {item: answer.value for item, answer in counting.items()} == {
        "whats_new_before": None,
        "daily_checkin_mood": 7,
        "daily_checkin_sleep": 3,
        "daily_checkin_pain": 0,
        "daily_checkin_fatigue": 3,
        "daily_checkin_medicine": 2,
        "daily_checkin_words": None,
        "whats_new_after": None,
    }
    words = {reply.message: reply.text for reply in record.replies}
    assert words[counting["whats_new_before"].message] == EDITED
    assert sum(text == "7" for text in words.values()) == 1
    assert record.mood is not None and record.mood.coverage.windows == 4


def _nothing_is_left(stack: Stack, still: bytes, clip: bytes) -> None:
    """No words, no chat and no token in a log; no picture and no chat in the data folder."""
    for name in stack.names:
        log = stack.log(name)
        for secret in (FIRST, EDITED, CLOSING, "something else entirely", str(CHAT), TOKEN):
            assert secret not in log, (name, secret)
    files = [file for file in stack.settings.data.rglob("*") if file.is_file()]
    assert any(file.name == "vultus.db" for file in files)
    for file in files:
        content = file.read_bytes()
        for hidden in (still[200:264], clip[64:128], FIRST.encode(), str(CHAT).encode()):
            assert hidden not in content, file
        assert not content.startswith((b"\xff\xd8\xff", b"\x89PNG")) and b"ftyp" not in content[:16]
