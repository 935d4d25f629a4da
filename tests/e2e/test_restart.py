"""Whatever dies in the middle of a questionnaire, the patient's page goes on where it stopped."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from contract.messages import Record
from tests.e2e.conftest import elsewhere
from tests.e2e.hands import agree, tap
from tests.stack import Stack


def test_nothing_is_lost_or_doubled_when_each_of_the_three_dies(
    stack: Stack, patient_link: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(patient_link)
    agree(page)
    tap(page, re.compile("PHQ-9"))
    page.get_by_role("textbox", name="Your answer").fill("About the same as last time.")
    tap(page, re.compile("^Send$"))
    _choose(page, 1, "Several days")
    for number, name in enumerate(("rasa", "actions", "service"), start=2):
        expect(page.get_by_text(f"Question {number} of 9")).to_be_visible()
        stack.kill(name)
        _choose(page, number, "Nearly every day")
        expect(page.locator("#status")).to_have_text(re.compile("answer is safe|No connection"))
        stack.start(name)
        expect(page.get_by_text(f"Question {number + 1} of 9")).to_be_visible(timeout=60_000)
    record = _record(stack, page)
    page.close()
    assert [(answer.item, answer.value) for answer in record.answers] == [
        *(("whats_new_before", None), ("phq9_1", 1)),
        *((f"phq9_{number}", 3) for number in (2, 3, 4)),
    ]
    items = [reply.item for reply in record.replies]
    assert items == [None, "whats_new_before", *(f"phq9_{number}" for number in range(1, 5))]


def _choose(page: Page, number: int, option: str) -> None:
    expect(page.get_by_text(f"Question {number} of 9")).to_be_visible()
    page.get_by_role("radio", name=option).check()
    tap(page, "Send answer")


def _record(stack: Stack, page: Page) -> Record:
    session = page.evaluate("sessionStorage.getItem('session')")

    async def read() -> Record:
        async with stack.store() as store:
            return await store.record(session)

    return elsewhere(read())
