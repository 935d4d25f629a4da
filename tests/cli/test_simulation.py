"""A simulated patient presses and types what the bot asks for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from cli.cannot_replay import CannotReplay
from cli.simulation import WORDS, simulate, simulated_script
from tests.cli.scripted_service import ScriptedService

Serve = Callable[[Any], Awaitable[TestServer]]


def test_values_are_pressed_in_order_and_then_first_options() -> None:
    turns = simulated_script("gad7", [3, 1])
    assert [turn.text for turn in turns[:4]] == [
        WORDS,
        "Nearly every day",
        "Several days",
        "Not at all",
    ]
    assert turns[1].payload == '/answer{"item":"gad7_1","option":"3"}'
    assert (turns[0].payload, turns[-1].item) == (None, "whats_new_after")


def test_items_that_apply_only_sometimes_are_answered_when_they_do() -> None:
    asked = [turn.item for turn in simulated_script("phq9", [0] * 8 + [1, 2])]
    assert asked[-2] == "phq9_difficulty"
    assert "phq9_difficulty" not in [turn.item for turn in simulated_script("phq9", [])]


@pytest.mark.parametrize(
    ("values", "said"), [([4], "gad7_1 has no option 4; it has 0, 1"), ([0] * 8, "1 of the values")]
)
def test_values_that_cannot_be_are_named(values: list[int], said: str) -> None:
    with pytest.raises(CannotReplay, match=said):
        simulated_script("gad7", values)


async def test_the_script_is_played_without_agreeing_to_analysis(aiohttp_server: Serve) -> None:
    service = ScriptedService()
    server = await aiohttp_server(service.app())
    script = simulated_script("gad7", [1] * 7)
    session = await simulate(str(server.make_url("")).rstrip("/"), "token", "gad7", script)
    assert session == "s1"
    assert [one.get("item") for one in service.replies[1:]] == service.items
    assert service.agreed == [False, False]
    assert service.frames == []


async def test_another_question_than_expected_stops_it(aiohttp_server: Serve) -> None:
    service = ScriptedService()
    service.items.remove("gad7_5")
    server = await aiohttp_server(service.app())
    url = str(server.make_url("")).rstrip("/")
    with pytest.raises(CannotReplay, match="The bot asks gad7_6, not gad7_5"):
        await simulate(url, "token", "gad7", simulated_script("gad7", []))
