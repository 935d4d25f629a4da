"""The patient's rights on the clinician's pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from contract.errors import NotFound
from tests.report.browsing import employed, send, sign_in
from tests.report.records import FIRST_WORDS, full
from tests.report.test_app import Clinic
from tests.report.test_app import serve as serve

BY = "Demo administrator"
Serve = Callable[..., Awaitable[Clinic]]


async def played(clinic: Clinic) -> tuple[str, str]:
    """A session without an alert, and its patient."""
    record = full()
    calm = [reply for reply in record.replies if reply.item != "phq9_9"]
    session = await clinic.play(replace(record, replies=tuple(calm), scores=()))
    return session, (await clinic.store.session(session)).patient


async def test_the_button_erases_the_patient_and_shows_the_proof(serve: Serve) -> None:
    clinic = await serve()
    session, patient = await played(clinic)
    url = f"{clinic.home}/sessions/{session}"
    page = await (await clinic.browser.get(url)).text()
    assert f"Type {patient}" in page
    done = await clinic.post(f"{url}/erase", {"confirm": patient})
    text = await done.text()
    assert done.status == 200 and "Proofs of erasure" in text
    assert "rows deleted" in text and BY in text
    assert patient not in text and session not in text
    assert (await clinic.browser.get(url)).status == 404
    assert session not in await (await clinic.browser.get(clinic.home)).text()
    with pytest.raises(NotFound):
        await clinic.store.record(session)


async def test_the_proof_is_there_as_json(serve: Serve) -> None:
    clinic = await serve()
    session, patient = await played(clinic)
    url = f"{clinic.home}/sessions/{session}/erase"
    await clinic.post(url, {"confirm": patient})
    page = await (await clinic.browser.get(f"{clinic.home}/erasures")).text()
    (reference,) = re.findall(r'h2 id="(erasure-[0-9a-f]+)"', page)
    answer = await clinic.browser.get(f"{clinic.home}/erasures/{reference}.json")
    body = await answer.json()
    assert (body["kind"], body["by"], body["erased"]["session"]) == ("Proof", BY, 1)
    assert FIRST_WORDS not in str(body) and patient not in str(body)
    missing = await clinic.browser.get(f"{clinic.home}/erasures/erasure-0.json")
    assert missing.status == 404


@pytest.mark.parametrize(
    ("form", "headers", "status", "text"),
    [
        ({"confirm": "p-other"}, {}, 400, "Type the patient"),
        ({}, {}, 400, "Type the patient"),
        ({"confirm": ""}, {"Origin": "https://evil.example.org"}, 403, "own pages"),
    ],
)
async def test_a_wrong_form_erases_nothing_and_says_why(
    serve: Serve, form: dict[str, str], headers: dict[str, str], status: int, text: str
) -> None:
    clinic = await serve()
    session, patient = await played(clinic)
    sent = {
        key: patient if key == "confirm" and not value else value for key, value in form.items()
    }
    url = f"{clinic.home}/sessions/{session}/erase"
    answer = await clinic.post(url, sent, headers=headers)
    assert answer.status == status and text in await answer.text()
    assert (await clinic.store.record(session)).replies


async def test_an_open_alert_is_named(serve: Serve) -> None:
    clinic = await serve()
    session = await clinic.play(full())
    patient = (await clinic.store.session(session)).patient
    url = f"{clinic.home}/sessions/{session}/erase"
    answer = await clinic.post(url, {"confirm": patient})
    assert answer.status == 409 and "open for this patient" in await answer.text()


async def test_a_clinician_neither_downloads_nor_erases(serve: Serve) -> None:
    clinic = await serve()
    session, patient = await played(clinic)
    await employed(clinic.store, "a.doctor", "clinician")
    doctor = clinic.stranger()
    await sign_in(doctor, "a.doctor")
    url = f"/c/sessions/{session}"
    assert (await send(doctor, f"{url}/erase", {"confirm": patient})).status == 403
    for path in (f"{url}/download", "/c/erasures", "/c/erasures/erasure-1.json"):
        assert (await doctor.get(path)).status == 403
    assert "Erase this patient" not in await (await doctor.get(url)).text()
    assert (await clinic.store.record(session)).replies


async def test_the_audit_log_outlives_the_patient_and_leads_nowhere(serve: Serve) -> None:
    clinic = await serve()
    session, patient = await played(clinic)
    await clinic.browser.get(f"/c/sessions/{session}")
    await clinic.browser.get(f"/c/patients/{patient}")
    await clinic.post(f"/c/sessions/{session}/erase", {"confirm": patient})
    lines, _ = await clinic.store.audit("main")
    assert patient not in str(lines) and session not in str(lines)
    about = [one for one in lines if one.patient]
    assert {"session read", "patient read", "patient erased"} <= {one.what for one in about}
    assert len({one.patient for one in about}) == 1
    (proof,) = await clinic.store.proofs()
    assert ("audit", len(about)) in [(one.table, one.rows) for one in proof.kept]
    assert "erased-" not in await (await clinic.browser.get("/c/patients")).text()


async def test_a_proof_is_not_there_for_another_clinic(serve: Serve) -> None:
    clinic = await serve()
    session, patient = await played(clinic)
    await clinic.post(f"/c/sessions/{session}/erase", {"confirm": patient})
    (proof,) = await clinic.store.proofs("main")
    other = (await clinic.store.add_clinic("Ward 3")).clinic
    assert await clinic.store.proofs(other) == ()
    await employed(clinic.store, "stranger", "administrator", other)
    stranger = clinic.stranger()
    await sign_in(stranger, "stranger")
    assert proof.reference not in await (await stranger.get("/c/erasures")).text()
    assert (await stranger.get(f"/c/erasures/{proof.reference}.json")).status == 404
    assert (await clinic.browser.get(f"/c/erasures/{proof.reference}.json")).status == 200


async def test_the_link_downloads_all_that_is_held(serve: Serve) -> None:
    clinic = await serve()
    session, patient = await played(clinic)
    answer = await clinic.browser.get(f"{clinic.home}/sessions/{session}/download")
    assert answer.status == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{patient}.zip"'
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(await answer.read())) as file:
        assert FIRST_WORDS in file.read("tables/reply.json").decode()
