"""Likeness to an option's words, by the shipped encoder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from aiohttp.test_utils import TestServer

from contract.likeness import Likeness as Way
from contract.secret import part_secret
from contract.settings import load_settings
from models.card import open_session
from questionnaires.loader import find_item
from sentiment.likeness import Likeness
from sentiment.mood import TextModel
from service.app import build


@cache
def _model() -> TextModel:
    return TextModel.load(meaning=True)


@pytest.fixture
def likeness() -> Likeness:
    return Likeness(_model())


@pytest.mark.parametrize(
    ("item", "text", "value"),
    [
        ("daily_checkin_sleep", "superbly", 4),
        ("daily_checkin_sleep", "dreadfully", 0),
        ("phq9_4", "my neighbour has a dog", None),
        ("phq9_4", "", None),
        ("phq9_9", "every single day", None),
        ("daily_checkin_mood", "seven", None),
        ("daily_checkin_words", "fine", None),
    ],
)
def test_only_what_is_clearly_alike_is_found(
    likeness: Likeness, item: str, text: str, value: int | None
) -> None:
    assert likeness.nearest(find_item(item)[1], text) == value


@pytest.mark.parametrize("text", ["I feel fine", "pretty much every day, sadly", "7", "😀"])
def test_the_scores_are_those_of_the_file_to_the_last_bit(text: str) -> None:
    model = _model()
    plain = replace(model, session=open_session(model.card), inner=None)
    assert model.score(text) == plain.score(text)
    assert plain.meaning(text) is None


def test_alike_words_lie_closer_than_others() -> None:
    often, seldom, food = map(_model().meaning, ("every day", "each day", "soup with carrots"))
    assert often is not None and seldom is not None and food is not None
    assert float(often @ seldom) > float(often @ food)
    assert np.linalg.norm(often) == pytest.approx(1, abs=1e-5)


@pytest.fixture
async def way(tmp_path: Path) -> AsyncIterator[Way]:
    settings = load_settings({"VULTUS_DATA": str(tmp_path), "VULTUS_PARTS": "sentiment"})
    async with TestServer(build(settings)) as server:
        yield Way(str(server.make_url("")), part_secret(settings))


async def test_another_part_asks_over_http_and_may_be_wrong(way: Way) -> None:
    assert await way.nearest("daily_checkin_sleep", "superbly") == 4
    assert await way.nearest("no_such_item", "superbly") is None
    assert await way.nearest("daily_checkin_sleep", "x" * 5000) is None
