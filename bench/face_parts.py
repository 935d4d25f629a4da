"""Which rows of a model's own training file trained, chose, fitted, and which may report."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import numpy as np

from bench import origin
from bench.cannot_measure import CannotMeasure
from bench.face_rows import Rows, read_rows
from models.card import Card
from train.faces import LABELS, without_single_votes
from train.measures import Labels


class Part(StrEnum):
    """The parts of `train.faces.load_splits`, by its names."""

    TRAIN = "train"
    SELECT = "select"
    CALIBRATE = "calibrate"
    REPORT = "report"
    NEAR_DUPLICATES = "near_duplicates"


def chosen_rows(path: Path, card: Card, split: int | None, part: Part | None) -> Rows:
    """The file's rows, those of a split, or those of a part of this model's training.

    CannotMeasure when the file did not train the model: it then has no parts.
    """
    rows = read_rows(path, split)
    if part is None:
        return rows
    if split is not None:
        raise CannotMeasure("--part says which rows: leave --split out.")
    if origin.sha256(path) not in card.training.data_sha256.values():
        raise CannotMeasure(
            f"{path.name} did not train {card.name}, so it has no parts: leave --part out."
        )
    return rows.take(places(rows, part, card.training.seed))


def places(rows: Rows, part: Part, seed: int) -> Labels:
    """Where a part's rows are, in its order; `seed` is the training's.

    Rows that keep no vote belong to no part. CannotMeasure without `split` and `leak`.
    """
    if rows.split is None or rows.leak is None:
        raise CannotMeasure("Parts need the arrays `split` and `leak`: leave --part out.")
    counted = np.flatnonzero(without_single_votes(rows.votes)[:, : len(LABELS)].any(axis=1))
    valid, leak = rows.split[counted] == 1, rows.leak[counted] == 1
    clean = np.random.default_rng(seed).permutation(np.flatnonzero(valid & ~leak))
    quarter = len(clean) // 4
    parts = {
        Part.TRAIN: np.flatnonzero(~valid),
        Part.SELECT: clean[:quarter],
        Part.CALIBRATE: clean[quarter : 2 * quarter],
        Part.REPORT: clean[2 * quarter :],
        Part.NEAR_DUPLICATES: np.flatnonzero(valid & leak),
    }
    found: Labels = counted[parts[part]]
    return found
