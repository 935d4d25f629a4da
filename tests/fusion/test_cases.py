"""An alert's trail: opened with the reply, added to by named persons, never rewritten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from contract.alerting import acknowledged, owner_of, possible, state_of, undelivered, urgency_of
from contract.client import StoreClient
from contract.errors import BadMessage, Conflict, NotFound
from contract.messages import Alert, AlertStep, Consent, Reply
from contract.settings import Settings
from fusion.cases import LEASE_S
from fusion.store import Store
from tests.fusion.databases import sqlite_file
from tests.fusion.everything import change

AT = 1_800_000_000.0
BY = "A. Nurse"


def step(kind: str, by: str = BY, note: str = "", at: float = AT + 60) -> AlertStep:
    return AlertStep(at, kind, by, note)  # type: ignore[arg-type]


@pytest.fixture
def alert(store: Store, session: str) -> int:
    store.put(Reply(session, "m1", AT, "I want to die"))
    return store.alerts.open()[0].number


def test_an_alert_opens_its_trail_and_is_due_in_the_replys_own_transaction(
    settings: Settings, store: Store, alert: int
) -> None:
    store.close()
    again = Store.of(settings)
    case = again.alerts.one(alert)
    assert [one.step for one in case.steps] == ["raised"]
    assert [one.number for one in again.alerts.claim(AT)] == [alert]
    again.close()


def test_a_repeat_of_the_reply_raises_no_second_case(store: Store, session: str) -> None:
    for _ in range(3):
        store.put(Reply(session, "m1", AT, "I want to die"))
    assert len(store.alerts.open()) == 1


def test_a_due_notice_is_claimed_by_one_worker_and_again_after_its_lease(
    store: Store, alert: int
) -> None:
    assert store.alerts.claim(AT)
    assert store.alerts.claim(AT + LEASE_S - 1) == []
    assert [case.number for case in store.alerts.claim(AT + LEASE_S)] == [alert]


def test_the_next_notice_is_due_when_the_worker_says(store: Store, alert: int) -> None:
    store.alerts.add_steps(alert, [step("delivered")], AT + 600)
    assert store.alerts.claim(AT + 599) == []
    assert store.alerts.claim(AT + 600)


def test_who_acknowledges_meanwhile_is_sent_no_more(store: Store, alert: int) -> None:
    store.alerts.claim(AT)
    store.alerts.add_steps(alert, [step("acknowledged")], None)
    store.alerts.add_steps(alert, [step("delivered")], AT + 600)
    assert store.alerts.claim(AT + 10_000) == []
    assert state_of(store.alerts.one(alert).steps) == "acknowledged"


def test_the_whole_way_to_a_closed_alert(store: Store, alert: int) -> None:
    seen = []
    for kind in ("delivered", "acknowledged", "not_reached", "contacted"):
        seen.append(state_of(store.alerts.add_steps(alert, [step(kind)], None).steps))
    case = store.alerts.add_steps(alert, [step("closed", note="Spoke; plan agreed")], None)
    assert seen == ["delivered", "acknowledged", "not_reached", "contacted"]
    assert (state_of(case.steps), owner_of(case.steps)) == ("closed", BY)
    assert store.alerts.open() == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (step("acknowledged", by="  "), BadMessage),
        (step("closed", note="done"), Conflict),
        (step("contacted"), Conflict),
    ],
)
def test_steps_out_of_order_or_without_a_name_are_refused(
    store: Store, alert: int, wrong: AlertStep, error: type[Exception]
) -> None:
    with pytest.raises(error):
        store.alerts.add_steps(alert, [wrong], None)
    assert len(store.alerts.one(alert).steps) == 1


def test_closing_needs_an_outcome(store: Store, alert: int) -> None:
    store.alerts.add_steps(alert, [step("acknowledged"), step("contacted")], None)
    with pytest.raises(BadMessage, match="outcome"):
        store.alerts.add_steps(alert, [step("closed")], None)


def test_the_database_itself_refuses_to_rewrite_the_trail(
    store: Store, alert: int, settings: Settings
) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        change(settings, "UPDATE alert_step SET step = 'closed'")


def test_an_outcome_is_not_readable_on_the_disk(
    store: Store, alert: int, settings: Settings
) -> None:
    store.alerts.add_steps(alert, [step("acknowledged"), step("contacted", note="at home")], None)
    store.close()
    sqlite_file(settings)
    disk = b"".join(path.read_bytes() for path in settings.data.glob("vultus.db*"))
    assert b"at home" not in disk


async def test_the_trail_is_read_and_written_over_http(client: StoreClient) -> None:
    patient = (await client.invite()).patient
    session = (await client.open_session(patient, "web")).session
    await client.post(Consent(session, patient, "text", "1", True, AT))
    await client.post(Reply(session, "m1", AT, "I don't want to die"))
    (claimed,) = await client.claim_alerts()
    case = await client.add_alert_steps(claimed.number, [step("acknowledged")])
    assert (case.patient, urgency_of(case.alert)) == (patient, "same_day")
    assert await client.open_alerts() == (case,)
    assert (await client.conversation(session)).cases == (case,)
    assert await client.alert(case.number) == case
    with pytest.raises(NotFound):
        await client.alert(case.number + 1)


@given(st.lists(st.sampled_from(["delivered", "failed", "escalated", "logged"]), max_size=9))
def test_notices_alone_never_end_an_alert(kinds: list[str]) -> None:
    steps = [AlertStep(AT, "raised"), *(step(kind, by="") for kind in kinds)]
    assert state_of(steps) in ("raised", "delivered")
    assert "acknowledged" in possible(steps) and not acknowledged(steps)
    assert undelivered(steps) == ("failed" in kinds and "delivered" not in kinds)


def test_only_what_is_said_openly_is_paged() -> None:
    sources = ("item", "unconfirmed", "phrase", "veiled", "not_answered")
    paged = [s for s in sources if urgency_of(Alert("s", AT, s, "", None, "m")) == "page"]  # type: ignore[arg-type]
    assert paged == ["item", "unconfirmed", "phrase"]
