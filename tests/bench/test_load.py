"""What the load bench sums up, by hand; the whole of it runs in tests/e2e/test_load.py."""

from __future__ import annotations

import os
import socket

import pytest

from bench.crowd import Crowd
from bench.load import against_mesh, summed
from bench.load_patient import Experience, script
from bench.memory import family, megabytes
from bench.mesh_alone import pictures_a_second
from bench.still import astronaut
from questionnaires.plan import plan


@pytest.fixture
def crowd() -> Crowd:
    one = Experience(sent=10, dropped=3, ages_ms=[100, 200], replies_ms=[50.0])
    other = Experience(sent=10, ages_ms=[300], replies_ms=[150.0], failed="The bot fell silent.")
    return Crowd((one, other), {"service": 300.0, "rasa": None}, own_cores=0.128)


def test_all_patients_are_summed_and_failures_counted_by_their_text(crowd: Crowd) -> None:
    found = summed(crowd)
    assert found["frames"] == {"sent": 20, "scored": 3, "dropped": 3}
    assert found["age_ms"] == {"count": 3, "p50": 200, "p95": 290, "max": 300}
    assert found["reply_ms"]["p50"] == 100
    assert found["failed"] == {"The bot fell silent.": 1}
    assert found["patients_own_cores"] == 0.13


def test_without_a_scored_frame_the_age_is_unknown_not_zero() -> None:
    assert summed(Crowd((Experience(),), {}, 0.0))["age_ms"] is None


def test_what_is_scored_stands_against_the_mesh_alone(crowd: Crowd) -> None:
    found = against_mesh(crowd, seconds=1, rate=5, pictures=30)
    assert (found["patients_it_allows"], found["scored_a_second"], found["ratio"]) == (6, 3, 0.1)


@pytest.mark.parametrize("questionnaire", ["phq9", "daily_checkin"])
def test_a_patient_answers_every_item_that_is_asked(questionnaire: str) -> None:
    turns = script(questionnaire)
    assert [turn.item for turn in turns] == [item.id for item in plan(questionnaire, {})]
    assert turns[0].payload is None and turns[1].payload is not None


def test_a_listening_program_is_found_by_its_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        members = family(port)
        held = megabytes(members)
        assert os.getpid() in members and held is not None and 10 < held < 100_000
    assert family(port) == frozenset() and megabytes(frozenset()) is None


def test_every_core_runs_the_mesh() -> None:
    processes, pictures = pictures_a_second([astronaut()])
    assert processes >= 1 and pictures > 0
