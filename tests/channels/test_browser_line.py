"""The patient's page on a bad line: dead but open, away between two cards, not there at first."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, WebSocketRoute, expect

from contract.client import StoreClient
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.test_browser import (
    CHROMIUM,
    WRITE,
    begin,
    button,
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

    def __init__(self) -> None:
        self.dead = False
        self.connections = 0

    def carry(self, page: WebSocketRoute) -> None:
        self.connections += 1
        if self.dead:
            return
        server = page.connect_to_server()
        page.on_message(lambda body: None if self.dead else server.send(body))
        server.on_message(lambda body: None if self.dead else page.send(body))


@pytest.fixture
async def line(tab: Page) -> Line:
    line = Line()
    await tab.route_web_socket("**/chat", line.carry)
    await tab.reload()
    return line


async def test_an_answer_on_a_dead_line_is_said_to_wait_and_sent_on_another(
    tab: Page, line: Line, store: StoreClient, rasa: FakeRasa
) -> None:
    await begin(tab)
    rasa.then = says(WRITE)
    line.dead = True
    await settled(tab)
    await tab.get_by_role("radio").nth(1).check()
    await tap(tab, "Send answer")
    await expect(tab.locator(".note:visible")).to_have_text("not sent yet")
    await tab.clock.fast_forward(14_000)
    status = tab.locator("#status")
    await expect(status).to_contain_text(NONE)
    number = status.get_by_role("link", name="0800 1234")
    await expect(number).to_have_attribute("href", "tel:08001234")
    line.dead = False
    await tab.clock.fast_forward(14_000)
    await expect(tab.get_by_role("log")).to_contain_text(WRITE.text)
    await expect(tab.locator(".note:visible")).to_have_count(0)
    await expect(status).to_be_empty()
    replies = (await store.record(await session_of(tab))).replies
    assert [reply.text for reply in replies] == ["Several days"]


async def test_before_the_chat_a_dead_line_shows_and_takes_no_choice_away(
    tab: Page, line: Line
) -> None:
    line.dead = True
    await tab.reload()
    await expect(tab.get_by_text("One moment, the first question is coming.")).to_be_visible()
    tried = line.connections
    await tab.clock.fast_forward(14_000)
    await expect(tab.locator("#line")).to_contain_text(NONE)
    line.dead = False
    await tab.clock.fast_forward(14_000)
    for name in ("Continue", "I answer for myself", "No, do not use my words"):
        await tap(tab, name)
    assert line.connections == tried + 1
    line.dead = True
    await tap(tab, "No, leave the camera off")
    await tab.clock.fast_forward(14_000)
    await expect(tab.locator("#line")).to_contain_text(NONE)
    await expect(button(tab, "No, leave the camera off")).to_be_visible()
    line.dead = False
    await tab.clock.fast_forward(14_000)
    await expect(tab.get_by_role("log")).to_contain_text(ASKS.text)
    await expect(tab.locator("#line")).to_be_hidden()
