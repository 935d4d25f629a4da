"""The page's line about the picture, in Chromium: for which reason, when, and when it is silent."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

import channels
from tests.channels.test_browser import CHROMIUM, FLAGS

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
GOOD: dict[str, Any] = {"reason": None, "faces": 5, "frames": 5}
DARK: dict[str, Any] = {"reason": "dark", "faces": 0, "frames": 5}
DIM: dict[str, Any] = {"reason": "dark", "faces": 5, "frames": 5}
SMALL: dict[str, Any] = {"reason": "small", "faces": 5, "frames": 5}
LIGHT = "dark"
PLAY = """async ([source, windows]) => {
  const { Hints } = await import("data:text/javascript;base64," + source);
  const hints = new Hints();
  return windows.map(([second, window]) => {
    if (window === null) hints.clear();
    return window === null ? "" : hints.after(window, 1000 * second);
  });
}"""
SOURCE = Path(channels.__file__).parent / "static" / "patient" / "hints.js"
Seen = dict[str, Any] | None


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """An empty page: the file stands alone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page()
        browser.close()


def said(page: Page, *windows: Seen) -> list[str]:
    """The line after each window, one a second; None: the camera was paused."""
    source = base64.b64encode(SOURCE.read_bytes()).decode()
    lines: list[str] = page.evaluate(PLAY, [source, list(enumerate(windows))])
    return lines


def test_the_line_comes_after_seconds_of_trouble_and_goes_when_it_is_good(page: Page) -> None:
    lines = said(page, DARK, DARK, DARK, DARK, DARK, GOOD, GOOD, GOOD)
    assert lines == ["", "", "", LIGHT, LIGHT, LIGHT, "", ""]


def test_what_does_not_last_is_not_mentioned(page: Page) -> None:
    assert set(said(page, *[DARK, DARK, DARK, GOOD] * 10)) == {""}


def test_one_reason_is_told_at_most_once_a_minute(page: Page) -> None:
    flickering = [*[DARK] * 5, *[GOOD] * 3] * 30
    lines = said(page, *flickering)
    begun = [n for n, line in enumerate(lines) if line and not lines[n - 1]]
    assert len(begun) >= 3
    assert all(later - first >= 60 for first, later in pairwise(begun))


def test_another_reason_waits_until_the_first_could_be_read(page: Page) -> None:
    lines = said(page, *[DARK] * 4, *[SMALL] * 12)
    assert lines[7] == LIGHT
    assert lines[13] == "small"


def test_a_face_that_counts_less_is_coached_but_turning_away_to_read_is_not(
    page: Page,
) -> None:
    assert (said(page, *[DIM] * 4))[-1] == LIGHT
    turned = {"reason": "turned", "faces": 5, "frames": 5}
    lost = {"reason": "turned", "faces": 1, "frames": 5}
    assert (said(page, *[turned] * 9))[-1] == ""
    assert (said(page, *[lost] * 4))[-1] == "turned"


def test_a_pause_takes_the_line_away_and_it_does_not_come_back_by_itself(page: Page) -> None:
    lines = said(page, *[DARK] * 4, None, GOOD, DARK, DARK, DARK, DARK)
    assert lines[3] == LIGHT
    assert set(lines[4:]) == {""}


def test_a_reason_without_a_line_is_silent(page: Page) -> None:
    odd = {"reason": "toString", "faces": 0, "frames": 5}
    assert set(said(page, *[odd] * 6)) == {""}
