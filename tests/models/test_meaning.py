"""A foreign label means a mood because somebody said so, or because it is called like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import MOODS
from models.card import ModelError
from models.meaning import check_moods, must_be_told, told_moods, untold

LABELS = ("Negative", "LABEL_1", "5 stars=good")


def test_a_label_called_like_a_mood_is_that_mood() -> None:
    known = told_moods(LABELS, [])
    assert known == {"Negative": "negative"}
    assert untold(LABELS, known) == ("LABEL_1", "5 stars=good")


def test_what_is_told_wins_and_a_label_may_hold_an_equals_sign() -> None:
    known = told_moods(LABELS, ["Negative=other", "5 stars=good=positive"])
    assert known == {"Negative": "other", "5 stars=good": "positive"}


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ("LABEL_9=negative", "no label 'LABEL_9'. Labels: Negative, LABEL_1, 5 stars=good."),
        ("LABEL_1=sad", "no mood 'sad'. Moods: negative, neutral, positive, other."),
        ("LABEL_1", "no label ''."),
    ],
)
def test_a_wrong_pair_is_refused_by_its_half(told: str, fault: str) -> None:
    with pytest.raises(ModelError) as caught:
        told_moods(LABELS, [told])
    assert fault in caught.value.text


def test_nobody_to_ask_is_told_what_to_type() -> None:
    text = must_be_told(["LABEL_0", "5 stars"]).text
    assert "--label LABEL_0=MOOD --label '5 stars=MOOD'." in text


@given(st.dictionaries(st.text(min_size=1), st.sampled_from(MOODS), min_size=2))
def test_two_different_moods_are_needed(moods: dict[str, str]) -> None:
    if len(set(moods.values())) > 1:
        check_moods(moods)
    else:
        with pytest.raises(ModelError, match="two moods are needed"):
            check_moods(moods)
