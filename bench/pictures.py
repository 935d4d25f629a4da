"""Pictures of what a classifier is worth, as SVG: the same figures draw the same file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.classes import average_precision, precision_recall
from train.measures import Floats, Labels, calibration_error, confusion, reliability

matplotlib.use("Agg")
matplotlib.rcParams |= {
    "svg.hashsalt": "vultus",  # ids that do not change from run to run
    "svg.fonttype": "none",  # words stay words: a tenth of the bytes, and they can be read out
    "path.simplify_threshold": 1.0,  # a curve within a pixel of the exact one
}

_INK, _LINE = "#1f3a5f", "#9aa5b1"


def draw_confusion(
    path: Path,
    names: Sequence[str],
    truth: Labels,
    guess: Labels,
    truth_is: str = "majority of the voters",
) -> None:
    """Counts, shaded by their share of the true class."""
    counts = confusion(truth, guess, len(names))
    rows = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, rows, out=np.zeros(counts.shape), where=rows > 0)
    side = 1.6 + 0.62 * len(names)
    with figure_axes(path, side, side) as axes:
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        axes.set_xticks(range(len(names)), names, rotation=40, ha="right")
        axes.set_yticks(range(len(names)), names)
        axes.set(xlabel="model", ylabel=truth_is, title=f"{len(truth)} rows")
        for (true, said), count in np.ndenumerate(counts):
            colour = "white" if shares[true, said] > 0.5 else _INK
            axes.text(said, true, str(count), ha="center", va="center", color=colour, fontsize=8)


def draw_precision_recall(
    path: Path, names: Sequence[str], probabilities: Floats, truth: Labels
) -> None:
    """One curve for each class that has a row, with its average precision."""
    with figure_axes(path, 6, 4.5) as axes:
        for k, name in enumerate(names):
            positive = truth == k
            if positive.any():
                precision, recall = precision_recall(probabilities[:, k], positive)
                label = f"{name} {average_precision(probabilities[:, k], positive):.2f}"
                axes.step(recall, precision, where="pre", label=label, linewidth=1.2)
        axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1.01), ylim=(0, 1.01))
        axes.legend(title="average precision", fontsize=8, loc="lower left")


def draw_reliability(path: Path, probabilities: Floats, truth: Labels) -> None:
    """Accuracy against confidence, in the bins of the calibration error; grey: share of rows."""
    bins = reliability(probabilities, truth)
    width = 1 / len(bins.rows)
    places = (np.arange(len(bins.rows)) + 0.5) * width
    there = bins.rows > 0
    with figure_axes(path, 5, 5) as axes:
        axes.bar(places, bins.rows / bins.rows.sum(), width, color="#e4e8ee", label="share of rows")
        axes.plot([0, 1], [0, 1], color=_LINE, linewidth=1)
        axes.plot(bins.confidence[there], bins.accuracy[there], "o-", color=_INK, label="accuracy")
        ece = calibration_error(probabilities, truth)
        axes.set(xlabel="confidence", xlim=(0, 1), ylim=(0, 1), title=f"ECE {ece:.3f}")
        axes.legend(loc="upper left", fontsize=8)


@contextmanager
def figure_axes(path: Path, width: float, height: float) -> Iterator[Axes]:
    """Axes of a figure of that size in inches, written to `path` at the end."""
    figure = Figure(figsize=(width, height), layout="constrained")
    yield figure.add_subplot()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None})
