"""The patient's page in a real browser, with a real store and a scripted Rasa."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import Bubble, Button
from contract.settings import Settings
from contract.wire import to_json
from service.app import build
from tests.channels.fake_rasa import ASKS, FakeRasa, empty

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

WRITE = Bubble("How have you been?", item="whats_new_before", input="text")
SCALE = Bubble(
    "How is your mood right now, from 0 to 10?",
    item="daily_checkin_mood",
    input="choice",
    buttons=tuple(
        Button(str(n), f'/answer{{"item":"daily_checkin_mood","option":"{n}"}}') for n in range(11)
    ),
    pictures="faces",
)
ALERTING = Bubble(
    "Thoughts that you would be better off dead",
    item="phq9_9",
    input="choice",
    buttons=(Button("Several days", '/answer{"item":"phq9_9","option":"1"}'),),
    camera_pause=True,
)
END = Bubble("Thank you. Your answers have been sent to your clinic.", ends=True)


def says(*bubbles: Bubble) -> Any:
    """A Rasa that answers anything with these bubbles."""
    return lambda _: [{"recipient_id": "x", "custom": to_json(bubble)} for bubble in bubbles]


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def tab(chromium: Browser, settings: Settings, token: str) -> AsyncIterator[Page]:
    """A page of the link; nothing may go wrong in its scripts."""
    page = await chromium.new_page(viewport={"width": 390, "height": 844})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await page.clock.install()
    await page.goto(f"{settings.store_url}/p/{token}")
    yield page
    await page.close()
    assert wrong == []


async def begin(tab: Page, camera: str = "No, leave the camera off") -> None:
    """Through the consent questions to the first item."""
    for name in ("Continue", "I answer for myself", "Yes, use my words", camera):
        await tap(tab, name)
    await expect(tab.get_by_role("log")).to_contain_text(ASKS.text)


async def tap(tab: Page, name: str) -> None:
    """Press the button once it is there and no tap counts as a tremor's any more."""
    await expect(button(tab, name)).to_be_visible()
    await settled(tab)
    await button(tab, name).click()


def button(tab: Page, name: str) -> Locator:
    """The visible button of that name."""
    return tab.get_by_role("button", name=name, exact=True)


async def session_of(tab: Page) -> str:
    """The id of the session on the page."""
    return str(await tab.evaluate("sessionStorage.getItem('session')"))


async def settled(tab: Page) -> None:
    """Longer than the page takes a second tap for a tremor's; only its clock waits."""
    await tab.clock.fast_forward(650)


async def test_keyboard_alone_is_enough(tab: Page, store: StoreClient, rasa: FakeRasa) -> None:
    await expect(button(tab, "Continue")).to_be_visible()
    await button(tab, "Continue").focus()
    for name in (
        "Continue",
        "I answer for myself",
        "Yes, use my words",
        "No, leave the camera off",
    ):
        for _ in range(4):
            if await button(tab, name).evaluate("one => one === document.activeElement"):
                break
            await tab.keyboard.press("Tab")
        await settled(tab)
        await tab.keyboard.press("Enter")
    await expect(tab.get_by_role("log")).to_contain_text(ASKS.text)
    await settled(tab)
    await tab.get_by_role("radio").first.focus()
    await tab.keyboard.press("ArrowDown")
    await tab.keyboard.press("Enter")
    await expect(tab.locator(".said.patient")).to_have_text("You: Several days")
    await expect(tab.locator(".note:visible")).to_have_count(0)
    assert rasa.heard[-1]["message"] == ASKS.buttons[1].payload


async def test_a_trembling_tap_on_one_card_does_not_answer_the_next(tab: Page) -> None:
    await tap(tab, "Continue")
    first = button(tab, "I answer for somebody else")
    await first.dblclick()
    await expect(first).to_be_visible()
    await settled(tab)
    await button(tab, "I answer for myself").dblclick()
    await expect(button(tab, "Yes, use my words")).to_be_visible()


async def test_two_quick_taps_send_one_reply(tab: Page, store: StoreClient, rasa: FakeRasa) -> None:
    await begin(tab)
    await tap(tab, "Send answer")
    await expect(tab.get_by_text("Please choose one of the options.")).to_be_visible()
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    await expect(tab.get_by_text("Please choose one of the options.")).to_be_hidden()
    await button(tab, "Send answer").dblclick()
    await expect(tab.locator(".said.bot")).to_have_count(2)
    assert len(rasa.heard) == 2
    await expect(tab.locator(".said.patient")).to_have_count(1)


async def test_targets_are_large_and_apart(tab: Page) -> None:
    await begin(tab)
    rectangles = "found => found.map(one => one.getBoundingClientRect().toJSON())"
    first, second = await tab.locator(".option").evaluate_all(rectangles)
    assert first["height"] >= 56
    assert second["top"] - first["bottom"] >= 16
    buttons = await tab.locator("button:visible").evaluate_all(rectangles)
    assert all(box["height"] >= 56 for box in buttons)


