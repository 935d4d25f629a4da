"""Phrasings and the option that each means, from a file of lines `item<TAB>value|none<TAB>text`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.cannot_measure import CannotMeasure
from contract.errors import NotFound
from questionnaires.definition import Item, Questionnaire
from questionnaires.loader import find_item

UNSURE = "none"


@dataclass(frozen=True)
class Phrasing:
    """One reply at an item."""

    questionnaire: Questionnaire
    item: Item
    value: int | None
    """Of the option that it means; None: a careful person would ask again."""
    text: str


def read_phrasings(path: Path) -> tuple[Phrasing, ...]:
    """The file's rows; lines that begin with # are comments.

    Raises CannotMeasure naming the line and what is wrong with it, never its words.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotMeasure(f"{path} cannot be read ({type(error).__name__}).") from None
    numbered = enumerate(lines, start=1)
    rows = [
        _row(f"{path}, line {number}", line)
        for number, line in numbered
        if line.strip() and not line.startswith("#")
    ]
    if not rows:
        raise CannotMeasure(f"{path} has no rows: write one a line, {_FORM}.")
    return tuple(rows)


_FORM = "an item's id, an option's value or none, and the text, with tabs between"


def _row(where: str, line: str) -> Phrasing:
    item_id, value, text = (part.strip() for part in [*line.split("\t", 2), "", ""][:3])
    try:
        questionnaire, item = find_item(item_id)
    except NotFound:
        raise CannotMeasure(f"{where}: no item of that id. Must be {_FORM}.") from None
    values = {str(option.value): option.value for option in item.options}
    if not text or (value != UNSURE and value not in values):
        raise CannotMeasure(f"{where}: must be {_FORM}.")
    return Phrasing(questionnaire, item, values.get(value), text)
