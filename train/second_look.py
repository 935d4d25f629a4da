"""The second look beside the crisis rules: two logistic sums over hashed pieces of a reply.

    python -m train.second_look

One sum says how likely a reply is explicit, the other how likely it is explicit or veiled. Both
thresholds are where so many ordinary replies that trained nothing would be found. Runs in
`.venv-train`; writes models/second-look.{npz,json}.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from safety.screen import screen
from train import second_look_data as data
from train.knobs import command, read_knobs

NAME = "second-look"
VERSION = "1"
DEV_COMMENTS = 2000
"""Of the development comments so many are measured; none of them chooses anything."""
STEPS = 127
"""Of an int8 weight on each side of zero."""
Sums = NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """Trains the second look."""

    data: Path = field(default=Path("../shared/data/text"), metadata={"help": "GoEmotions' folder"})
    models: Path = field(default=Path("models"), metadata={"help": "where the result goes"})
    seed: int = 7
    strength: float = field(default=10.0, metadata={"help": "inverse of the weights' penalty"})
    comments: int = field(default=4000, metadata={"help": "of GoEmotions, as ordinary texts"})
    explicit_alarms: float = field(default=0.002, metadata={"help": "share of ordinary replies"})
    veiled_alarms: float = field(default=0.03, metadata={"help": "share of ordinary replies"})
    folds: int = field(default=5, metadata={"help": "of families; 0: do not look"})


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, choose the thresholds, look at unseen families, write the file and its card."""
    run = read_knobs(Run, arguments)
    began = time.monotonic()
    draw = np.random.default_rng(run.seed)
    tuning, more = (data.labelled(name) for name in data.LABELLED)
    calm = _ordinary(run, draw)
    held_back = data.clinical(data.CLINICAL_DEV) + data.clinical(data.CLINICAL_LAST)
    unseen = data.pieces(data.ordinary(held_back))
    rows, known, quiet = data.pieces(tuning.texts), data.pieces(more.texts), data.pieces(calm)
    weights, bias = _fit(run, [rows, known, quiet], [*tuning.labels, *more.labels])
    packed, scale = _packed(weights)
    back = packed * scale
    marks = _thresholds(run, unseen @ back + bias)
    figures: dict[str, Any] = {
        "ordinary_replies": _found(unseen @ back + bias, marks),
        "ordinary_comments": _found(_dev_comments(run) @ back + bias, marks),
    }
    if run.folds:
        figures["unseen_families"] = _families(run, (rows, known, quiet), tuning, more, marks)
    path = run.models / f"{NAME}.npz"
    np.savez_compressed(path, weights=packed, scale=scale, bias=bias)
    card = _card(run, path, marks, figures, arguments, (time.monotonic() - began) / 60)
    (run.models / f"{NAME}.json").write_text(json.dumps(card, indent=2) + "\n", "utf-8")
    print(json.dumps(figures, indent=2))


def _ordinary(run: Run, draw: np.random.Generator) -> list[str]:
    """Ordinary texts to learn from: clinical replies, and comments drawn at random."""
    replies = [text for name in data.CLINICAL for text in data.clinical(name)]
    pool = data.comments(run.data / data.COMMENTS)
    drawn = [pool[place] for place in draw.permutation(len(pool))[: run.comments]]
    return data.ordinary([*replies, *drawn])


def _dev_comments(run: Run) -> csr_matrix:
    return data.pieces(data.ordinary(data.comments(run.data / data.COMMENTS_DEV)[:DEV_COMMENTS]))


def _fit(run: Run, parts: list[csr_matrix], labels: Sequence[str]) -> tuple[Sums, Sums]:
    """Weights [places, 2] and bias [2]; rows beyond the labels are ordinary."""
    rows = vstack(parts).tocsr()
    names = np.array([*labels, *["none"] * (rows.shape[0] - len(labels))])
    weights, bias = [], []
    for wanted in (names == "explicit", names != "none"):
        model = LogisticRegression(C=run.strength, solver="liblinear", tol=1e-3)
        model.fit(rows, wanted)
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
    return np.stack(weights, axis=1), np.array(bias)


def _packed(weights: Sums) -> tuple[NDArray[np.int8], Sums]:
    scale = np.abs(weights).max(axis=0) / STEPS
    return np.round(weights / scale).astype(np.int8), scale


