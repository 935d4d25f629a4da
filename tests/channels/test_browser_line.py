"""The patient's page on a bad line: dead but open, away between two cards, not there at first."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, WebSocketRoute, expect

from contract.client import StoreClient
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.test_browser import (
    CHROMIUM,
    WRITE,
    chromium,
    says,
    session_of,
    settled,
    tab,
    tap,
)

__all__ = ["chromium", "tab"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
NONE = "No connection. What you write is kept here and sent when the connection is back."


class Line:
    """Between the page and the server: while it is dead nothing passes and nothing closes."""

    def __init__(self, dead: bool) -> None:
        self.dead = dead
        self.connections = 0

    def carry(self, page: WebSocketRoute) -> None:
        self.connections += 1
        if self.dead:
            return
        server = page.connect_to_server()
        page.on_message(lambda body: None if self.dead else server.send(body))
        server.on_message(lambda body: None if self.dead else page.send(body))


async def test_a_line_that_is_dead_but_open_is_noticed_and_takes_nothing_away(
    tab: Page, store: StoreClient, rasa: FakeRasa
) -> None:
    line = Line(dead=True)
    await tab.route_web_socket("**/chat", line.carry)
    await tab.reload()
    await expect(tab.get_by_text("One moment, the first question is coming.")).to_be_visible()
    await before_the_chat(tab, line)
    await expect(tab.get_by_role("log")).to_contain_text(ASKS.text)
    await expect(tab.locator("#line")).to_be_hidden()
    rasa.then = says(WRITE)
    line.dead = True
    await settled(tab)
    await tab.get_by_role("radio").nth(1).check()
    await tap(tab, "Send answer")
    await expect(tab.locator(".note:visible")).to_have_text("not sent yet")
    await said_and_back(tab, line, "#status")
    await expect(tab.get_by_role("log")).to_contain_text(WRITE.text)
    await expect(tab.locator(".note:visible")).to_have_count(0)
    replies = (await store.record(await session_of(tab))).replies
    assert [reply.text for reply in replies] == ["Several days"]


async def before_the_chat(tab: Page, line: Line) -> None:
    """A dead line at the beginning, and another when the last choice is made."""
    tried = line.connections
    await said_and_back(tab, line, "#line", "Please call your local emergency number.")
    for name in ("Continue", "I answer for myself", "No, do not use my words"):
        await tap(tab, name)
    assert line.connections == tried + 1
    line.dead = True
    await tap(tab, "No, leave the camera off")
    await said_and_back(tab, line, "#line")


async def said_and_back(tab: Page, line: Line, place: str, call: str = "0800 1234") -> None:
    """The page says that the line is dead, and whom to call; then a connection comes through."""
    await tab.clock.fast_forward(14_000)
    said = tab.locator(place)
    await expect(said).to_contain_text(NONE)
    await expect(said).to_contain_text(re.compile(f"In an emergency: .*{call}"))
    line.dead = False
    await tab.clock.fast_forward(14_000)
    await expect(said).to_be_empty()
