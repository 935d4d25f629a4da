"""What axe-core finds on a page."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def no_barrier(page: Page) -> None:
    """axe-core has nothing to say, and nothing sticks out at the side."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
    assert said == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