@pytest.mark.parametrize("width", [320, 640])
async def test_page_reflows_without_scrolling_sideways(
    tab: Page, rasa: FakeRasa, width: int
) -> None:
    rasa.then = says(ASKS, SCALE)
    await tab.set_viewport_size({"width": width, "height": 400})
    await begin(tab)
    await expect(tab.get_by_role("radio")).to_have_count(11)
    assert await tab.evaluate("document.documentElement.scrollWidth") <= width


async def test_words_wait_for_the_connection(
    tab: Page, service: TestServer, settings: Settings, aiohttp_server: AiohttpServer
) -> None:
    await begin(tab)
    await service.close()
    await expect(tab.get_by_text("No connection.")).to_be_visible()
    await settled(tab)
    await tab.get_by_role("textbox").fill("still here")
    await button(tab, "Send").click()
    await expect(tab.get_by_text("not sent yet")).to_be_visible()
    await aiohttp_server(build(settings), port=settings.port)
    await expect(tab.get_by_text("not sent yet")).to_be_hidden(timeout=30_000)
    await expect(tab.locator(".said.patient")).to_have_count(1)


async def test_page_catches_up_on_what_was_said_while_it_was_away(
    tab: Page,
    service: TestServer,
    settings: Settings,
    aiohttp_server: AiohttpServer,
    rasa: FakeRasa,
) -> None:
    await begin(tab)
    rasa.then = empty
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    await expect(tab.get_by_text("Your answer is safe.")).to_be_visible()
    await service.close()
    rasa.then = says(WRITE)
    await aiohttp_server(build(settings), port=settings.port)
    await expect(tab.get_by_role("log")).to_contain_text(WRITE.text, timeout=30_000)
    await expect(tab.get_by_role("radio")).to_have_count(0)
    await expect(tab.locator(".said.patient")).to_have_count(1)


async def test_words_that_are_refused_are_given_back(tab: Page, store: StoreClient) -> None:
    await begin(tab)
    session = await session_of(tab)
    await store.close_session(session, "completed", 1_800_000_000.0)
    await settled(tab)
    await tab.get_by_role("textbox").fill("one more thing")
    await button(tab, "Send").click()
    await expect(tab.get_by_text("Not sent: this conversation has ended")).to_be_visible()
    await expect(tab.get_by_role("textbox")).to_have_value("one more thing")


async def test_reload_goes_on_where_it_was(tab: Page) -> None:
    await begin(tab)
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    await expect(tab.locator(".said.bot")).to_have_count(2)
    await tab.reload()
    await expect(tab.locator(".said.bot")).to_have_count(2)
    await expect(tab.get_by_text("Question 1 of 9")).to_be_visible()
    await expect(button(tab, "Continue")).to_be_hidden()


async def test_page_says_that_the_answer_is_safe_while_rasa_is_down(
    tab: Page, rasa: FakeRasa
) -> None:
    await begin(tab)
    rasa.then = empty
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    await expect(tab.get_by_text("Your answer is safe.")).to_be_visible()
    rasa.then = says(WRITE)
    await expect(tab.get_by_role("log")).to_contain_text(WRITE.text)
    await expect(tab.get_by_text("Your answer is safe.")).to_be_hidden()


async def test_safety_message_stays_until_it_was_read(tab: Page, rasa: FakeRasa) -> None:
    await tab.set_viewport_size({"width": 320, "height": 568})
    rasa.then = says(ASKS, ALERTING)
    await begin(tab)
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    rasa.then = says(WRITE)
    await button(tab, "Send answer").click()
    card = tab.get_by_role("alert")
    await expect(card).to_contain_text("Ward 3, day and night: 0800 1234")
    await expect(card.get_by_role("link")).to_have_attribute("href", "tel:08001234")
    await expect(tab.get_by_role("log")).to_contain_text(WRITE.text)
    await tab.wait_for_timeout(500)  # the page scrolls smoothly
    assert await card.evaluate("one => one.getBoundingClientRect().top") >= 0
    await settled(tab)
    await button(tab, "I have read this").click()
    await expect(button(tab, "I have read this")).to_be_hidden()
    await expect(card).to_be_visible()


async def test_denied_camera_is_said_and_the_chat_goes_on(tab: Page) -> None:
    await begin(tab, camera="Yes, use the camera")
    await expect(tab.get_by_label("Camera", exact=True)).to_contain_text("We go on without it.")
    await settled(tab)
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    await expect(tab.locator(".said.bot")).to_have_count(2)


