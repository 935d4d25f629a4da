"""The face model's figures agree with counts made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.face_figures import divergence, fer2013_accuracy, figures, headline, judge, random_voter
from bench.face_rows import read_rows
from tests.bench.faces import votes, write_faces
from train.faces import LABELS, Floats


def sure(*labels: str) -> Floats:
    """Probabilities of a model that is certain of these labels."""
    return np.eye(len(LABELS))[[LABELS.index(label) for label in labels]]


def test_five_rows_by_hand(tmp_path: Path) -> None:
    rows = read_rows(write_faces(tmp_path / "faces.npz"))
    said = sure(*["happiness"] * 3, "neutral", "fear", "anger", "anger", "anger")
    found = figures(rows, said)
    assert (found["rows"], found["rows_measured"]) == (8, 5)
    assert found["emotion"]["accuracy"] == found["mood"]["accuracy"] == 0.8
    assert found["mood"]["classes"]["other"]["recall"] == 0.0  # surprise read as fear
    assert found["mood"]["ece"] == pytest.approx(0.2)
    assert found["fer2013_accuracy_7"] == pytest.approx(4 / 6, abs=1e-4)


def test_unknown_counts_to_the_mood_but_not_to_the_emotion(tmp_path: Path) -> None:
    rows = read_rows(write_faces(tmp_path / "faces.npz")).take(np.array([0]))
    mixed = 0.6 * sure("unknown") + 0.4 * sure("happiness")
    judged = judge(rows, mixed)
    assert judged.guessed_emotion.tolist() == [LABELS.index("happiness")]
    assert judged.emotions.sum() == pytest.approx(1)
    found = headline(judged)
    assert found is not None and (found["emotion_accuracy"], found["mood_accuracy"]) == (1, 0)


def test_no_row_to_measure_is_unknown_not_zero(tmp_path: Path) -> None:
    rows = read_rows(write_faces(tmp_path / "faces.npz")).take(np.array([5, 6, 7]))
    found = figures(rows, sure("anger", "anger", "anger"))
    assert found["emotion"] is None and found["mood"] is None
    assert found["rows_measured"] == 0


def test_a_random_voter_by_hand() -> None:
    ballots = np.array([votes(happiness=6, neutral=3, fear=1)], np.float64)
    found = random_voter(ballots, sure("neutral"))
    assert found is not None
    assert (found["accuracy"], found["best_possible"]) == (0.3, 0.6)
    assert found["another_voter"] == pytest.approx((6 * 5 + 3 * 2) / (10 * 9), abs=1e-4)


def test_the_votes_own_shares_diverge_by_nothing() -> None:
    ballots = np.array([votes(happiness=6, neutral=3, fear=1)], np.float64)
    shares = (6 * sure("happiness") + 3 * sure("neutral")) / 9
    found = divergence(ballots, shares)
    assert found is not None and found["kl_nats"] == found["js_bits"] == 0


def test_certainty_of_the_wrong_label_diverges_by_one_bit() -> None:
    found = divergence(np.array([votes(happiness=10)], np.float64), sure("anger"))
    assert found is not None and found["js_bits"] == pytest.approx(1)


def test_rows_without_an_original_label_do_not_count() -> None:
    labels = np.array([3, 255])
    assert fer2013_accuracy(labels, sure("happiness", "anger")) == 1
    assert fer2013_accuracy(np.array([255]), sure("anger")) is None
