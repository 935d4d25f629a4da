"""A face model measured on voted faces: as they are, without near-duplicates, and worsened."""

from __future__ import annotations

from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track

from bench.degrade import CONDITIONS, Faces, each
from bench.face_figures import Judged, figures, headline, judge
from bench.face_model import BATCH, FaceModel, gathered, side
from bench.face_rows import Rows
from train.faces import MOODS, TO_MOOD, Floats


def score(scorer: FaceModel, faces: Faces, what: str, levelled: bool = True) -> Floats:
    """[N, 9] probabilities, with a progress bar that says `what`."""
    bar = track(
        scorer.probabilities(faces, levelled),
        description=f"{what:18}",
        total=-(-len(faces) // BATCH),
        console=Console(stderr=True),
        transient=True,
    )
    return gathered(bar)


def without_twins(rows: Rows, probabilities: Floats) -> dict[str, Any] | None:
    """The figures of rows that have no near-duplicate; None when the file does not say."""
    if rows.leak is None:
        return None
    alone = rows.leak == 0
    return figures(rows.take(alone), probabilities[alone])


def with_twins(rows: Rows, said: Floats, twins: Rows, scorer: FaceModel) -> dict[str, Any]:
    """The figures of these rows and of the near-duplicates together."""
    both = np.concatenate([said, score(scorer, twins.pixels, "near-duplicates")])
    return figures(rows.joined(twins), both)


def robustness(scorer: FaceModel, rows: Rows, judged: Judged) -> dict[str, Any]:
    """The headline figures again, on each worsening of the rows that have a majority emotion."""
    counted = rows.take(judged.rows)
    found = {"as they are": headline(judged)}
    raw = score(scorer, counted.pixels, "not levelled", levelled=False)
    found["not levelled"] = headline(judge(counted, raw))
    for name, change in CONDITIONS.items():
        worse = score(scorer, each(counted.pixels, change), name)
        found[name] = headline(judge(counted, worse))
    return found


def no_face(scorer: FaceModel) -> dict[str, dict[str, float]]:
    """Moods of pictures without a face: what the service must never show the model."""
    shape = side(scorer.card)
    noise = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    pictures = {"black": np.zeros_like(noise), "grey": np.full_like(noise, 128), "noise": noise}
    moods = gathered(scorer.probabilities(np.stack(list(pictures.values())))) @ TO_MOOD
    return {
        name: {mood: round(float(p), 4) for mood, p in zip(MOODS, row, strict=True)}
        for name, row in zip(pictures, moods, strict=True)
    }
