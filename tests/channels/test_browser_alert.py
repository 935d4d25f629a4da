"""The help message in a real browser: it changes in place when nobody could be reached."""

from __future__ import annotations

import time

import pytest
from playwright.async_api import Page, expect

from contract.client import StoreClient
from contract.messages import AlertStep
from contract.settings import Settings
from tests.channels.fake_rasa import FakeRasa
from tests.channels.live import live
from tests.channels.test_browser import (
    ALERTING,
    CHROMIUM,
    button,
    chromium,
    says,
    settled,
    tab,
    tap,
)

__all__ = ["chromium", "tab"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return live(settings)


async def test_the_message_says_when_nobody_was_reached_and_when_somebody_knows(
    tab: Page, rasa: FakeRasa, store: StoreClient
) -> None:
    await expect(tab.get_by_text("checked for words about suicide")).to_be_visible()
    rasa.then = says(ALERTING)
    for name in (
        "Continue",
        "I answer for myself",
        "No, do not use my words",
        "No, leave the camera off",
    ):
        await tap(tab, name)
    await expect(tab.get_by_role("log")).to_contain_text(ALERTING.text)
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    card = tab.get_by_role("alert")
    await expect(card).to_have_count(1)
    await expect(card).to_contain_text("Please call the number above yourself.", timeout=30_000)
    await expect(card.get_by_role("link")).to_have_attribute("href", "tel:08001234")
    (case,) = await store.open_alerts()
    await store.add_alert_steps(case.number, [AlertStep(time.time(), "acknowledged", "A. Nurse")])
    await expect(card).to_contain_text("has seen the notice", timeout=30_000)
    await expect(card).not_to_contain_text("A. Nurse")
    await settled(tab)
    await button(tab, "I have read this").click()
    await expect(card).to_be_visible()
