"""The official total of a questionnaire and its band; no total while a scored item is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contract.messages import Answer
from questionnaires.definition import Item, Questionnaire


@dataclass(frozen=True)
class Score:
    """What the scored items come to."""

    questionnaire: str
    name: str
    """What the total is called; the title when the questionnaire has none."""
    total: int | None
    """None when a scored item is missing, or when none is scored."""
    maximum: int
    """The highest total there can be."""
    band: str | None
    """The official name of the total's range; a band, not an illness."""
    answered: int
    """Scored items with an answer."""
    missing: tuple[str, ...]
    """Scored items without one: not asked yet, skipped, or a value that is no option."""


def score(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Score:
    """Score the latest answers, by item."""
    scored = [item for item in questionnaire.items if item.scored]
    values = {item.id: _value(item, answers.get(item.id)) for item in scored}
    given = [value for value in values.values() if value is not None]
    total = sum(given) if scored and len(given) == len(scored) else None
    return Score(
        questionnaire=questionnaire.id,
        name=questionnaire.score_name or questionnaire.title,
        total=total,
        maximum=questionnaire.maximum,
        band=band(questionnaire, total),
        answered=len(given),
        missing=tuple(id for id, value in values.items() if value is None),
    )


def band(questionnaire: Questionnaire, total: int | None) -> str | None:
    """The label of the band that holds the total; None without a total or bands."""
    if total is None:
        return None
    return next((b.label for b in questionnaire.bands if b.low <= total <= b.high), None)


def _value(item: Item, answer: Answer | None) -> int | None:
    if answer is None or answer.skipped:
        return None
    return next((o.value for o in item.options if o.value == answer.value), None)
