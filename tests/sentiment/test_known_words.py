"""A reply in words that the model never met is not scored; short words and slips are."""

from __future__ import annotations

import pytest

from sentiment.known_words import KnownWords
from sentiment.mood import UNREADABLE, TextModel

WORDS = KnownWords(frozenset("i feel terrible today ok so tired not good dont".split()))


@pytest.mark.parametrize(
    "text", ["ok", "I feel terible", "so tierd", "I don't feel good", "TERRIBLE!", "7", "😢", ""]
)
def test_known_words_slips_numbers_and_signs_are_covered(text: str) -> None:
    assert WORDS.cover(text)


@pytest.mark.parametrize("text", ["sono stanco", "qwrtz", "gut", "heute so müde gewesen", "疲れた"])
def test_words_never_met_are_not_covered(text: str) -> None:
    assert not WORDS.cover(text)


def test_a_known_word_with_an_english_ending_is_known_and_not_spelt_otherwise() -> None:
    words = KnownWords(frozenset("refresh refreshes hope waste grin rest".split()))
    for text in ("refreshed", "hopeless", "wasted", "grinned", "restful"):
        assert words.cover(text) and words.spell(text) == text
    assert not words.cover("freshly")


def test_one_slip_is_put_right_and_the_rest_left_alone() -> None:
    assert WORDS.spell("I feel terible, so tierd! Don't ask Anna 7 times") == (
        "I feel terrible, so tired! Don't ask Anna 7 times"
    )


@pytest.fixture(scope="module")
def model() -> TextModel:
    return TextModel.load()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no words"),
        ("  ", "no words"),
        ("...", "no words"),
        ("?!", "no words"),
        ("xkcdjfh", "language"),
        ("mi sento molto triste oggi", "language"),
        ("Мне очень грустно", "language"),
        ("とても悲しい", "language"),
    ],
)
def test_what_cannot_be_read_is_other_and_counts_no_tokens(
    model: TextModel, text: str, reason: str
) -> None:
    found = model.score(text)
    assert (found.mood, found.tokens, found.reason) == (UNREADABLE, 0, reason)


@pytest.mark.parametrize("text", ["ok", "fine", "awful", "7", "😢", "I feel terible"])
def test_short_words_numbers_emoji_and_slips_are_scored(model: TextModel, text: str) -> None:
    found = model.score(text)
    assert found.tokens > 0 and found.reason is None
