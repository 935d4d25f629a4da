"""The patient's page in the pilots' languages, in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from playwright.async_api import Browser, Page, expect

from contract.client import StoreClient
from contract.messages import Bubble
from contract.settings import Settings
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.test_browser import CHROMIUM, begin, button, chromium, says, settled, tab, tap
from texts.language import texts_of

__all__ = ["chromium", "tab"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


async def choose(page: Page, language: str) -> None:
    """Press the language on the first card; the page comes again in it."""
    await tap(page, texts_of(language).name)
    await expect(page.locator("html")).to_have_attribute("lang", language)


async def open_choices(page: Page) -> None:
    await expect(page.locator("#choices summary")).to_be_visible()
    await settled(page)
    await page.locator("#choices summary").click()


@pytest.mark.parametrize("language", ["it", "el", "ro"])
async def test_a_language_is_chosen_and_nothing_is_typed_in_it(
    tab: Page, rasa: FakeRasa, store: StoreClient, language: str
) -> None:
    rasa.then = says(replace(ASKS, language="en-US"))
    texts = texts_of(language).page
    await choose(tab, language)
    await expect(tab.get_by_text(texts["no_free_text"])).to_be_visible()
    for name in ("continue", "who_self", "camera_no_button"):
        await tap(tab, texts[name])
    await expect(tab.get_by_role("log")).to_contain_text(ASKS.text)
    await expect(tab.locator("#words")).to_be_hidden()
    await expect(tab.locator(".said.bot.asking p")).to_have_attribute("lang", "en-US")
    await expect(tab.locator("#options")).to_have_attribute("lang", "en-US")
    send = button(tab, texts["send_answer"])
    await expect(send).to_have_attribute("lang", language)
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    await tap(tab, texts["send_answer"])
    await expect(tab.locator(".said.patient")).to_have_count(1)
    session = str(await tab.evaluate("sessionStorage.getItem('session')"))
    record = await store.conversation(session)
    assert record.session.language == language
    assert [(one.scope, one.given) for one in record.consents] == [
        ("text", False),
        ("camera", False),
    ]
    visible = await tab.locator("main").inner_text()
    for english in ("Send answer", "Question", "You", "In an emergency", "Read aloud"):
        assert english not in visible.replace(ASKS.text, "").replace("Ward 3", "")


async def test_the_language_can_be_changed_later_and_back(tab: Page, rasa: FakeRasa) -> None:
    await begin(tab)
    await open_choices(tab)
    anew = Bubble("Interes sau plăcere scăzute", item=ASKS.item, language="ro")
    rasa.script = [says(anew)]
    await tap(tab, "Română")
    await expect(tab.locator("html")).to_have_attribute("lang", "ro")
    await expect(tab.locator("#words")).to_be_hidden()
    # What was on show comes again in it, as the bot's turn to the choice.
    await expect(tab.locator(".said.bot.asking p")).to_have_text(anew.text)
    await expect(tab.locator(".said.patient")).to_contain_text("Română")
    assert rasa.heard[-1]["message"] == '/repeat{"kind":"language"}'
    await open_choices(tab)
    await tap(tab, "English")
    await expect(tab.locator("html")).to_have_attribute("lang", "en")
    await expect(tab.locator("#words")).to_be_visible()
    await expect(tab.get_by_role("log")).to_contain_text(ASKS.text)


@pytest.fixture
async def second(chromium: Browser, tab: Page, settings: Settings) -> AsyncIterator[Page]:
    """The same link on another device."""
    page = await chromium.new_page()
    await page.clock.install()
    await page.goto(tab.url)
    yield page
    await page.close()


async def test_another_device_speaks_the_same_language(tab: Page, second: Page) -> None:
    await expect(button(second, "Continue")).to_be_visible()
    await choose(tab, "it")
    await expect(second.locator("html")).to_have_attribute("lang", "it")
    await second.reload()
    await expect(button(second, texts_of("it").page["continue"])).to_be_visible()
