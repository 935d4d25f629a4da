"""`python -m bench.shift`: class shares and framing are changed, and what puts them right helps."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench.face_rows import read_rows
from bench.shift_study import ROWS, Labelled, by_fer2013, by_majority, drawn, shifted, study
from tests.bench.faces import write_faces
from train.faces import LABELS, Floats

ROOT = Path(__file__).resolve().parents[2]
SOURCE = np.array([0.4, 0.3, 0.1, 0.1, 0.1, 0, 0, 0, 0])


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.shift", *arguments], cwd=ROOT, capture_output=True, text=True
    )


def leaning_to_neutral(rows: int = 400) -> Labelled:
    """A model that is calibrated where two of five faces are neutral, and often in doubt."""
    draw = np.random.default_rng(2)
    truth = draw.choice(len(SOURCE), rows, p=SOURCE)
    seen = np.eye(len(SOURCE))[truth] * 2 + draw.normal(0, 1, (rows, len(SOURCE)))
    likely = np.exp(2 * seen) * SOURCE
    return Labelled(truth, likely / likely.sum(axis=1, keepdims=True))


def one_hot(*labels: str) -> Floats:
    return np.eye(len(LABELS))[[LABELS.index(label) for label in labels]]


def test_json_holds_shares_and_framing_of_any_file(tmp_path: Path) -> None:
    data = write_faces(tmp_path / "faces.npz")
    done = bench("--data", str(data), "--draws", "2", "--out", str(tmp_path), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    shipped = found["shares"]["FER2013 label"]["as they are"]["remedies"]["as shipped"]
    assert 0 <= shipped["mood_weighted_f1"] <= 1
    assert found["framing"]["rows"] == 5
    plain = found["framing"]["framings"]["as they are"]
    assert plain["faces"] == 5 and plain["cut out again"]["mood_accuracy"] > 0
    assert all("<svg" in path.read_text() for path in tmp_path.glob("*.svg"))


def test_a_card_takes_only_rows_that_chose_and_fitted_nothing(tmp_path: Path) -> None:
    done = bench("--data", str(tmp_path / "faces.npz"), "--card")
    assert done.returncode == 1 and "--part report" in done.stderr


def test_without_neutral_faces_knowing_so_takes_the_false_ones_away() -> None:
    found = shifted(leaning_to_neutral(), "no neutral", SOURCE, range(5))["remedies"]
    assert found["as shipped"]["called_neutral"] > 0.05
    assert found["classes known"]["called_neutral"] == 0
    for remedy in ("classes known", "shares known", "shares by EM, no labels"):
        assert found[remedy]["mood_weighted_f1"] > found["as shipped"]["mood_weighted_f1"]


def test_nothing_is_put_right_where_nothing_is_shifted() -> None:
    found = shifted(leaning_to_neutral(), "as they are", SOURCE, range(5))["remedies"]
    for remedy in found.values():
        shipped = found["as shipped"]["mood_weighted_f1"]
        assert remedy["mood_weighted_f1"] == pytest.approx(shipped, abs=0.03)


def test_the_same_seed_draws_the_same_rows() -> None:
    one, two = (drawn(leaning_to_neutral(), "all alike", SOURCE, 4) for _ in range(2))
    assert np.array_equal(one.measured.said, two.measured.said)
    assert len(one.measured.truth) == pytest.approx(ROWS, abs=5)
    assert one.shares.sum() == pytest.approx(1)


def test_fer2013s_labels_are_the_second_truth(tmp_path: Path) -> None:
    rows = read_rows(write_faces(tmp_path / "faces.npz"))
    said = one_hot(*["happiness"] * 8)
    assert [LABELS[k] for k in by_fer2013(rows, said).truth] == [
        "happiness",
        "happiness",
        "happiness",
        "neutral",
        "surprise",
        "sadness",
    ]
    assert len(by_majority(rows, said).truth) == 5


def test_a_file_without_those_labels_is_measured_by_the_voters_alone(tmp_path: Path) -> None:
    rows = read_rows(write_faces(tmp_path / "faces.npz", columns=()))
    found = study(rows, one_hot(*["happiness"] * 8), SOURCE, draws=2)
    assert list(found) == ["FER+ majority"]
