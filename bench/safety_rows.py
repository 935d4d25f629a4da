"""Labelled phrasings from a file of lines `explicit|veiled|none<TAB>text`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from bench.cannot_measure import CannotMeasure

Label = Literal["explicit", "veiled", "none"]
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True)
class Phrasing:
    """One reply and what it ought to be found to be."""

    label: Label
    text: str
    family: str
    """The comment above it in the file; empty when there is none."""


def read_phrasings(path: Path) -> tuple[Phrasing, ...]:
    """The file's rows. A line that begins with # names the family of those below it.

    Raises CannotMeasure naming the line and what is wrong with it, never its words.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotMeasure(f"{path} cannot be read ({type(error).__name__}).") from None
    rows, family = [], ""
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            family = line.removeprefix("#").strip()
        elif line.strip():
            rows.append(_row(f"{path}, line {number}", line, family))
    if not rows:
        raise CannotMeasure(f"{path} has no rows: write one a line, {_FORM}.")
    return tuple(rows)


_FORM = "explicit, veiled or none, tab, text"


def _row(where: str, line: str, family: str) -> Phrasing:
    label, tab, text = line.partition("\t")
    for known in LABELS:
        if tab and label.strip().lower() == known and text.strip():
            return Phrasing(known, text.strip(), family)
    raise CannotMeasure(f"{where}: must be {_FORM}.")
