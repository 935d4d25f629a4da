"""The README's pictures of the clinician's pages, from a made-up clinic.

`scripts/draw-pages` runs it. The pages are the real ones, served by the store and the report on a
database of their own.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page, sync_playwright

from cli.run import clinician_link
from contract.settings import Settings
from fusion.store import Store
from tests.e2e.conftest import CHROMIUM, QUIET, elsewhere
from tests.e2e.made_up_clinic import MadeUp
from tests.e2e.served import served, settings_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
WIDTH = 1000


def draw(folder: Path) -> list[Path]:
    """Write overview.png, patient-course.png and session.png into the folder."""
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        settings, made = settings_of(Path(data), "fusion,report"), list[Path]()
        patient, session = _filled(settings)
        with served(settings):
            link = elsewhere(asyncio.to_thread(clinician_link, settings))
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=list(QUIET), chromium_sandbox=False
            )
            page = browser.new_page(
                viewport={"width": WIDTH, "height": 900}, color_scheme="light", locale="en-GB"
            )
            page.goto(link)
            for name, path, end in (
                ("overview", "", "#due"),
                ("patient-course", f"/patients/{patient}", "[aria-labelledby=sittings]"),
                ("session", f"/sessions/{session}", "details.switches"),
            ):
                page.goto(f"{settings.public_url}/c{path}")
                if name == "session":
                    _rate(page)
                made.append(_shot(page, folder / f"{name}.png", end))
            browser.close()
    return made


def _filled(settings: Settings) -> tuple[str, str]:
    store = Store.of(settings)
    try:
        return MadeUp(store, time.time()).fill()
    finally:
        store.close()


def _rate(page: Page) -> None:
    """The clinician's own rating, which uncovers the estimate; then how it was estimated."""
    page.get_by_role("radio", name="Negative").check()
    page.get_by_role("button", name="Rate", exact=True).click()
    page.get_by_text("How it was estimated").click()


def _shot(page: Page, to: Path, end: str) -> Path:
    """The page from its top to where `end` begins, in few colours: a third of the bytes."""
    page.mouse.move(0, 0)
    top = page.evaluate(f"document.querySelector({end!r}).getBoundingClientRect().top + scrollY")
    clip: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": float(top) - 8}
    taken = Image.open(BytesIO(page.screenshot(full_page=True, clip=clip)))
    few = taken.convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(to, optimize=True)
    return to


if __name__ == "__main__":
    for made in draw(DOCS):
        print(f"{made.relative_to(DOCS.parent)}  {made.stat().st_size / 1000:.0f} kB")
