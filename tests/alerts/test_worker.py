"""Notices over a real SMTP connection and a real webhook: sent, repeated, escalated, durable."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from contract.alerting import state_of, undelivered
from contract.client import StoreClient
from contract.clinic_client import ClinicClient
from contract.messages import AlertCase, AlertStep, Reply
from contract.settings import Settings
from tests.alerts.conftest import WORDS, Hook, Start, say
from tests.alerts.mail_server import MailServer


async def until(store: StoreClient, true: Callable[[AlertCase], bool]) -> AlertCase:
    """The only open alert, once that is true of it."""
    async with asyncio.timeout(60):
        while True:
            cases = await store.open_alerts()
            if cases and true(cases[0]):
                return cases[0]
            await asyncio.sleep(0.1)


def kinds(case: AlertCase) -> list[str]:
    return [step.step for step in case.steps]


async def test_a_crisis_phrase_reaches_mail_and_webhook_without_a_word_of_it(
    settings: Settings, start: Start, mail: MailServer, hook: Hook
) -> None:
    await start(settings)
    async with StoreClient.of(settings) as store:
        await say(store, WORDS)
        case = await until(store, lambda case: kinds(case).count("delivered") == 2)
    assert mail.recipients == ["oncall@clinic.test"]
    for text in (mail.mails[0].as_string(), str(hook.bodies[0])):
        assert f"{settings.public_url}/a/{case.number}" in text
        assert "secret" not in text and case.patient not in text
        assert case.alert.session not in text
    assert mail.mails[0]["Subject"] == f"Vultus: alert {case.number}, please open now"
    assert (hook.bodies[0]["urgency"], hook.bodies[0]["demo"]) == ("page", False)
    assert {step.by for step in case.steps[1:]} == {"oncall@clinic.test", "127.0.0.1"}


async def test_a_hint_is_announced_for_the_same_day(
    settings: Settings, start: Start, mail: MailServer
) -> None:
    await start(settings)
    async with StoreClient.of(settings) as store:
        await say(store, "they would be better off without me")
        await until(store, lambda case: state_of(case.steps) == "delivered")
    assert str(mail.mails[0]["Subject"]).endswith("please open today")


async def test_notices_repeat_until_a_named_person_acknowledges(
    settings: Settings, start: Start, hook: Hook
) -> None:
    await start(replace(settings, alert_repeat_minutes=0.01))
    async with StoreClient.of(settings) as store:
        await say(store, WORDS)
        case = await until(store, lambda case: kinds(case).count("delivered") >= 6)
        taken = AlertStep(case.alert.at, "acknowledged", "A. Nurse")
        await store.add_alert_steps(case.number, [taken])
        await until(store, lambda case: state_of(case.steps) == "acknowledged")
        await asyncio.sleep(1.5)
        sent = len(hook.bodies)
        await asyncio.sleep(2.5)
        assert len(hook.bodies) == sent
    assert [body["notice"] for body in hook.bodies[:3]] == [1, 2, 3]


async def test_nobody_in_time_escalates_to_the_second_contact(
    settings: Settings, start: Start, mail: MailServer
) -> None:
    await start(replace(settings, alert_escalate_minutes=1e-6))
    async with StoreClient.of(settings) as store:
        await say(store, WORDS)
        case = await until(store, lambda case: "escalated" in kinds(case))
    assert set(mail.recipients) == {"oncall@clinic.test", "head@clinic.test"}
    assert kinds(case).count("escalated") == 1


async def test_when_the_first_cannot_be_reached_the_second_is_told_at_once(
    settings: Settings, start: Start, mail: MailServer
) -> None:
    await start(replace(settings, alert_to=("http://127.0.0.1:9/nobody",)))
    async with StoreClient.of(settings) as store:
        await say(store, WORDS)
        case = await until(store, lambda case: state_of(case.steps) == "delivered")
    assert mail.recipients == ["head@clinic.test"]
    assert kinds(case) == ["raised", "escalated", "failed", "delivered"]


async def test_a_route_that_is_down_is_said_and_tried_again(
    settings: Settings, start: Start, mail: MailServer, hook: Hook
) -> None:
    mail.refuses, hook.status = True, 500
    await start(replace(settings, alert_second=(), alert_repeat_minutes=0.01))
    async with StoreClient.of(settings) as store:
        await say(store, WORDS)
        case = await until(store, lambda case: "failed" in kinds(case))
        assert undelivered(case.steps) and state_of(case.steps) == "raised"
        assert {step.note for step in case.steps if step.step == "failed"} <= {
            "SMTPRecipientsRefused",
            "ClientResponseError",
        }
        mail.refuses = False
        case = await until(store, lambda case: state_of(case.steps) == "delivered")
        assert not undelivered(case.steps)


async def test_what_was_due_before_a_restart_is_sent_after_it(
    settings: Settings, start: Start, mail: MailServer
) -> None:
    first = await start(replace(settings, parts=("fusion",)))
    async with StoreClient.of(settings) as store:
        await say(store, WORDS)
    await first.close()
    assert mail.mails == []
    await start(settings)
    async with StoreClient.of(settings) as store:
        await until(store, lambda case: state_of(case.steps) == "delivered")


async def test_in_demo_mode_without_a_route_the_trail_says_that_nobody_was_told(
    settings: Settings, start: Start, mail: MailServer
) -> None:
    demo = replace(settings, mode="auto", alert_to=(), alert_second=())
    assert demo.demo
    await start(demo)
    async with StoreClient.of(settings) as store:
        await say(store, WORDS)
        case = await until(store, lambda case: "logged" in kinds(case))
        assert await store.claim_alerts() == ()
    assert state_of(case.steps) == "raised" and mail.mails == []


async def test_a_clinics_own_recipients_are_told_and_nobody_elses(
    settings: Settings, start: Start, mail: MailServer, hook: Hook
) -> None:
    await start(settings)
    async with ClinicClient.of(settings) as store:
        ward = (await store.add_clinic("Ward 3")).clinic
        await store.tell(ward, ["ward3@clinic.test"], [])
        patient = (await store.invite_to(ward, "")).patient
        session = (await store.open_session(patient, "web")).session
        await store.post(Reply(session, "m1", time.time(), WORDS))
        case = await until(store, lambda case: state_of(case.steps) == "delivered")
    assert case.clinic == ward and hook.bodies == []
    assert mail.recipients == ["ward3@clinic.test"]
