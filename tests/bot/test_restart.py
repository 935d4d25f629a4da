"""Nothing is lost or doubled when Rasa, the action server or the store dies in the middle.

As channels does, a message that got no bubble is sent again with the same id.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from actions import wording
from tests.bot.patient import Patient
from tests.stack import Stack


@pytest.fixture
def healed(stack: Stack) -> Iterator[Stack]:
    """The stack, complete again after the test."""
    yield stack
    stack.start(*stack.missing)


async def test_rasa_killed_in_the_middle(healed: Stack, patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    healed.kill("rasa")
    assert await patient.choose(2) == []
    healed.start("rasa")
    assert (await patient.again())[-1].item == "phq9_3"
    await patient.choose(3)
    assert (await patient.answers())[1:] == [("phq9_1", 1), ("phq9_2", 2), ("phq9_3", 3)]


async def test_action_server_killed_in_the_middle(healed: Stack, patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    healed.kill("actions")
    assert await patient.choose(2) == []
    assert await patient.again() == []
    healed.start("actions")
    assert (await patient.again())[-1].item == "phq9_3"
    assert (await patient.answers())[1:] == [("phq9_1", 1), ("phq9_2", 2)]


async def test_action_server_killed_before_the_start(healed: Stack, patient: Patient) -> None:
    healed.kill("actions")
    assert await patient.greet() == []
    assert await patient.start("phq9") == []
    healed.start("actions")
    assert (await patient.again())[-1].item == "whats_new_before"
    assert len((await patient.record()).starts) == 1


async def test_store_killed_in_the_middle(healed: Stack, patient: Patient) -> None:
    await patient.begin("phq9")
    healed.kill("service")
    assert await patient.to_rasa('/answer{"item":"phq9_1","option":"2"}', "down", "phq9_1") == []
    healed.start("service")
    assert (await patient.again())[-1].item == "phq9_2"
    assert (await patient.answers())[1:] == [("phq9_1", 2)]


async def test_store_killed_before_the_last_answer_and_the_closing(
    healed: Stack, patient: Patient
) -> None:
    await patient.begin("gad7")
    while patient.shown is not None and patient.shown.item != "whats_new_after":
        await patient.choose(0)
    skip = '/skip{"item":"whats_new_after"}'
    healed.kill("service")
    assert await patient.to_rasa(skip, "last", "whats_new_after") == []
    healed.start("service")
    assert [bubble.text for bubble in await patient.again()] == [wording.COMPLETED]
    assert [bubble.text for bubble in await patient.again()] == [wording.COMPLETED]
    assert (await patient.record()).session.reason == "completed"


async def test_tracker_that_is_gone_for_good_loses_nothing(stack: Stack, patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    forget(stack, patient)
    assert (await patient.choose(2))[-1].item == "phq9_3"
    forget(stack, patient)
    assert (await patient.to_rasa("hello", "raw", None))[-1].item == "phq9_3"
    assert (await patient.answers())[1:] == [("phq9_1", 1), ("phq9_2", 2)]


async def test_answer_stored_before_the_tracker_was_is_not_doubled(
    stack: Stack, patient: Patient
) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    forget(stack, patient)
    assert (await patient.again())[-1].item == "phq9_2"
    assert (await patient.answers())[1:] == [("phq9_1", 1)]


async def test_last_answer_of_a_tracker_that_is_gone_ends_the_session(
    stack: Stack, patient: Patient
) -> None:
    await patient.begin("gad7")
    while patient.shown is not None and patient.shown.item != "whats_new_after":
        await patient.choose(0)
    forget(stack, patient)
    assert (await patient.type("nothing else"))[-1].ends
    assert (await patient.record()).session.reason == "completed"


async def test_answer_that_the_store_lost_comes_again_at_the_end(
    stack: Stack, patient: Patient
) -> None:
    await patient.begin("gad7")
    await patient.choose(3)
    with closing(sqlite3.connect(stack.settings.data / "vultus.db")) as database, database:
        lost = database.execute("DELETE FROM answer WHERE session = ?", [patient.session])
        assert lost.rowcount == 2
    while patient.shown is not None and patient.shown.input == "choice":
        await patient.choose(0)
    await patient.command("Skip")
    assert ("gad7_1", 3) in await patient.answers()


def forget(stack: Stack, patient: Patient) -> None:
    """Take the tracker from Rasa, which reads it anew for every message."""
    with closing(sqlite3.connect(stack.settings.data / "rasa.db")) as database, database:
        gone = database.execute("DELETE FROM events WHERE sender_id = ?", [patient.session])
        assert gone.rowcount > 0
