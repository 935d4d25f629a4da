"""Which words a slip of the hand is put right to, and which are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.language import language
from safety.spelling import Spelling, slips


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kil", ("kill",)),
        ("mysefl", ("myself",)),
        ("sucidal", ("suicidal",)),
        ("dieeee", ("die",)),
        ("wamt", ("want",)),
        ("k*ll", ("kill",)),
        ("wanttodie", ("want", "to", "die")),
    ],
)
def test_slips_in_words_that_matter_are_put_right(typed: str, meant: tuple[str, ...]) -> None:
    assert language("en").spelling.corrected(typed) == meant


@pytest.mark.parametrize("word", ["diet", "skill", "unloved", "levodopa", "mile", "overdid", "kms"])
def test_other_words_stay_as_they_are(word: str) -> None:
    assert language("en").spelling.corrected(word) == (word,)


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), max_size=12))
def test_a_word_is_no_slip_away_from_itself(word: str) -> None:
    assert slips(word, word) == 0


def test_a_known_word_is_never_changed() -> None:
    assert Spelling(["kill"], ["kiln"]).corrected("kiln") == ("kiln",)
    assert Spelling(["kill"], []).corrected("kiln") == ("kill",)
