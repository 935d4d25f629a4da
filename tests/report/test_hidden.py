"""With estimates hidden, nothing that staff can open has one: every address is asked for."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from contract.settings import load_settings
from tests.report.browsing import employed, sign_in
from tests.report.clinic import Clinic, clinic_of
from tests.report.paper import NEEDS_POPPLER, read
from tests.report.records import POSITIVE, full

pytestmark = NEEDS_POPPLER
FOR_THE_PATIENT = ("/download", "/erasures")
"""The copy of everything is the patient's, estimates included; a proof of erasure names nobody."""
OF_STAFF = ("/sign-in", "/enter", "/welcome", "/account", "/staff", "/audit", "/links")
"""About people, links and who read what: nothing estimated ever stands there."""
Serve = Callable[[bool], Awaitable[Clinic]]
ESTIMATED = (
    "estimate",
    "probabilit",
    "expressivity",
    "weights",
    "text-minilm",
    "face-mini-xception",
    "timeline",
    "baseline",
    "session-mood",
    "fused",
)
"""Words that stand wherever something estimated does; a test below shows that they do."""


@pytest.fixture
async def serve(tmp_path: Path) -> AsyncIterator[Serve]:
    """Starts the service with estimates hidden or not; it stops after the test."""
    open_ones: list[Clinic] = []

    async def start(hidden: bool) -> Clinic:
        given = {
            "VULTUS_DATA": str(tmp_path),
            "VULTUS_PORT": str(unused_port()),
            "VULTUS_PARTS": "fusion,report",
            "VULTUS_HIDE_ESTIMATES": str(hidden).lower(),
        }
        open_ones.append(await clinic_of(load_settings(given)))
        return open_ones[-1]

    yield start
    for clinic in open_ones:
        await clinic.close()


async def pages(clinic: Clinic) -> dict[str, str]:
    """Every address of the report that can be read, with what it gives for one session."""
    score = replace(full().scores[0], message="m-whats_new_after", mood=POSITIVE)
    session = await clinic.play(replace(full(), scores=(*full().scores, score)))
    patient = (await clinic.store.session(session)).patient
    await employed(clinic.store, "a.nurse", "nurse")
    nurse = clinic.other()
    await sign_in(
        nurse, "a.nurse"
    )  # who does not rate sees estimates at once, where they are shown
    assert clinic.browser.app is not None
    found: dict[str, str] = {}
    for resource in clinic.browser.app.router.resources():
        where = resource.canonical
        if not re.match("/c(/|$)", where) or all(route.method != "GET" for route in resource):
            continue
        if any(part in where for part in FOR_THE_PATIENT + OF_STAFF) or where == "/c/patients":
            continue
        filled = where.format(session=session, patient=patient, number=1)
        answer = await nurse.get(filled)
        if clinic.settings.hide_estimates and where == "/c/agreement":
            assert answer.status == 404
            continue
        assert answer.status == 200, where
        body = await answer.read()
        paper = answer.content_type == "application/pdf"
        found[where] = (read(body) if paper else body.decode()).casefold()
    return found


async def test_no_address_gives_an_estimate_and_scores_stay(serve: Serve) -> None:
    seen = await pages(await serve(True))
    assert len(seen) >= 4
    for where, text in seen.items():
        hits = [text[max(0, text.find(word) - 60) :][:120] for word in ESTIMATED if word in text]
        assert hits == [], where
    assert "phq-9: 11 of 27" in seen["/c/sessions/{session}"], "scores stay"


async def test_each_of_them_gives_one_otherwise(serve: Serve) -> None:
    seen = await pages(await serve(False))
    for where, text in seen.items():
        assert [word for word in ESTIMATED if word in text], where
    said = " ".join(seen.values())
    assert [word for word in ESTIMATED if word not in said] == []
