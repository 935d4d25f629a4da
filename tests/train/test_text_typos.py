"""Retyped replies stay recognisable, and their moods stay."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from train.replies import EMOTIONS, MOODS, Replies
from train.text_typos import hurried, retyped, slip


@given(st.text(max_size=40), st.integers(0, 99))
def test_any_text_can_be_retyped(text: str, seed: int) -> None:
    assert isinstance(retyped(text, np.random.default_rng(seed)), str)


@given(st.sampled_from(["terrible", "walk", "Stairs", "ok", "don't"]), st.integers(0, 99))
def test_a_slip_changes_one_place_of_a_longer_word(word: str, seed: int) -> None:
    found = slip(word, np.random.default_rng(seed))
    assert abs(len(found) - len(word)) <= 1
    assert found[0] == word[0]
    if len(word) < 4 or not word.isalpha():
        assert found == word


def test_the_share_decides_how_many_are_retyped_and_moods_stay() -> None:
    shares = np.eye(len(MOODS))
    replies = Replies(("A.", "B.", "C.", "D."), shares, np.zeros((4, EMOTIONS)))
    draw = np.random.default_rng(7)
    assert hurried(replies, 0.0, draw).texts == replies.texts
    all_retyped = hurried(replies, 1.0, draw)
    assert all_retyped.texts != replies.texts
    assert (all_retyped.shares == shares).all()
