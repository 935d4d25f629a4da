"""What is folded on a session's page is on the paper; the hashes and consents are not."""

from __future__ import annotations

from playwright.sync_api import Browser

from report.app import STATIC
from report.render import session_page
from tests.report.browsing import VIEWER
from tests.report.records import full
from tests.report.test_session import shown


def test_a_printed_session_has_all_answers_and_how_it_was_estimated(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(session_page(shown(full()), VIEWER))
    page.add_style_tag(content=(STATIC / "report.css").read_text())
    page.emulate_media(media="print")
    assert page.get_by_text("Probability of each mood").first.is_visible()
    assert page.get_by_text("Trouble falling").last.is_visible()
    assert not page.get_by_text("Weights per question").is_visible()
    assert not page.get_by_role("button", name="Sign out").is_visible()
    page.close()
