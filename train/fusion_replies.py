"""Labelled replies, as the service's text model reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sentiment.mood import TextModel
from train.knobs import read_knobs
from train.measures import Floats, Labels
from train.replies import MOODS, Replies, join, load_clinical, load_splits, single

GOEMOTIONS_SEED = 7
"""train/text_sentiment.py parts the development rows by it."""


@dataclass(frozen=True)
class Scored:
    """Replies of one mood each."""

    truth: Labels
    """[N]"""
    moods: Floats
    """[N, 4]"""
    tokens: Labels
    """[N] 0 where the model cannot read the reply: the service has no score for it."""


def fitting(folder: Path) -> Replies:
    """The rows that calibrated the text model, of one mood each: GoEmotions and clinical."""
    return single(join([load_splits(folder, GOEMOTIONS_SEED).calibrate, load_clinical().calibrate]))


def reporting(folder: Path) -> Replies:
    """The rows that chose and fitted nothing, of one mood each."""
    return single(join([load_splits(folder, GOEMOTIONS_SEED).report, load_clinical().report]))


def score(texts: Sequence[str], truth: Labels, model: TextModel, cache: Path) -> Scored:
    """Every reply by the service's own call; read from `cache` when these weights read them."""
    path = cache / f"replies-{_key(texts, model)}.npz"
    if path.exists():
        with np.load(path) as kept:
            return Scored(truth, kept["moods"], kept["tokens"])
    found = [model.score(text) for text in texts]
    scored = Scored(
        truth, np.array([one.mood for one in found]), np.array([one.tokens for one in found])
    )
    cache.mkdir(parents=True, exist_ok=True)
    np.savez(path, moods=scored.moods, tokens=scored.tokens)
    return scored


def _key(texts: Sequence[str], model: TextModel) -> str:
    parts = [model.card.sha256, *sorted(model.card.extra_files.values()), *texts]
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Run:
    """Writes the replies that fitted nothing as `mood<TAB>text`, for bench.fusion."""

    texts: Path = Path("../shared/data/text")
    to: Path = Path("data/fusion-replies.tsv")


def main() -> None:
    run = read_knobs(Run)
    rows = reporting(run.texts)
    named = [MOODS[place] for place in rows.shares.argmax(axis=1)]
    run.to.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{mood}\t{text}\n" for mood, text in zip(named, rows.texts, strict=True)]
    run.to.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
