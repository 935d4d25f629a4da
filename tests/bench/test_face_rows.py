"""A file of voted faces is read as it is, and what it lacks or has wrong is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.cannot_measure import CannotMeasure
from bench.face_rows import left_out, read_rows
from tests.bench.faces import write_faces


def test_rows_without_a_majority_emotion_are_counted_by_reason(tmp_path: Path) -> None:
    rows = read_rows(write_faces(tmp_path / "faces.npz"))
    assert left_out(rows.truth) == {
        "top_label_unknown": 1,
        "top_label_not_a_face": 1,
        "no_majority": 1,
    }


def test_a_split_is_only_its_rows(tmp_path: Path) -> None:
    rows = read_rows(write_faces(tmp_path / "faces.npz"), split=0)
    assert len(rows) == 3 and rows.leak is not None and rows.leak.tolist() == [0, 1, 0]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    rows = read_rows(write_faces(tmp_path / "faces.npz", columns=("split",)))
    assert rows.missing == ("leak", "fer_label")


def test_a_split_of_a_file_without_one_is_refused(tmp_path: Path) -> None:
    path = write_faces(tmp_path / "faces.npz", columns=())
    with pytest.raises(CannotMeasure, match="no array `split`"):
        read_rows(path, split=0)


def test_an_unknown_split_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="Splits there: 0, 1"):
        read_rows(write_faces(tmp_path / "faces.npz"), split=2)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"votes": np.zeros((1, 10))}, "no array `images`"),
        ({"images": np.zeros((1, 48, 48), np.uint8)}, "no array `votes`"),
        ({"images": np.zeros((1, 48, 48)), "votes": np.zeros((1, 10))}, "must be uint8"),
        ({"images": np.zeros((1, 48, 48), np.uint8), "votes": np.zeros((1, 8))}, r"\[1, 10\]"),
        (
            {
                "images": np.zeros((1, 48, 48), np.uint8),
                "votes": np.zeros((1, 10)),
                "leak": np.zeros(2),
            },
            "`leak`",
        ),
    ],
    ids=["no images", "no votes", "float images", "eight votes", "long leak"],
)
def test_a_wrong_array_is_named(
    tmp_path: Path, columns: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]], said: str
) -> None:
    path = tmp_path / "faces.npz"
    np.savez(path, **columns)
    with pytest.raises(CannotMeasure, match=said):
        read_rows(path)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "faces.npz"
    path.write_text("not an archive")
    with pytest.raises(CannotMeasure, match=r"not an \.npz file"):
        read_rows(path)
    with pytest.raises(CannotMeasure, match="no file"):
        read_rows(tmp_path / "elsewhere.npz")