def _thresholds(run: Run, sums: Sums) -> dict[str, float]:
    """The sums above which so many of the ordinary replies lie."""
    shares = {"explicit": run.explicit_alarms, "crisis": run.veiled_alarms}
    return {
        name: round(float(np.quantile(sums[:, column], 1 - share)), 4)
        for column, (name, share) in enumerate(shares.items())
    }


def _found(sums: Sums, marks: dict[str, float]) -> dict[str, float]:
    """Shares of texts that no rule finds and the second look does."""
    explicit = sums[:, 0] > marks["explicit"]
    either = explicit | (sums[:, 1] > marks["crisis"])
    return {
        "rows": len(sums),
        "explicit": round(float(explicit.mean()), 4),
        "veiled": round(float((either & ~explicit).mean()), 4),
    }


def _families(
    run: Run,
    parts: tuple[csr_matrix, csr_matrix, csr_matrix],
    tuning: data.Labelled,
    more: data.Labelled,
    marks: dict[str, float],
) -> dict[str, Any]:
    """What is found in each family by a second look that has seen none of its rows."""
    rows, known, quiet = parts
    sums = np.zeros((known.shape[0], 2))
    for fold in data.folds(more.families, run.folds, run.seed):
        labels = [*tuning.labels, *np.array(more.labels)[~fold]]
        weights, bias = _fit(run, [rows, known[~fold], quiet], labels)
        sums[fold] = known[fold] @ weights + bias
    findings = [screen(text) for text in more.texts]
    ruled = np.array([one.kind if one else "none" for one in findings])
    settled = np.array([one is not None and one.taken_back for one in findings])
    paged = (ruled == "explicit") | ((sums[:, 0] > marks["explicit"]) & ~settled)
    either = paged | (ruled == "veiled") | (sums[:, 1] > marks["crisis"])
    labels = np.array(more.labels)
    shares = {
        label: {
            "rows": int((labels == label).sum()),
            "rules_explicit": _share(ruled == "explicit", labels == label),
            "explicit": _share(paged, labels == label),
            "rules_any": _share(ruled != "none", labels == label),
            "any": _share(either, labels == label),
        }
        for label in ("explicit", "veiled", "none")
    }
    taken = settled & (sums[:, 0] > marks["explicit"])
    kinds = {
        name: [
            int((families := np.array(more.families) == name).sum()),
            _share(paged, families),
            _share(either, families),
        ]
        for name in dict.fromkeys(more.families)
    }
    return {
        **shares,
        "taken_back_and_explicit_here": {
            label: int((taken & (labels == label)).sum()) for label in shares
        },
        "rows_explicit_any_of_each_family": kinds,
    }


def _share(found: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return round(float(found[among].mean()), 4)


def _card(
    run: Run,
    path: Path,
    marks: dict[str, float],
    figures: dict[str, Any],
    arguments: Sequence[str] | None,
    minutes: float,
) -> dict[str, Any]:
    told = [word.lstrip("-").replace("-", "_").partition("=")[0] for word in arguments or sys.argv]
    sources = [data.PHRASINGS / name for name in data.LABELLED]
    clinical = (*data.CLINICAL, data.CLINICAL_LAST, data.CLINICAL_DEV)
    sources += [data.ROOT / "train" / "data" / name for name in clinical]
    sources += [run.data / data.COMMENTS, run.data / data.COMMENTS_DEV]
    return {
        "name": NAME,
        "version": VERSION,
        "task": "crisis-phrases",
        "language": "en",
        "file": path.name,
        "sha256": data.sha256(path),
        "size_bytes": path.stat().st_size,
        "thresholds": marks,
        "licence": {
            "weights": "Apache-2.0",
            "phrasings": "Apache-2.0, written for this repository: safety/phrasings/",
            "clinical replies": "Apache-2.0, written for this repository: train/data/README.md",
            "GoEmotions": "Apache-2.0 / CC BY 4.0 (Demszky et al., 2020)",
        },
        "training": {
            "command": command("train.second_look", run, told),
            "seed": run.seed,
            "data_sha256": {source.name: data.sha256(source) for source in sources},
            "minutes": round(minutes, 1),
        },
        "metrics": figures,
        "not_measured": [
            "replies of patients",
            "phrasings by another author than the training's",
            "any language but English",
        ],
        "must_not_be_used_for": [
            "assessing anybody's risk",
            "taking back what a rule found",
            "leaving a reply unread",
        ],
        "known_failures": [
            "euphemisms and kinds of phrasing that none of the training's is like",
            "idioms of death and of ending that it has not met are sometimes found",
        ],
    }


if __name__ == "__main__":
    main()
