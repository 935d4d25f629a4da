"""One text model on one file: what it was, how good, what quantising cost, how fast."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bench.text_figures import Figures, model_figures
from bench.text_reader import probabilities, with_weights
from bench.text_rows import TextRows
from bench.text_speed import speed
from contract.messages import MOODS
from sentiment.mood import TextModel
from train.measures import Floats


def measured(
    model: TextModel, rows: TextRows, scores: Floats, float32: Path | None
) -> dict[str, Figures | None]:
    """Figures of the int8 `scores`, of the float32 file when there is one, and the speed."""
    whole = None
    if float32 is not None:
        before = probabilities(with_weights(model, float32), rows.texts, "float32")
        whole = model_figures(before, rows.truth)
    return {
        "int8": model_figures(scores, rows.truth),
        "float32": whole,
        "speed": speed(model, rows.texts),
    }


def described(path: Path, rows: TextRows) -> Figures:
    """The file, its rows, and the accuracy of always guessing its commonest mood."""
    counts = [int((rows.truth == place).sum()) for place in range(len(MOODS))]
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "rows": len(rows),
        "rows_of_mood": dict(zip(MOODS, counts, strict=True)),
        "accuracy_always_commonest": round(max(counts) / len(rows), 4),
    }
