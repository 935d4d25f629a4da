"""Votes and group ids become shares; splits do not overlap."""

from pathlib import Path

import numpy as np
import pytest

from train.faces import LABELS, TO_MOOD, load_splits, read_votes
from train.replies import MOODS, read_goemotions, shares_of
from train.replies import load_splits as load_reply_splits


def votes(**named: int) -> list[float]:
    return [float(named.get(label, 0)) for label in (*LABELS, "nf")]


def test_single_votes_and_not_a_face_are_dropped() -> None:
    rows = np.array(
        [
            votes(happiness=6, neutral=3, fear=1),
            votes(happiness=1, sadness=1, nf=8),
            votes(sadness=4, neutral=4, unknown=2),
            votes(unknown=7, anger=3),
        ]
    )
    faces, counted = read_votes(np.zeros((4, 48, 48), np.uint8), rows)
    assert counted.tolist() == [0, 2, 3]
    assert faces.votes[0, LABELS.index("happiness")] == pytest.approx(6 / 9)
    assert faces.votes.sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert faces.majority.tolist() == [True, False, False]


def test_every_emotion_has_one_mood() -> None:
    assert TO_MOOD.sum(axis=1).tolist() == [1] * len(LABELS)


def test_face_splits_share_no_row_and_keep_near_duplicates_apart(tmp_path: Path) -> None:
    rows = 100
    images = np.arange(rows, dtype=np.uint8)[:, None, None] * np.ones((1, 48, 48), np.uint8)
    np.savez(
        tmp_path / "faces.npz",
        images=images,
        votes=np.tile(np.array(votes(neutral=10), np.uint8), (rows, 1)),
        split=(np.arange(rows) >= 40).astype(np.uint8),
        leak=(np.arange(rows) >= 90).astype(np.uint8),
    )
    splits = load_splits(tmp_path / "faces.npz", seed=7)
    parts = [set(part.pixels[:, 0, 0].tolist()) for part in vars(splits).values()]
    assert [len(part) for part in parts] == [40, 12, 12, 26, 10]
    assert set.union(*parts) == set(range(rows))


def test_group_ids_become_shares_in_our_order() -> None:
    assert MOODS == ("negative", "neutral", "positive", "other")
    assert shares_of("0").tolist() == [0, 0, 0, 1]
    assert shares_of("1,3").tolist() == [0.5, 0, 0.5, 0]


def test_a_comment_with_an_odd_line_separator_stays_one_row(tmp_path: Path) -> None:
    path = tmp_path / "goemotions_group_dev.tsv"
    path.write_text("a\u2028b\t2\tid1\nc\t1\tid2\n", encoding="utf-8")
    assert read_goemotions(tmp_path, "dev").texts == ("a\u2028b", "c")


def test_the_28_emotions_stand_beside_the_groups_of_the_same_comment(tmp_path: Path) -> None:
    (tmp_path / "goemotions_group_dev.tsv").write_text("a\t2\tid1\nb\t1\tid2\n", "utf-8")
    (tmp_path / "goemotions_28_dev.tsv").write_text("b\t3,25\tid2\n", "utf-8")
    found = read_goemotions(tmp_path, "dev").fine
    assert [row.nonzero()[0].tolist() for row in found] == [[], [3, 25]]


def test_reply_splits_share_no_row(tmp_path: Path) -> None:
    for part in ("train", "dev"):
        lines = [f"{part} {i}\t{i % 4}\tid{i}\n" for i in range(40)]
        (tmp_path / f"goemotions_group_{part}.tsv").write_text("".join(lines), encoding="utf-8")
    splits = load_reply_splits(tmp_path, seed=7, limit=8)
    parts = [set(part.texts) for part in vars(splits).values()]
    assert [len(part) for part in parts] == [8, 10, 10, 20]
    assert not set.intersection(*parts[1:])
