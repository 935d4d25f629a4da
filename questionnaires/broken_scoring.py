"""What must hold between the fields of a definition that are about its total."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.definition import Questionnaire, Subscale
from questionnaires.shape import Wrong


def broken_scoring(questionnaire: Questionnaire) -> Iterator[Wrong]:
    """Every rule about multiplier, missing items, subscales, change and span that is broken."""
    scored = [item.id for item in questionnaire.items if item.scored]
    scoring, change, maximum = questionnaire.scoring, questionnaire.change, questionnaire.maximum
    if scoring.multiplier <= 0:
        yield None, "scoring.multiplier", "must be above 0."
    if scoring.missing == "prorate" and not 0 < scoring.at_most < max(len(scored), 1):
        yield None, "scoring.at_most", f"must be from 1 to {len(scored) - 1} to prorate."
    if scoring.missing == "none" and scoring.at_most:
        yield None, "scoring.at_most", "given, but missing is none: no item may be missing."
    if change and scored and not 0 < change.points <= maximum:
        yield None, "change.points", f"must be from 1 to the highest total, {maximum}."
    if questionnaire.max_span is not None and questionnaire.max_span < 1:
        yield None, "max_span", "must be one hour or more."
    for place, subscale in enumerate(questionnaire.subscales, start=1):
        for field, text in _subscale(subscale, scored, questionnaire.subscales[: place - 1]):
            yield None, f"subscales[{place}].{field}", text


def _subscale(
    subscale: Subscale, scored: list[str], earlier: tuple[Subscale, ...]
) -> Iterator[tuple[str, str]]:
    if any(subscale.name == other.name for other in earlier):
        yield "name", f"{subscale.name!r} is used twice."
    for item in subscale.items:
        if item not in scored:
            yield "items", f"{item!r} is no scored item."
    if len(set(subscale.items)) < len(subscale.items):
        yield "items", "an item stands in it twice."
    if subscale.multiplier <= 0:
        yield "multiplier", "must be above 0."
