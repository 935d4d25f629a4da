"""What a page sends wrong gets a clear error, and the socket stays open."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import ClientSession

from contract.client import StoreClient
from contract.settings import Settings
from tests.channels.fake_rasa import ITEM
from tests.channels.page import Page


async def still_works(page: Page) -> None:
    sent = await page.reply("hello")
    assert (await page.get("stored"))["message"] == sent


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "[]",
        "null",
        '"reply"',
        "[" * 50_000,
        "9" * 5_000,
        "{}",
        '{"kind":"shout"}',
        '{"kind":["reply"]}',
        '{"kind":"reply"}',
        '{"kind":"reply","message":"m","at":"now","text":"a"}',
        '{"kind":"reply","message":"m","at":NaN,"text":"a"}',
        '{"kind":"reply","message":"m","at":1e999,"text":"a"}',
        '{"kind":"reply","message":"m","at":1' + "0" * 400 + ',"text":"a"}',
        '{"kind":"reply","message":"m","at":1,"text":"a","mood":"sad"}',
        '{"kind":"reply","message":"../m","at":1,"text":"a"}',
        '{"kind":"reply","message":"start","at":1,"text":"a"}',
        '{"kind":"reply","message":"m","at":1,"text":"a","item":"phq9\\u0000"}',
        '{"kind":"consent","scope":"face","given":true,"version":"1"}',
        '{"kind":"consent","scope":"text","given":"yes","version":"1"}',
        '{"kind":"open","session":7}',
    ],
)
async def test_malformed_message_is_named_and_survived(page: Page, data: str) -> None:
    await page.socket.send_str(data)
    assert await page.error() == "bad_message"
    await still_works(page)


async def test_binary_frame_is_refused_and_survived(page: Page) -> None:
    await page.socket.send_bytes(b"\xff\xd8")
    assert await page.error() == "bad_message"
    await still_works(page)


async def test_reply_of_100000_characters_is_too_large(page: Page) -> None:
    await page.reply("x" * 100_000)
    error: dict[str, Any] = (await page.get("error"))["error"]
    assert error["code"] == "too_large"
    assert "5,000 characters" in error["text"]
    await still_works(page)


async def test_reply_a_little_too_long_is_named(page: Page) -> None:
    await page.reply("x" * 5_001, message="long")
    error = await page.get("error")
    assert (error["error"]["code"], error["message"]) == ("too_large", "long")


async def test_longest_reply_in_any_script_is_taken(page: Page, store: StoreClient) -> None:
    words = "😀" * 5_000
    sent = await page.reply(words)
    await page.get("stored")
    assert (await store.reply(page.hello["session"], sent)).text == words


@pytest.mark.parametrize("words", ["", "   ", "\x00\x07\x1b", "\n\t"])
async def test_reply_without_words_is_refused(page: Page, words: str) -> None:
    await page.reply(words, item=ITEM)
    assert await page.error() == "bad_message"
    await still_works(page)


async def test_control_characters_lose_no_words(page: Page, store: StoreClient) -> None:
    sent = await page.reply("fine\x00 to\x1bday")
    await page.get("stored")
    assert (await store.reply(page.hello["session"], sent)).text == "fine today"


async def test_half_a_surrogate_pair_loses_no_words(page: Page, store: StoreClient) -> None:
    text = f'{{"kind":"reply","message":"half","at":{page.now()},"text":"fine \\ud83d today"}}'
    await page.socket.send_str(text)
    await page.get("stored")
    assert (await store.reply(page.hello["session"], "half")).text == "fine \ufffd today"


async def test_flood_is_slowed_and_survived(page: Page) -> None:
    for _ in range(30):
        await page.socket.send_str("{}")
    codes = [await page.error() for _ in range(30)]
    assert codes[0] == "bad_message"
    assert codes[-1] == "too_many"


async def test_reply_before_open_is_refused(
    browser: ClientSession, settings: Settings, token: str
) -> None:
    async with Page.at(browser, settings, token) as page:
        await page.reply("hello")
        assert await page.error() == "not_allowed"
