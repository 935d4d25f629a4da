"""The patient's page without a mouse and without a barrier that axe-core finds, at any width."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.e2e.hands import tap
from tests.stack import Stack

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
ITEMS = 9
FOCUSED = (
    "document.activeElement?.innerText?.trim() || document.activeElement?.labels?.[0]?.innerText"
)
TARGETS = """
() => [...document.querySelectorAll("button, .option, summary, textarea")]
  .filter((one) => one.checkVisibility())
  .map((one) => one.getBoundingClientRect().toJSON())
"""


def test_phq9_by_keyboard_alone_without_a_barrier(
    stack: Stack, patient_link: str, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    page.goto(patient_link)
    for name in (
        "Continue",
        "I answer for myself",
        "Yes, use my words",
        "No, leave the camera off",
    ):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
        _no_barrier(page)
        _press(page, name)
    for name in ("(PHQ-9)", "(GAD-7)"):
        assert (
            page.get_by_text(name, exact=True).evaluate("one => one.getClientRects().length") == 1
        )
    _press(page, "Patient Health Questionnaire (PHQ-9)")
    expect(page.get_by_label("Your answer")).to_be_visible()
    _focus(page, "Your answer")
    page.keyboard.type("About the same as last week.")
    _press(page, "Send")
    for number in range(1, ITEMS + 1):
        expect(page.get_by_text(f"Question {number} of 9")).to_be_visible()
        if number == 2:
            _no_barrier(page)
            _large_and_apart(page)
            _announced(page, f"{number} of 9")
        _choose(page)
    expect(page.get_by_text("Question 10 of 10")).to_be_visible()
    _choose(page)
    _press(page, "More")
    expect(page.get_by_role("button", name="Why do you ask?")).to_be_visible()
    _no_barrier(page)
    _large_and_apart(page)
    _press(page, "Go on with the question")
    expect(page.get_by_label("Your answer")).to_be_visible()
    _press(page, "Skip")
    expect(page.get_by_role("heading", name="This session has ended")).to_be_visible()
    _no_barrier(page)
    page.close()


def test_own_scale_needs_no_typing_and_has_no_barrier_in_the_dark(
    patient_link: str, browser: Browser
) -> None:
    page = browser.new_page(
        viewport={"width": 640, "height": 360}, color_scheme="dark", contrast="more"
    )
    page.goto(patient_link)
    for name in ("^Continue$", "for somebody else", "Daily check-in", "^Skip$"):
        tap(page, re.compile(name))
    for number in (1, 2):
        expect(page.get_by_text(f"Question {number} of 6")).to_be_visible()
        expect(page.locator(".option .picture").first).to_be_visible()
        _no_barrier(page)
        page.locator(".option").nth(2).click()
        tap(page, "Send answer")
    page.close()


def _no_barrier(page: Page) -> None:
    """axe-core has nothing to say, and nothing sticks out at the side."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _large_and_apart(page: Page) -> None:
    """Every target is 56 px high, and 16 px from the next."""
    boxes = page.evaluate(TARGETS)
    assert all(box["height"] >= 56 for box in boxes)
    for one in boxes:
        for other in boxes:
            beside = max(other["left"] - one["right"], one["left"] - other["right"])
            above = max(other["top"] - one["bottom"], one["top"] - other["bottom"])
            assert one is other or max(beside, above) >= 15.9, (one, other)


def _announced(page: Page, progress: str) -> None:
    """A screen reader hears the place, the question and which of how many options it is at."""
    form = page.get_by_role("form", name=f"Question {progress}")
    group = form.get_by_role("group", name="Feeling down, depressed, or hopeless")
    expect(group.get_by_role("radio")).to_have_count(4)
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    names = [one["name"]["value"] for one in nodes if one.get("role", {}).get("value") == "radio"]
    assert names == ["Not at all", "Several days", "More than half the days", "Nearly every day"]


def _choose(page: Page) -> None:
    """The second option, by arrow key and Enter."""
    shown = page.locator("#progress").inner_text()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(650)
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).not_to_have_text(shown)


def _press(page: Page, name: str) -> None:
    """Tab to the button of that name and press Enter."""
    expect(page.get_by_role("button", name=name, exact=True).first).to_be_visible()
    _focus(page, name)
    page.wait_for_timeout(650)
    page.keyboard.press("Enter")


def _focus(page: Page, name: str) -> None:
    for _ in range(25):
        if page.evaluate(FOCUSED) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name!r} cannot be reached by keyboard")
