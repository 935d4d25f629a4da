"""The bench parts a training file as the training did."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from bench import origin
from bench.cannot_measure import CannotMeasure
from bench.face_parts import Part, chosen_rows, places
from bench.face_rows import read_rows
from models.card import Card, load_card
from train.faces import load_splits
from vision.emotion import MODEL


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred faces, each of one grey of its own; some without any vote that counts."""
    draw = np.random.default_rng(3)
    path = tmp_path_factory.mktemp("faces") / "faces.npz"
    np.savez(
        path,
        images=np.arange(200, dtype=np.uint8)[:, None, None].repeat(4, 1).repeat(4, 2),
        votes=draw.integers(0, 3, (200, 10), dtype=np.uint8) * draw.integers(0, 2, (200, 1)),
        split=draw.integers(0, 2, 200),
        leak=draw.integers(0, 2, 200),
    )
    return path


def trained_on(data: Path) -> Card:
    card = load_card(MODEL)
    training = dataclasses.replace(
        card.training, seed=11, data_sha256={data.name: origin.sha256(data)}
    )
    return dataclasses.replace(card, training=training)


@pytest.mark.parametrize("part", Part)
def test_every_part_is_the_trainings_own(data: Path, part: Part) -> None:
    ours = chosen_rows(data, trained_on(data), None, part)
    theirs = getattr(load_splits(data, seed=11), part)
    assert len(ours) > 0
    assert np.array_equal(ours.pixels, theirs.pixels)


def test_no_row_is_in_two_parts(data: Path) -> None:
    rows = read_rows(data)
    found = np.concatenate([places(rows, part, 11) for part in Part])
    assert len(found) == len(set(found.tolist()))


def test_a_file_that_trained_another_model_has_no_parts(data: Path) -> None:
    with pytest.raises(CannotMeasure, match="did not train"):
        chosen_rows(data, load_card(MODEL), None, Part.REPORT)


def test_a_part_of_a_split_is_refused(data: Path) -> None:
    with pytest.raises(CannotMeasure, match="leave --split out"):
        chosen_rows(data, trained_on(data), 1, Part.REPORT)
