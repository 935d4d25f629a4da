"""The patient's page where own words may mean an option."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from contract.messages import Bubble
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.test_browser import CHROMIUM, begin, chromium, says, settled, tab, tap

__all__ = ["chromium", "tab"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


async def test_a_proposed_option_is_marked_and_sent_only_by_the_patient(
    tab: Page, rasa: FakeRasa
) -> None:
    await begin(tab)
    rasa.then = says(
        Bubble('Do you mean "Several days"?'), replace(ASKS, suggested=ASKS.buttons[1].payload)
    )
    await tab.get_by_role("textbox").fill("on and off")
    await settled(tab)
    await tap(tab, "Send")
    await expect(tab.locator(".said.patient")).to_have_count(1)
    marked = tab.get_by_role("radio", name="Several days Do you mean this?", exact=True)
    await expect(marked).to_be_checked()
    await expect(tab.get_by_role("radio")).to_have_count(len(ASKS.buttons))
    await expect(tab.locator(".said.bot.asking")).to_have_text(f"Vultus: {ASKS.text}")
    assert rasa.heard[-1]["message"].startswith("/reply")
    said = await tab.locator(".said.bot").count()
    await tap(tab, "Send answer")
    await expect(tab.locator(".said.bot")).not_to_have_count(said)
    assert rasa.heard[-1]["message"] == ASKS.buttons[1].payload
