"""The patient's page for hands and eyes: one question, speech, contrast, no motion, large text."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from contract.settings import Settings
from tests.channels.fake_rasa import ASKS, FakeRasa
from tests.channels.test_browser import (
    ALERTING,
    CHROMIUM,
    WRITE,
    begin,
    button,
    chromium,
    says,
    settled,
    tab,
    tap,
)

__all__ = ["chromium", "tab"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
ONE, WHOLE = "Show one question at a time", "Show the whole conversation"
SPEECH = """
  window.heard = null;
  window.SpeechRecognition = class {
    static available({langs, processLocally}) {
      return Promise.resolve(processLocally && langs[0] === "en" ? "%s" : "unavailable");
    }
    start() {
      window.heard = {local: this.processLocally, lang: this.lang};
      const said = [{isFinal: true, 0: {transcript: " quite well "}, length: 1}];
      this.onresult({resultIndex: 0, results: said});
    }
    stop() { this.onend(); }
  };
"""


async def answer(page: Page) -> None:
    await settled(page)
    await page.get_by_role("radio").first.check()
    await tap(page, "Send answer")


async def test_one_question_a_screen_is_chosen_and_kept(tab: Page, rasa: FakeRasa) -> None:
    await tap(tab, ONE)
    await begin(tab)
    rasa.then = says(WRITE)
    await answer(tab)
    await expect(tab.get_by_text(WRITE.text)).to_be_visible()
    await expect(tab.get_by_text(ASKS.text)).to_be_hidden()
    await expect(tab.locator(".said.patient")).to_be_hidden()
    await tab.reload()
    await expect(tab.get_by_text(WRITE.text)).to_be_visible()
    await expect(tab.get_by_text(ASKS.text)).to_be_hidden()
    await settled(tab)
    await tab.locator("#choices summary").click()
    await tap(tab, WHOLE)
    await expect(tab.get_by_text(ASKS.text)).to_be_visible()


async def test_a_help_message_stays_on_the_screen_until_it_was_read(
    tab: Page, rasa: FakeRasa
) -> None:
    await tap(tab, ONE)
    rasa.then = says(ALERTING)
    await tap(tab, "Continue")
    for name in ("I answer for myself", "No, do not use my words", "No, leave the camera off"):
        await tap(tab, name)
    await expect(tab.get_by_role("radio")).to_have_count(1)
    rasa.then = says(WRITE)
    await answer(tab)
    await expect(tab.get_by_text(WRITE.text)).to_be_visible()
    await expect(tab.get_by_role("alert")).to_be_visible()
    await tap(tab, "I have read this")
    await expect(tab.get_by_role("alert")).to_be_visible()
    rasa.then = says(ASKS)
    await settled(tab)
    await tab.get_by_role("textbox").fill("well")
    await tap(tab, "Send")
    await expect(tab.get_by_text(ASKS.text).first).to_be_visible()
    await expect(tab.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize("state", ["available", "downloadable", "unavailable"])
async def test_speech_is_taken_only_where_the_device_itself_understands_it(
    tab: Page, rasa: FakeRasa, state: str
) -> None:
    await tab.add_init_script(SPEECH % state)
    await tab.reload()
    rasa.then = says(WRITE)
    await tap(tab, "Continue")
    for name in ("I answer for myself", "Yes, use my words", "No, leave the camera off"):
        await tap(tab, name)
    await expect(tab.get_by_role("textbox")).to_be_visible()
    local = state == "available"
    await expect(button(tab, "Speak instead of typing")).to_be_visible(visible=local)
    assert await tab.locator("#speak").evaluate("one => one.hidden") == local
    if not local:
        return
    await tap(tab, "Speak instead of typing")
    assert await tab.evaluate("heard") == {"local": True, "lang": "en"}
    await expect(tab.get_by_role("textbox")).to_have_value("quite well")
    await tap(tab, "Stop listening")
    await expect(button(tab, "Speak instead of typing")).to_be_visible()
    await tap(tab, "Send")
    await expect(tab.locator(".said.patient")).to_have_text("You: quite well")


async def test_on_a_touch_screen_the_microphone_is_named_and_nothing_looks_touched(
    chromium: Browser, settings: Settings, token: str
) -> None:
    context = await chromium.new_context(has_touch=True, is_mobile=True)
    page = await context.new_page()
    await page.clock.install()
    await page.goto(f"{settings.store_url}/p/{token}")
    await begin(page)
    known = """async () => {
      const Recognition = window.SpeechRecognition;
      try { return await Recognition.available({langs: ["en"], processLocally: true}); }
      catch { return "unavailable"; }
    }"""
    local = await page.evaluate(known) == "available"
    await expect(page.locator("#speak")).to_be_visible(visible=not local)
    await expect(page.locator("#dictate")).to_be_visible(visible=local)
    border = "one => getComputedStyle(one).borderColor"
    hovered, other = await page.locator(".option").all()
    await hovered.hover()  # where the finger was last
    assert await hovered.evaluate(border) == await other.evaluate(border)
    await context.close()


async def test_with_the_systems_own_colours_everything_keeps_its_edge(
    chromium: Browser, settings: Settings, token: str
) -> None:
    page = await chromium.new_page(forced_colors="active", viewport={"width": 320, "height": 640})
    await page.clock.install()
    await page.goto(f"{settings.store_url}/p/{token}")
    await begin(page)
    await settled(page)
    await page.get_by_role("radio").first.check()
    width = "one => parseFloat(getComputedStyle(one).%s)"
    for each in await page.locator("button:visible, .option, textarea:visible").all():
        assert await each.evaluate(width % "borderTopWidth") >= 1
    chosen, other = await page.locator(".option").all()
    assert await chosen.evaluate(width % "outlineWidth") >= 3
    assert await other.evaluate("one => getComputedStyle(one).outlineStyle") == "none"
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.close()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
async def test_nothing_moves_for_whom_asked_for_less_motion(
    chromium: Browser, settings: Settings, token: str, motion: str
) -> None:
    page = await chromium.new_page(reduced_motion="reduce" if motion == "reduce" else None)
    await page.clock.install()
    await page.goto(f"{settings.store_url}/p/{token}")
    await begin(page)
    style = "getComputedStyle(document.documentElement).scrollBehavior"
    assert await page.evaluate(style) == ("auto" if motion == "reduce" else "smooth")
    moving = "document.getAnimations().length"
    assert await page.evaluate(moving) == 0
    await page.close()


async def test_text_twice_as_large_in_320_pixels_loses_nothing(tab: Page, rasa: FakeRasa) -> None:
    await tab.set_viewport_size({"width": 320, "height": 640})
    large = "document.styleSheets[0].insertRule('html { font-size: 250% !important }', 0)"
    await tab.evaluate(large)  # twice the 125 % that the page has
    await begin(tab)
    assert await tab.evaluate("document.documentElement.scrollWidth") <= 320
    cut = """() => [...document.querySelectorAll("#answer *:not(.hidden-words)")].filter((one) =>
      one.checkVisibility() && getComputedStyle(one).overflowX !== "visible" &&
      one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1).length"""
    assert await tab.evaluate(cut) == 0


async def test_a_press_counts_when_it_is_let_go_and_not_when_it_slid_off(tab: Page) -> None:
    await expect(button(tab, "Continue")).to_be_visible()
    await settled(tab)
    await button(tab, "Continue").scroll_into_view_if_needed()
    box = await button(tab, "Continue").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for away in (True, False):
        await tab.mouse.move(x, y)
        await tab.mouse.down()
        await expect(button(tab, "Continue")).to_be_visible()
        await tab.mouse.move(x, y - 150 if away else y + 2)
        await tab.mouse.up()
        if away:
            await settled(tab)
            await expect(button(tab, "Continue")).to_be_visible()
    await expect(button(tab, "Continue")).to_be_hidden()
