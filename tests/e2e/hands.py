"""A patient's hands on the page."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def agree(page: Page) -> None:
    """Read the beginning and say yes to both questions."""
    expect(page.get_by_text("Demo: nobody reads this.").first).to_be_visible()
    for name in ("^Continue$", "^I answer for myself$", "^Yes, use my words$", "use the camera"):
        tap(page, re.compile(name))
    expect(page.get_by_text("camera is on", exact=False).first).to_be_visible()


def tap(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button as a hand would: taps within 0.6 s of a new question count as tremor."""
    button = page.get_by_role("button", name=name)
    expect(button).to_be_visible()
    page.wait_for_timeout(700)
    button.click()
