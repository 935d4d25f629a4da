"""Faces with their votes from a file of the shape of `ferplus_train_valid.npz`."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.cannot_measure import CannotMeasure
from train.faces import EMOTIONS, NO_MAJORITY, Floats, majority
from train.measures import Labels

OPTIONAL = ("split", "leak", "fer_label")
VOTED = 10
"""Columns of votes: the eight emotions, unknown, not a face."""
_COLUMNS = ("pixels", "votes", *OPTIONAL)


@dataclass(frozen=True)
class Rows:
    """What is measured; None for a column that the file lacks."""

    pixels: npt.NDArray[np.uint8]
    """[N, height, width] grey."""
    votes: Floats
    """[N, 10] counts, in the order of train.faces.LABELS, then not a face."""
    split: Labels | None
    leak: Labels | None
    """[N] 1 for a near-duplicate of a picture in an earlier split."""
    fer_label: Labels | None
    """[N] the original FER2013 label, 255 where there is none."""

    def __len__(self) -> int:
        return len(self.pixels)

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that the file lacks."""
        return tuple(name for name in OPTIONAL if getattr(self, name) is None)

    @property
    def truth(self) -> Labels:
        """[N] majority label, or train.faces.NO_MAJORITY."""
        return majority(self.votes)

    def take(self, index: npt.NDArray[Any]) -> Rows:
        """The rows that a mask or a list of places picks."""
        chosen = {name: getattr(self, name) for name in _COLUMNS}
        kept = {name: column[index] for name, column in chosen.items() if column is not None}
        return replace(self, **kept)

    def joined(self, others: Rows) -> Rows:
        """These rows, then others of the same file."""
        return Rows(*(_after(getattr(self, one), getattr(others, one)) for one in _COLUMNS))


def read_rows(path: Path, split: int | None = None) -> Rows:
    """The file's rows, or those of one split; CannotMeasure names what is wrong."""
    try:
        with np.load(path) as file:
            columns = {name: file[name] for name in file.files}
    except FileNotFoundError:
        raise CannotMeasure(f"There is no file {path}.") from None
    except (OSError, ValueError, zipfile.BadZipFile):
        raise CannotMeasure(f"{path} is not an .npz file of plain arrays.") from None
    rows = _checked(path, columns)
    if split is None:
        return rows
    if rows.split is None:
        raise CannotMeasure(f"{path} has no array `split`: leave --split out to use every row.")
    chosen = rows.split == split
    if not chosen.any():
        known = ", ".join(str(one) for one in np.unique(rows.split))
        raise CannotMeasure(f"{path} has no row of split {split}. Splits there: {known}.")
    return rows.take(chosen)


def left_out(truth: Labels) -> dict[str, int]:
    """Why rows have no emotion as their majority label, and how many."""
    return {
        "top_label_unknown": int(np.sum(truth == EMOTIONS)),
        "top_label_not_a_face": int(np.sum(truth == VOTED - 1)),
        "no_majority": int(np.sum(truth == NO_MAJORITY)),
    }


def _after(first: Any, last: Any) -> Any:
    return None if first is None else np.concatenate([first, last])


def _checked(path: Path, columns: dict[str, npt.NDArray[Any]]) -> Rows:
    for name in ("images", "votes"):
        if name not in columns:
            raise CannotMeasure(f"{path} has no array `{name}`.")
    images, votes = columns["images"], columns["votes"]
    if images.ndim != 3 or images.dtype != np.uint8:
        raise CannotMeasure(
            f"`images` in {path} must be uint8 [N, height, width], "
            f"got {images.dtype} {list(images.shape)}."
        )
    if votes.shape != (len(images), VOTED):
        raise CannotMeasure(
            f"`votes` in {path} must be [{len(images)}, {VOTED}] counts, got {list(votes.shape)}."
        )
    for name in OPTIONAL:
        if name in columns and columns[name].shape != (len(images),):
            raise CannotMeasure(f"`{name}` in {path} must have one value for each image.")
    numbers = {name: columns[name].astype(np.intp) for name in OPTIONAL if name in columns}
    optional = {name: numbers.get(name) for name in OPTIONAL}
    return Rows(pixels=images, votes=votes.astype(np.float64), **optional)
