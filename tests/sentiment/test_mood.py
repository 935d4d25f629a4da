"""The shipped text model: what it is given and what comes out."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.messages import MOODS
from sentiment.mood import MAX_TOKENS, TextModel


@pytest.fixture(scope="module")
def model() -> TextModel:
    return _model()


@cache
def _model() -> TextModel:
    return TextModel.load()


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("I feel wonderful today, what a lovely morning.", "positive"),
        ("I feel hopeless and so sad.", "negative"),
        ("I am thankful for my family's help.", "positive"),
        ("Everything is getting worse and I hate it.", "negative"),
    ],
)
def test_plain_words_get_their_mood(model: TextModel, text: str, mood: str) -> None:
    found = model.score(text).mood
    assert MOODS[found.index(max(found))] == mood


@settings(max_examples=25)
@given(st.text(max_size=300))
def test_any_text_gets_probabilities_that_sum_to_one(text: str) -> None:
    found = _model().score(text)
    assert sum(found.mood) == pytest.approx(1.0)
    assert min(found.mood) >= 0


def test_tokens_are_counted_without_the_special_ones(model: TextModel) -> None:
    assert model.score("fine").tokens == 1
    assert model.score("").tokens == 0


def test_a_long_reply_is_cut(model: TextModel) -> None:
    assert model.score("good " * 2000).tokens <= MAX_TOKENS