async def test_end_offers_a_new_session_with_new_consents(
    tab: Page, rasa: FakeRasa, store: StoreClient
) -> None:
    await begin(tab)
    await settled(tab)
    rasa.then = says(END)
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    await expect(tab.get_by_role("heading", name="This session has ended")).to_be_visible()
    await expect(tab.get_by_role("textbox")).to_be_hidden()
    await expect(tab.get_by_text("Your clinic was sent your answers.")).to_be_visible()
    await expect(tab.locator("#end-delete")).to_be_hidden()
    session = await session_of(tab)
    await store.close_session(session, "completed", 1_800_000_000.0)
    await tab.reload()
    for name in ("Start a new session", "Continue", "I answer for myself"):
        await tap(tab, name)
    await expect(button(tab, "Yes, use my words")).to_be_visible()


async def test_the_end_offers_another_questionnaire_and_goes_on_with_it(
    tab: Page, rasa: FakeRasa, store: StoreClient
) -> None:
    await begin(tab)
    await settled(tab)
    another = Button("Daily check-in", '/start_questionnaire{"questionnaire":"daily_checkin"}')
    rasa.then = says(replace(END, buttons=(another,)))
    await tab.get_by_role("radio").first.check()
    await button(tab, "Send answer").click()
    await expect(tab.get_by_role("heading", name="This session has ended")).to_be_visible()
    session = await session_of(tab)
    await store.close_session(session, "completed", 1_800_000_000.0)
    await tab.reload()
    await expect(button(tab, "Daily check-in")).to_be_visible()
    await expect(tab.get_by_role("textbox")).to_be_hidden()
    rasa.then = says(SCALE)
    await tap(tab, "Daily check-in")
    await expect(tab.locator(".option .picture")).to_have_count(11)
    await expect(tab.get_by_role("heading", name="This session has ended")).to_be_hidden()
    assert (await store.session(session)).closed is None


async def test_a_proxy_is_asked_for_neither_words_nor_camera_and_it_is_shown(tab: Page) -> None:
    for name in ("Continue", "Back", "Continue", "I answer for myself", "Back"):  # a wrong button
        await tap(tab, name)
    await tap(tab, "I answer for somebody else")
    await expect(tab.get_by_role("log")).to_contain_text(ASKS.text)
    await expect(tab.get_by_text("Somebody else answers for the patient.").first).to_be_visible()
    await settled(tab)
    await tab.get_by_text("About this conversation and your choices").click()
    await expect(tab.get_by_role("heading", name="The camera")).to_be_hidden()
    await settled(tab)
    await button(tab, "I answer for myself, and somebody helps me").click()
    await expect(button(tab, "Continue")).to_be_visible()


VOICES = """
  window.spoken = [];
  const voices = [{localService: %s, lang: "en-GB"}];
  Object.assign(window, {
    speechSynthesis: {getVoices: () => voices, speak: (one) => spoken.push(one.text), cancel() {}},
    SpeechSynthesisUtterance: class { constructor(text) { this.text = text; } },
  });
"""


@pytest.mark.parametrize("local", [True, False])
async def test_a_question_is_read_aloud_by_a_voice_on_the_device_only(
    tab: Page, local: bool
) -> None:
    replaced = "for (const name of ['speechSynthesis', 'SpeechSynthesisUtterance'])"
    writable = f"{replaced} Object.defineProperty(window, name, {{writable: true}});"
    await tab.add_init_script(writable + VOICES % str(local).lower())
    await tab.reload()
    await begin(tab)
    await expect(button(tab, "Read aloud")).to_be_visible(visible=local)
    if local:
        await tap(tab, "Read aloud")
        assert await tab.evaluate("spoken") == [f"{ASKS.text}. Not at all. Several days"]


async def test_patient_never_sees_scores_or_promises_that_are_not_kept(
    tab: Page, settings: Settings
) -> None:
    await begin(tab)
    page = (await tab.content()).lower()
    for word in ("anonymous", "stays on your device", "score", "band", "negative", "depress"):
        assert word not in page
    assert page.count("demo: nobody reads this.") >= 2


async def test_policy_blocks_nothing_that_the_page_needs(
    chromium: Browser, settings: Settings, token: str
) -> None:
    said: list[str] = []
    page = await chromium.new_page()
    page.on("console", lambda line: said.append(line.text))
    await page.clock.install()
    await page.goto(f"{settings.store_url}/p/{token}")
    await begin(page)
    assert [line for line in said if "Content Security Policy" in line] == []


def test_page_files_are_where_the_page_looks() -> None:
    folder = Path("channels/static/patient")
    modules = {file.name for file in folder.glob("*.js")}
    imported = {
        line.rsplit('"./', 1)[1].split('"')[0]
        for name in modules
        for line in (folder / name).read_text().splitlines()
        if line.startswith("import ")
    }
    assert imported | {"main.js"} == modules
