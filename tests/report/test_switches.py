"""The clinician switches face and words off and on, through the real service."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from contract.messages import Switch
from report.switches import choices
from tests.fusion.sessions import GLAD, window
from tests.report.browsing import employed, send, sign_in
from tests.report.records import OPENED, full
from tests.report.test_app import Clinic, Serve, renamed, serve

__all__ = ["serve"]
OFF = {"switch": "face off"}


async def with_face(clinic: Clinic, patient: str | None = None, name: str = "a-") -> str:
    """A closed session with a glad face and the words of the record."""
    made = renamed(full(), name)
    seen = tuple(replace(window(OPENED + 10 + s, GLAD), session="s") for s in range(12))
    return await clinic.play(replace(made, windows=seen), patient)


async def body(clinic: Clinic, session: str) -> dict[str, object]:
    answer = await clinic.browser.get(f"{clinic.home}/sessions/{session}.json")
    made: dict[str, object] = await answer.json()
    return made


async def test_a_button_leaves_the_face_out_of_all_the_patients_sessions(serve: Serve) -> None:
    clinic = await serve()
    patient = (await clinic.store.invite()).patient
    first, last = [await with_face(clinic, patient, name) for name in ("a-", "b-")]
    before = await body(clinic, first)
    assert before["weights"]["face"] > 0  # type: ignore[index]
    await body(clinic, last)  # uncovers its estimate
    url = f"{clinic.home}/sessions/{last}/switches"
    done = await clinic.post(url, OFF)
    page = await done.text()
    assert done.status == 200 and done.url.path == f"{clinic.home}/sessions/{last}"
    assert "The face: <strong>do not use</strong>, set by Demo administrator" in page
    assert "The face is set to &#39;do not use&#39; for this patient: only the words count." in page
    assert "Camera: not used for this patient." in page
    for session in (first, last):
        now = await body(clinic, session)
        assert (now["weights"], now["unused"]) == ({"face": 0.0, "text": 1.0}, ["face"])
        assert {turn["face_missing"] for turn in now["turns"]} == {"do not use"}  # type: ignore
    await clinic.post(url, {"switch": "face on"})
    again = await body(clinic, first)
    assert again["probabilities"] == before["probabilities"]
    assert [(one["used"], one["by"]) for one in again["switches"]] == [  # type: ignore
        (False, "Demo administrator"),
        (True, "Demo administrator"),
    ]


async def test_with_both_off_the_page_says_why_there_is_no_estimate(serve: Serve) -> None:
    clinic = await serve()
    session = await with_face(clinic)
    url = f"{clinic.home}/sessions/{session}/switches"
    for modality in ("face", "text"):
        done = await clinic.post(url, {"switch": f"{modality} off"})
    page = await done.text()
    assert (
        "No estimate, because face and words are both set to &#39;do not use&#39; for this patient."
        in page
    )
    assert "PHQ-9: 11 of 27, band: moderate" in page


@pytest.mark.parametrize(
    ("form", "headers", "status", "text"),
    [
        (OFF, {"Origin": "https://evil.example.org"}, 403, "own pages"),
        (OFF | {"switch": "nose off"}, {}, 400, "no such switch"),
        ({}, {}, 400, "no such switch"),
    ],
)
async def test_a_wrong_form_changes_nothing_and_says_why(
    serve: Serve, form: dict[str, str], headers: dict[str, str], status: int, text: str
) -> None:
    clinic = await serve()
    session = await with_face(clinic)
    url = f"{clinic.home}/sessions/{session}/switches"
    answer = await clinic.post(url, form, headers=headers)
    assert answer.status == status and text in await answer.text()
    assert (await clinic.store.record(session)).switches == ()


async def test_a_nurse_sees_what_is_used_and_does_not_change_it(serve: Serve) -> None:
    clinic = await serve()
    session = await with_face(clinic)
    await employed(clinic.store, "a.nurse", "nurse")
    browser = clinic.stranger()
    await sign_in(browser, "a.nurse")
    page = await (await browser.get(f"/c/sessions/{session}")).text()
    assert "The face: <strong>used</strong>" in page and "face off" not in page
    answer = await send(browser, f"/c/sessions/{session}/switches", OFF)
    assert answer.status == 403 and "A nurse may not switch" in await answer.text()
    assert (await clinic.store.record(session)).switches == ()


async def test_hidden_estimates_have_no_switches_to_show(serve: Serve) -> None:
    clinic = await serve(HIDE_ESTIMATES="true")
    session = await with_face(clinic)
    page = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}")).text()
    assert not re.search("do not use", page, re.I)


def test_each_modality_has_the_button_that_changes_it() -> None:
    made = choices([Switch("p", "text", False, "A. Nurse", 5.0)])
    assert [(one.name, one.used, one.by, one.value) for one in made] == [
        ("face", True, None, "face off"),
        ("words", False, "A. Nurse", "text on"),
    ]
