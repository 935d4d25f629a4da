"""Runs of letters and words: counted, weighed, added up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.runs import PLACES, Runs, counted, weighed

DRAW = np.random.default_rng(3)
SMALL = Runs(
    rarity=np.ones(2 * PLACES, np.float16),
    weights=DRAW.normal(size=(2 * PLACES, 3)).astype(np.float16),
    bias=np.array([0.5, 0.0, -0.5], np.float32),
)


def test_letters_cross_the_gaps_and_words_are_kept_apart() -> None:
    """ "a b", padded, has five letters: 3 + 2 + 1 runs of three to five, then "a", "b", "a b"."""
    places, counts = counted("a b")
    kinds = (places < PLACES, places >= PLACES)
    assert [int(kind.sum()) for kind in kinds] == [3 + 2 + 1, 3]
    assert counts.tolist() == [1.0] * 9


def test_what_is_said_twice_is_counted_twice_and_weighs_by_its_logarithm() -> None:
    places, counts = counted("no no")
    assert sorted(counts[places >= PLACES].tolist()) == [1.0, 2.0]
    shares = weighed(places, counts, np.ones(len(places), np.float32))
    words = shares[places >= PLACES]
    assert words.max() / words.min() == pytest.approx(1 + np.log(2))


@given(st.text(max_size=80))
def test_each_kind_has_length_one_and_probabilities_add_up(text: str) -> None:
    places, counts = counted(text)
    shares = weighed(places, counts, SMALL.rarity[places].astype(np.float32))
    for kind in (shares[places < PLACES], shares[places >= PLACES]):
        assert not len(kind) or np.linalg.norm(kind) == pytest.approx(1, abs=1e-5)
    assert np.exp(SMALL.log_probabilities(text)).sum() == pytest.approx(1)


def test_capitals_and_blanks_change_nothing() -> None:
    one, other = (SMALL.log_probabilities(text) for text in ("I am  TIRED \n", "i am tired"))
    assert one.tolist() == other.tolist()


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "runs.npz"
    SMALL.save(path)
    again = Runs.parse(path.read_bytes())
    assert all(np.array_equal(getattr(SMALL, one), getattr(again, one)) for one in vars(SMALL))


def test_weights_of_another_size_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "runs.npz"
    Runs(SMALL.rarity, SMALL.weights[:10], SMALL.bias).save(path)
    with pytest.raises(ValueError, match="shape"):
        Runs.parse(path.read_bytes())
