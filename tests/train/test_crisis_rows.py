"""Phrasings stay what they are, wherever in a reply they stand; mistakes in a file are named."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.crisis_rows import CLASSES, PHRASINGS, TRAINING, labelled, read_families, within

ROWS = labelled([("explicit", "I want to die"), ("veiled", "what is the point"), ("none", "fine")])
OTHERS = labelled([("none", "woke at four"), ("none", "legs are stiff")])


@given(st.integers(0, 99))
def test_a_phrasing_within_other_talk_is_whole_and_keeps_its_class(seed: int) -> None:
    found = within(ROWS, OTHERS, 1.0, np.random.default_rng(seed))
    assert (found.shares == ROWS.shares).all()
    for text, said in zip(ROWS.texts, found.texts, strict=True):
        assert text in said
        assert any(other in said for other in OTHERS.texts)


def test_without_a_share_nothing_is_put_around_it() -> None:
    assert within(ROWS, OTHERS, 0.0, np.random.default_rng(0)).texts == ROWS.texts


def test_a_line_that_is_no_phrasing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text("# family\nexplicit\tI want to die\nurgent\thelp\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"mine\.tsv:3 "):
        read_families(file)


def test_no_phrasing_that_trains_is_among_those_that_report() -> None:
    trained = {text for name in TRAINING for text in _texts(name)}
    reported = {
        text
        for path in PHRASINGS.glob("en_*.tsv")
        if path.name not in TRAINING
        for text in _texts(path.name)
    }
    assert not trained & reported


def test_every_class_is_trained_on_by_the_thousand() -> None:
    counts = np.sum(
        [one.shares.sum(axis=0) for file in TRAINING for one in read_families(PHRASINGS / file)],
        axis=0,
    )
    assert len(counts) == len(CLASSES)
    assert counts.min() > 1000


def _texts(name: str) -> set[str]:
    families = read_families(PHRASINGS / name)
    return {" ".join(text.lower().split()) for one in families for text in one.texts}
