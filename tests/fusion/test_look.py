"""Looking at a reply's words holds up nobody: neither who else writes nor the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from contract.client import StoreClient
from contract.messages import Answer, Reply
from fusion.look import Look
from fusion.store import Store
from safety import finding
from safety.alert import BY_SECOND_LOOK
from safety.second_look import shipped
from tests.safety.readers import LONGEST_S, Slow

AT = 1_800_000_000.0
SOON_S = 5.0
UNRULED = "The bus was late and my legs were stiff. " * 100 + (
    "I told my son to hold the pillow over my face"
)
"""A long reply in which only the second look finds something."""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    shipped().get()
    reader = Slow()
    monkeypatch.setattr(finding, "shipped", lambda: reader)
    yield reader
    reader.let_go.set()


def test_a_yes_to_what_was_proposed_is_no_words_of_mood() -> None:
    said = {"yes": False, "No.": False, "I sleep badly, yes": True}
    asked = (Reply("s1", "m1", AT, text, "phq9_3", AT, typed=True) for text in said)
    assert [Look.at(one, "en").words for one in asked] == list(said.values())
    assert Look.at(Reply("s1", "m1", AT, "no", "whats_new_before", AT, typed=True), "en").words


def test_while_a_reply_is_looked_at_others_write(store: Store, session: str, slow: Slow) -> None:
    other = store.open_session(store.invite(AT).patient, "web", AT).session
    pressed = Reply(other, "m1", AT, "Not at all", "phq9_1", AT, typed=False)
    long = Reply(session, "m1", AT, UNRULED)
    with ThreadPoolExecutor(2) as threads:
        looked_at = threads.submit(store.put, long)
        try:
            assert slow.asked.wait(SOON_S)
            assert threads.submit(store.put, pressed).result(SOON_S).created
            answer = Answer(session, "phq9", "1", "phq9_1", 0, AT, "m0")
            assert threads.submit(store.put, answer).result(SOON_S).created, "the same session"
            assert not looked_at.done() and store.record(session).replies == ()
        finally:
            slow.let_go.set()
        alert = looked_at.result(LONGEST_S).alert
    assert alert is not None and BY_SECOND_LOOK in alert.detail
    assert store.record(session).replies == (long,)
    assert [case.steps[0].step for case in store.alerts.open()] == ["raised"]


def test_a_repeat_that_comes_meanwhile_raises_nothing_twice(
    store: Store, session: str, slow: Slow
) -> None:
    long = Reply(session, "m1", AT, UNRULED)
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(store.put, long) for _ in range(2)]
        assert slow.asked.wait(SOON_S)
        slow.let_go.set()
        done = [one.result(LONGEST_S) for one in both]
    assert sorted(one.created for one in done) == [False, True]
    assert done[0].alert == done[1].alert == store.alerts.open()[0].alert
    assert len(store.alerts.open()) == 1


async def test_while_a_reply_is_looked_at_the_event_loop_goes_on(
    client: StoreClient, slow: Slow
) -> None:
    session = (await client.open_session((await client.invite()).patient, "web")).session
    long = Reply(session, "m1", AT, UNRULED)
    looked_at = asyncio.create_task(client.post(long))
    assert await asyncio.to_thread(slow.asked.wait, SOON_S)
    pressed = replace(long, message="m2", text="Not at all", typed=False)
    assert (await asyncio.wait_for(client.post(pressed), SOON_S)).created
    slow.let_go.set()
    assert (await looked_at).alert is not None and not slow.on_a_loop


def test_a_language_chosen_meanwhile_counts(store: Store, session: str, slow: Slow) -> None:
    patient = store.session(session).patient
    store.choose_language(patient, "en")
    with ThreadPoolExecutor(1) as threads:
        looked_at = threads.submit(store.put, Reply(session, "m1", AT, "voglio morire"))
        assert slow.asked.wait(SOON_S)
        store.choose_language(patient, "it")
        slow.let_go.set()
        assert looked_at.result(LONGEST_S).alert is not None
