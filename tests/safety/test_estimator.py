"""The shipped estimator: the pool of two models, of long replies and of misspelt ones."""

from __future__ import annotations

import numpy as np
import pytest

from safety.estimator import RUNS_SHARE, Estimator, corrected
from safety.urgency import any_urgency

SHIPPED = Estimator.read()
TALK = "The bus was late and my legs were stiff, but the physio was kind. "


@pytest.mark.parametrize("text", ["", " ", "...", "\ud800 \ud800", "ß ß ß", "k*l " * 1200])
def test_whatever_is_typed_is_read(text: str) -> None:
    assert sum(SHIPPED.probabilities(text)) == pytest.approx(1, abs=1e-4)


def test_a_long_reply_is_as_urgent_as_its_most_urgent_part() -> None:
    hint = "I have said goodbye to everybody, they will be better off without me."
    calm, grave = (SHIPPED.probabilities(TALK * 20 + end) for end in ("", hint))
    assert any_urgency(*calm) < 0.1 < 0.5 < any_urgency(*grave)


def test_slips_in_words_that_rules_name_are_put_right_and_nothing_else() -> None:
    assert corrected("I wnat to ogo home, sucide") == "I want to ogo home, suicide"
    assert corrected(TALK) == TALK


def test_both_models_are_heard_in_the_stated_shares() -> None:
    text = "I told my son to hold the pillow over my face"
    transformer = np.log(SHIPPED._transformer(SHIPPED.tokenizer.encode(text).ids))
    linear = SHIPPED.runs.log_probabilities(text)
    pool = np.exp((1 - RUNS_SHARE) * transformer + RUNS_SHARE * linear)
    assert SHIPPED.probabilities(text) == pytest.approx(pool / pool.sum())
    assert abs(transformer - linear).max() > 0.1
