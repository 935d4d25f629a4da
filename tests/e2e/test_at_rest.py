"""What lies on the disk after a session through the real parts, and after its erasure."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from contract.messages import AlertStep, Consent
from tests.bot.patient import Patient
from tests.e2e.conftest import demo_link, elsewhere
from tests.e2e.test_access import AXE
from tests.stack import Stack

TO_RASA = "my neighbour plays the accordion"
TO_AN_ITEM = "the heron came back to our pond"
CRISIS = "I want to die beneath the lighthouse"
OUTCOME = "spoke with the daughter in Thessaloniki"
KEYS = ("key", "secret")


async def _play(stack: Stack) -> tuple[str, str]:
    """Words typed outside an item, to an item and in a crisis, and a clinician's outcome."""
    async with Patient(stack) as one, stack.store() as store:
        patient = (await store.session(one.session)).patient
        for scope in ("text", "camera"):
            await store.post(Consent(one.session, patient, scope, "1", True, time.time()))
        await one.greet()
        await one.type(TO_RASA)
        await one.start("phq9")
        await one.type(TO_AN_ITEM)
        await one.choose(2)
        await one.type(CRISIS)
        (case,) = (await one.record()).cases
        kinds = ("acknowledged", "contacted", "closed")
        steps = [AlertStep(time.time(), kind, "A. Nurse", OUTCOME) for kind in kinds]  # type: ignore[arg-type]
        await store.add_alert_steps(case.number, steps)
        await store.close_session(one.session, "stopped", time.time())
        record = await store.record(one.session)
        assert [reply.text for reply in record.replies if reply.typed] == [
            TO_RASA,
            TO_AN_ITEM,
            CRISIS,
        ]
        return patient, one.session


def test_no_sentence_is_readable_in_any_file_and_erasing_leaves_no_id(
    stack: Stack, browser: Browser
) -> None:
    patient, session = elsewhere(_play(stack))
    files = _files(stack.settings.data)
    names = {path.name for path in files}
    assert {"vultus.db", "rasa.db", "rasa.log", "actions.log", "service.log"} <= names
    for hidden in (TO_RASA, TO_AN_ITEM, CRISIS, OUTCOME, '"option', "Little interest"):
        assert [path.name for path in files if hidden.encode() in path.read_bytes()] == []
    before = _holding(files, session)
    assert "rasa.db" in before and before & {"vultus.db", "vultus.db-wal"}
    _erase(stack, browser, patient, session)
    left = _holding(_files(stack.settings.data), session, patient)
    assert {name for name in left if not name.endswith(".log")} == set()


def _erase(stack: Stack, browser: Browser, patient: str, session: str) -> None:
    """As a clinician does it: by the button, in a browser that sends what browsers send."""
    page = browser.new_page()
    page.goto(demo_link(stack))
    page.goto(f"{stack.settings.public_url}/c/sessions/{session}")
    page.get_by_text("The patient's rights").click()
    _without_barriers(page)
    form = page.locator(".rights form")
    form.get_by_label(f"Type {patient}").fill(patient)
    form.get_by_role("button", name="Erase this patient").click()
    expect(page.get_by_role("heading", name="Proofs of erasure")).to_be_visible()
    proof = page.locator("section").first
    expect(proof).to_contain_text("rasa.events")
    expect(proof).to_contain_text("alert_step, ")
    _without_barriers(page)
    page.close()


def _without_barriers(page: Page) -> None:
    """axe-core has nothing to say of what is new here: the fold of the rights, and the proofs."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "axe.run(document.querySelector('.rights') ?? document, {resultTypes: ['violations']})"
    )
    said = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
    assert said == []


def _files(folder: Path) -> list[Path]:
    """Every file in the data folder but the keys."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name not in KEYS]


def _holding(files: list[Path], *ids: str) -> set[str]:
    """Names of the files in whose bytes one of the ids stands."""
    return {
        path.name
        for path in files
        for content in [path.read_bytes()]
        if any(id.encode() in content for id in ids)
    }
