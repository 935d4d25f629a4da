"""The camera on the patient's page: Chromium's own test picture is the camera."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from contract.client import StoreClient
from contract.settings import Settings
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.test_browser import (
    ALERTING,
    CHROMIUM,
    END,
    FLAGS,
    WRITE,
    begin,
    button,
    says,
    session_of,
    settled,
    tap,
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS + CAMERA)
        yield browser
        await browser.close()


@pytest.fixture
async def tab(chromium: Browser, settings: Settings, token: str) -> AsyncIterator[Page]:
    page = await chromium.new_page()
    await page.clock.install()
    await page.goto(f"{settings.store_url}/p/{token}")
    yield page
    await page.close()


APART = """() => {
  const box = id => document.getElementById(id).getBoundingClientRect();
  return box("new-session").top - box("end-delete").bottom;
}"""
"""Pixels between the end's two buttons, both measured at once: the page may be scrolling."""


async def test_camera_stays_off_without_a_yes(tab: Page) -> None:
    await begin(tab)
    await expect(tab.locator("#camera")).to_be_hidden()
    assert await tab.evaluate("document.querySelector('#self-view').srcObject") is None


async def test_one_tap_stops_the_camera_and_keeps_the_consent(
    tab: Page, store: StoreClient
) -> None:
    await begin(tab, camera="Yes, use the camera")
    await expect(tab.get_by_text("Camera is on", exact=True)).to_be_visible()
    await tap(tab, "Stop camera")
    await expect(tab.get_by_text("You have stopped the camera.")).to_be_visible()
    assert await tab.evaluate("document.querySelector('#self-view').srcObject") is None
    session = await session_of(tab)
    assert await store.consented(session, "camera")


async def test_picture_can_be_hidden_while_the_notice_stays(tab: Page) -> None:
    await begin(tab, camera="Yes, use the camera")
    await tap(tab, "Hide picture")
    await expect(tab.locator("#self-view")).to_be_hidden()
    await expect(tab.get_by_text("Camera is on", exact=True)).to_be_visible()
    await tab.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    await expect(tab.get_by_text("Camera is on", exact=True)).to_be_visible()
    await expect(button(tab, "Stop camera")).to_be_visible()
    height = await tab.locator("#camera").evaluate("one => one.offsetHeight")
    assert height <= 100  # the question needs the rest


async def test_camera_is_paused_for_an_alerting_item_and_goes_on_after_it(
    tab: Page, rasa: FakeRasa
) -> None:
    enabled = "document.querySelector('#self-view').srcObject.getVideoTracks()[0].enabled"
    rasa.then = says(ASKS, ALERTING)
    await begin(tab, camera="Yes, use the camera")
    await expect(tab.get_by_text("Camera paused for this question")).to_be_visible()
    assert await tab.evaluate(enabled) is False
    rasa.then = says(WRITE)
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    await expect(tab.get_by_role("log")).to_contain_text(WRITE.text)
    assert await tab.evaluate(enabled) is False
    await tap(tab, "I have read this")
    await expect(tab.get_by_text("Camera is on", exact=True)).to_be_visible()
    assert await tab.evaluate(enabled) is True


async def test_deleting_the_numbers_asks_first_and_withdraws_the_consent(
    tab: Page, store: StoreClient
) -> None:
    await begin(tab, camera="Yes, use the camera")
    session = await session_of(tab)
    await settled(tab)
    await tab.get_by_text("About this conversation and your choices").click()
    await tap(tab, "Delete the camera\u2019s numbers")
    await tap(tab, "Keep them")
    assert await store.consented(session, "camera")
    await tap(tab, "Delete the camera\u2019s numbers")
    await tap(tab, "Delete")
    await expect(tab.get_by_text("numbers of this session are deleted")).to_be_visible()
    assert not await store.consented(session, "camera")
    assert await tab.evaluate("document.querySelector('#self-view').srcObject") is None


async def test_the_end_says_what_was_sent_and_deletes_the_numbers(
    tab: Page, rasa: FakeRasa, store: StoreClient
) -> None:
    await begin(tab, camera="Yes, use the camera")
    session = await session_of(tab)
    await settled(tab)
    rasa.then = says(END)
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    await expect(
        tab.get_by_text("answers and the camera\u2019s numbers. No picture")
    ).to_be_visible()
    assert await tab.evaluate(APART) >= 16
    await tap(tab, "Delete the camera\u2019s numbers")
    await tap(tab, "Delete")
    await expect(tab.get_by_text("Your clinic was sent your answers.")).to_be_visible()
    await expect(tab.locator("#end-delete")).to_be_hidden()
    assert not await store.consented(session, "camera")
