"""From the store's outbox to a hospital's server that fails as servers do."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from dataclasses import replace
from typing import Any

import pytest

from contract.client import StoreClient
from contract.errors import BadSetting
from contract.messages import AlertStep, Delivery, Outgoing, Respondent
from contract.settings import Settings, load_settings
from fusion.store import Store
from report.fhir import worker
from tests.report.clinic import Clinic
from tests.report.fhir.conftest import QUICK, Serve, until
from tests.report.fhir.server import SECRET, FhirServer, Trouble
from tests.report.records import FIRST_WORDS, full, reply

NURSE = "A. Nurse"
CALM = replace(full(), replies=(), scores=())
"""A session without an alert: those are raised by replies."""
KINDS = {
    "Device", "QuestionnaireResponse", "Observation", "Consent", "Flag", "Task", "Provenance",
}  # fmt: skip


async def idle(clinic: Clinic) -> None:
    """Wait until nothing is in the outbox any more."""

    async def empty() -> bool:
        queued = await clinic.store.outbox()
        return bool(queued) and all(one.due is None for one in queued)

    await until(empty)


async def asked(hospital: FhirServer, requests: int) -> None:
    """Wait for that many requests."""
    await until(lambda: hospital.requests >= requests)


async def test_a_closed_session_arrives_whole(
    serve: Serve, settings: Settings, hospital: FhirServer
) -> None:
    clinic = await serve(settings)
    await clinic.play(full())
    await idle(clinic)
    assert {one["resourceType"] for one in hospital.resources.values()} >= KINDS
    observed = hospital.of("Observation")
    assert sorted(one["status"] for one in observed) == ["final", "preliminary"]
    (response,) = hospital.of("QuestionnaireResponse")
    assert observed[0]["derivedFrom"][0]["reference"] == f"QuestionnaireResponse/{response['id']}"
    assert FIRST_WORDS not in json.dumps(hospital.resources)


async def test_pushed_twice_nothing_changes(
    serve: Serve, settings: Settings, hospital: FhirServer
) -> None:
    clinic = await serve(settings)
    session = await clinic.play(full())
    await idle(clinic)
    held, versions = json.dumps(hospital.resources), dict(hospital.versions)
    for again in ([session], None):
        requests = hospital.requests
        assert await clinic.store.send_again(again) == 1
        await asked(hospital, requests + 1)
        await idle(clinic)
        assert json.dumps(hospital.resources) == held
        assert hospital.versions == versions


@pytest.mark.parametrize(
    "trouble",
    ["500", "503", "429", "slow", "cut before", "cut after", "garbage"],
)
async def test_what_fails_is_sent_again_until_it_is_taken(
    serve: Serve, settings: Settings, hospital: FhirServer, trouble: Trouble
) -> None:
    clinic = await serve(settings)
    hospital.trouble = [trouble] * 2
    await clinic.play(CALM)
    await until(lambda: len(hospital.resources) > 0 and hospital.requests >= 3)
    await idle(clinic)
    (queued,) = await clinic.store.outbox()
    assert (queued.error, queued.attempts) == ("", 0) and queued.pushed is not None
    assert len(hospital.of("QuestionnaireResponse")) == 1
    assert set(hospital.versions.values()) == {1}
    if trouble == "429":
        assert hospital.times[1] - hospital.times[0] >= 0.95


async def test_what_the_server_calls_unfit_waits_for_a_change(
    serve: Serve, settings: Settings, hospital: FhirServer, caplog: pytest.LogCaptureFixture
) -> None:
    hospital.trouble = ["422"]
    clinic = await serve(settings)
    session = await clinic.play(CALM)
    await idle(clinic)
    (queued,) = await clinic.store.outbox()
    assert (queued.error, queued.due, queued.pushed) == ("422", None, None)
    assert hospital.requests == 1 and not hospital.resources
    assert SECRET not in caplog.text
    await clinic.store.post(Respondent(session, "helped", time.time()))
    await idle(clinic)
    assert hospital.of("QuestionnaireResponse")


async def test_a_restart_loses_nothing(settings: Settings, hospital: FhirServer) -> None:
    """The store takes the change with the service that pushes down, and stops; then all starts."""
    store = Store.of(settings)
    patient = store.invite(time.time()).patient
    session = store.open_session(patient, "web", time.time()).session
    for message in (*full().starts, *full().answers):
        store.put(replace(message, session=session))  # type: ignore[type-var]
    store.close_session(session, "completed", time.time())
    store.close()
    again = Store.of(settings)
    (waiting,) = again.outbox.claim(time.time())
    assert waiting.session == session
    assert again.outbox.claim(time.time()) == []
    assert len(again.outbox.claim(time.time() + 301)) == 1, "a worker that died holds it no more"
    again.close()


async def test_an_alert_is_flagged_at_once_and_the_flag_ends_with_it(
    serve: Serve, settings: Settings, hospital: FhirServer
) -> None:
    clinic = await serve(settings)
    await clinic.say(full())
    await until(lambda: bool(hospital.of("Flag")))
    assert not hospital.of("QuestionnaireResponse")
    (flag,) = hospital.of("Flag")
    (case,) = await clinic.store.open_alerts()
    for kind in ("acknowledged", "contacted", "closed"):
        step = AlertStep(time.time(), kind, NURSE, "well")
        await clinic.store.add_alert_steps(case.number, [step])
    await until(lambda: hospital.of("Flag")[0]["status"] == "inactive")
    (ended,) = hospital.of("Flag")
    assert ended["id"] == flag["id"] and "end" in ended["period"]
    (task,) = hospital.of("Task")
    assert (task["status"], task["owner"]["display"]) == ("completed", NURSE)


@pytest.mark.parametrize("hidden", ["FHIR_MOOD", "HIDE_ESTIMATES"])
async def test_mood_and_flag_leave_only_when_enabled(
    serve: Serve, settings: Settings, hospital: FhirServer, hidden: str
) -> None:
    quiet = replace(settings, fhir_mood=hidden != "FHIR_MOOD", fhir_alerts=False)
    clinic = await serve(replace(quiet, hide_estimates=hidden == "HIDE_ESTIMATES"))
    await clinic.play(full())
    await idle(clinic)
    assert hospital.of("QuestionnaireResponse")
    said = json.dumps(hospital.resources)
    for word in ("session-mood", "probability", "Flag", "Task", "text-minilm"):
        assert word not in said


async def test_a_wrong_token_is_tried_again_and_told(
    serve: Serve, settings: Settings, hospital: FhirServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    clinic = await serve(replace(settings, fhir_token="wrong-token"))
    await clinic.play(CALM)
    await until(lambda: hospital.requests >= 2)
    (queued,) = await clinic.store.outbox()
    assert queued.error == "401" and not hospital.resources
    assert "wrong-token" not in caplog.text


async def test_late_answers_of_a_proxy_take_the_self_reports_place(
    serve: Serve, settings: Settings, hospital: FhirServer
) -> None:
    clinic = await serve(settings)
    session = await clinic.play(CALM)
    await idle(clinic)
    assert "44261-6" in json.dumps(hospital.of("Observation"))
    await clinic.store.post(Respondent(session, "proxy", time.time()))
    await idle(clinic)
    observed = json.dumps(hospital.of("Observation"))
    assert "loinc" not in observed and "total-by-proxy" in observed and "by-proxy" in observed


async def test_without_a_server_nothing_is_queued(serve: Serve, settings: Settings) -> None:
    clinic = await serve(replace(settings, fhir_url=""))
    await clinic.play(full())
    assert await clinic.store.outbox() == ()


async def test_a_clinician_downloads_the_bundle(serve: Serve, settings: Settings) -> None:
    clinic = await serve(replace(settings, fhir_url=""))
    session = await clinic.play(full())
    page = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}")).text()
    link = f"{clinic.home}/sessions/{session}.fhir.json"
    assert f'href="{link}"' in page
    answer = await clinic.browser.get(link)
    assert answer.content_type == "application/fhir+json"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert session not in answer.headers["Content-Disposition"]
    body: Any = await answer.json()
    kinds = {entry["resource"]["resourceType"] for entry in body["entry"]}
    assert kinds >= KINDS
    assert (await clinic.browser.get(f"/c/wrong/sessions/{session}.fhir.json")).status == 404


async def test_a_download_obeys_hidden_estimates(serve: Serve, settings: Settings) -> None:
    clinic = await serve(replace(settings, fhir_url="", hide_estimates=True))
    session = await clinic.play(full())
    text = await (await clinic.browser.get(f"{clinic.home}/sessions/{session}.fhir.json")).text()
    assert "44261-6" in text and "session-mood" not in text and "probability" not in text


async def test_an_open_session_without_alerts_has_no_bundle_yet(
    serve: Serve, settings: Settings
) -> None:
    clinic = await serve(replace(settings, fhir_url=""))
    session = await clinic.say(replace(CALM, replies=(reply("m", None, "hi", time.time()),)))
    answer = await clinic.browser.get(f"{clinic.home}/sessions/{session}.fhir.json")
    assert answer.status == 404
    assert "still open" in (await answer.json())["error"]["text"]


def test_the_pace_doubles_up_to_an_hour() -> None:
    pace = worker.Pace()
    assert (pace.first, pace.longest) == (20.0, 3600.0)
    assert QUICK.timeout < pace.timeout


@pytest.mark.parametrize("url", ["http://fhir.example.org", "ftp://x", "https://u:p@x", "x"])
def test_a_server_without_tls_or_with_a_password_in_its_address_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="VULTUS_FHIR_URL"):
        load_settings({"VULTUS_FHIR_URL": url})


async def test_a_change_while_it_is_sent_is_sent_too(settings: Settings) -> None:
    store = Store.of(settings)
    patient = store.invite(time.time()).patient
    session = store.open_session(patient, "web", time.time()).session
    store.close_session(session, "completed", time.time())
    (first,) = store.outbox.claim(time.time())
    store.outbox.send_again([session], time.time())
    assert store.outbox.claim(time.time()) == [], "one at a time: the older must not come last"
    store.outbox.delivered(Delivery(session, first.change, "ab" * 32), time.time())
    (second,) = store.outbox.claim(time.time())
    assert second.change == first.change + 1
    store.close()


class JustErased(StoreClient):
    """The store, with a session in what it gives out that is gone a moment later."""

    async def claim_outgoing(self) -> tuple[Outgoing, ...]:
        """One that there is not, before those that there are."""
        return (Outgoing("gone", 1, 0, None), *await super().claim_outgoing())


async def test_a_patient_who_was_just_erased_holds_up_nobody(
    serve: Serve, settings: Settings, hospital: FhirServer
) -> None:
    clinic = await serve(replace(settings, parts=("fusion",)))
    await clinic.play(CALM)
    async with JustErased.of(settings) as store:
        task = asyncio.create_task(worker.Worker(settings, store, QUICK).run())
        await until(lambda: bool(hospital.of("QuestionnaireResponse")))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
