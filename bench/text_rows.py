"""Labelled replies from a file of lines `label<TAB>text`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.cannot_measure import CannotMeasure
from contract.messages import MOODS
from train.measures import Labels


@dataclass(frozen=True)
class TextRows:
    """What is measured."""

    texts: tuple[str, ...]
    truth: Labels
    """[N] places in MOODS."""

    def __len__(self) -> int:
        return len(self.texts)


def read_text_rows(path: Path) -> TextRows:
    """The file's rows; blank lines are passed over.

    Raises CannotMeasure naming the line and what is wrong with it, never the reply's words.
    """
    rows = [
        _row(f"{path}, line {number}", line)
        for number, line in enumerate(_lines(path), start=1)
        if line.strip()
    ]
    if not rows:
        raise CannotMeasure(f"{path} has no rows: write one reply a line, mood, tab, text.")
    return TextRows(tuple(text for text, _ in rows), np.array([place for _, place in rows]))


def _lines(path: Path) -> list[str]:
    """Split at line feeds only: a reply may hold other separators."""
    try:
        return [line.removesuffix("\r") for line in path.read_text("utf-8-sig").split("\n")]
    except FileNotFoundError:
        raise CannotMeasure(f"There is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        kind = type(error).__name__
        raise CannotMeasure(f"{path} cannot be read as UTF-8 text ({kind}).") from None


def _row(where: str, line: str) -> tuple[str, int]:
    label, tab, text = line.partition("\t")
    if not tab:
        raise CannotMeasure(f"{where}: no tab between label and text.")
    if label.strip().lower() not in MOODS:
        raise CannotMeasure(f"{where}: unknown label {_shown(label)}. Known: {', '.join(MOODS)}.")
    if not text.strip():
        raise CannotMeasure(f"{where}: no text after the label.")
    return text.strip(), [str(mood) for mood in MOODS].index(label.strip().lower())


def _shown(label: str) -> str:
    """The label, unless it may be a reply that stands in the wrong column."""
    word = label.strip()
    return repr(word) if len(word.split()) == 1 and len(word) <= 30 else "of several words"
