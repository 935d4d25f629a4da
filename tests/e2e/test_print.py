"""What is folded on a session's page is on the paper; hashes, consents and buttons are not."""

from __future__ import annotations

from playwright.sync_api import Browser

from contract.messages import Alert, AlertCase, AlertStep
from questionnaires.loader import load_all
from report.app import STATIC
from report.cases import CaseLine, case_line
from report.render import alert_page, session_page
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
    page.set_content(alert_page(raised(), VIEWER, demo=True))
    page.add_style_tag(content=(STATIC / "report.css").read_text())
    assert page.get_by_text("PHQ-9 item 9: not answered").is_visible()
    assert not page.get_by_role("button", name="I take this on").is_visible()
    # A long list begins below its heading, not on a sheet of its own.
    assert page.locator(".alerts").evaluate("one => getComputedStyle(one).breakInside") == "auto"
    page.close()


def raised() -> CaseLine:
    """An open alert as the list has it."""
    alert = Alert("s1", 1.8e9, "not_answered", "", "phq9_9", "m1")
    case = AlertCase(1, "p1", alert, (AlertStep(1.8e9, "raised"),))
    return case_line(case, load_all(), 1.8e9 + 60)
