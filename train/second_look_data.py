"""What the second look learns from: labelled phrasings, and ordinary texts that no rule finds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from safety.grams import PLACES, enough, grams
from safety.language import language
from safety.screen import screen

ROOT = Path(__file__).resolve().parent.parent
PHRASINGS = ROOT / "safety" / "phrasings"
LABELLED = ("en_tuning.tsv", "en_second_look.tsv")
CLINICAL = ("clinical_replies_train.tsv", "clinical_replies_train_2.tsv")
CLINICAL_LAST = "clinical_replies_train_3.tsv"
CLINICAL_DEV = "clinical_replies_dev.tsv"
COMMENTS = "goemotions_group_train.tsv"
COMMENTS_DEV = "goemotions_group_dev.tsv"


@dataclass(frozen=True)
class Labelled:
    """Phrasings with what they are: explicit, veiled or none, and the kind they belong to."""

    texts: list[str]
    labels: list[str]
    families: list[str]


def labelled(name: str) -> Labelled:
    """A file of phrasings; each row's family is the comment above it."""
    found, family = Labelled([], [], []), ""
    for line in (PHRASINGS / name).read_text("utf-8-sig").splitlines():
        if line.startswith("#"):
            family = line.removeprefix("#").strip()
        elif line.strip():
            label, _, text = line.partition("\t")
            found.texts.append(text.strip())
            found.labels.append(label.strip())
            found.families.append(family)
    return found


def clinical(name: str) -> list[str]:
    """The replies of a file of train/data/, without their moods."""
    lines = (ROOT / "train" / "data" / name).read_text("utf-8").splitlines()
    return [line.partition("\t")[2].strip() for line in lines if "\t" in line]


def comments(path: Path) -> list[str]:
    """The texts of a file of GoEmotions."""
    return [line.split("\t")[0] for line in path.read_text("utf-8").splitlines() if line.strip()]


def ordinary(texts: Sequence[str]) -> list[str]:
    """Those that no rule finds: some of the others do speak of death, and teach nothing here.

    One word alone is never looked at, and not counted either.
    """
    read = language("en").read
    texts = [text for text in texts if enough(read(text))]
    return [text for text in texts if screen(text) is None]


def pieces(texts: Sequence[str]) -> csr_matrix:
    """One row a text, as safety/grams.py counts it."""
    read = language("en").read
    starts, places, weights = [0], [], []
    for text in texts:
        where, how_much = grams(text, read(text))
        places += where
        weights += how_much
        starts.append(len(places))
    found: csr_matrix = csr_matrix((weights, places, starts), shape=(len(texts), 2 * PLACES))
    return found


def sha256(path: Path) -> str:
    """Of a file of the data, for the card."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folds(families: Sequence[str], count: int, seed: int) -> list[NDArray[np.bool_]]:
    """The rows of each fold; a family is never parted."""
    names = np.array(sorted(set(families)))
    np.random.default_rng(seed).shuffle(names)
    return [np.isin(np.array(families), names[first::count]) for first in range(count)]
