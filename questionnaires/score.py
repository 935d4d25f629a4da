"""The official total of a questionnaire and its band, by the rules in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from contract.messages import Answer
from questionnaires.definition import Item, Questionnaire, Subscale, exact, whole

_HOUR_S = 3600.0


@dataclass(frozen=True)
class Subscore:
    """The sum of one subscale."""

    name: str
    total: int | None
    """None when one of its items is missing."""
    maximum: int


@dataclass(frozen=True)
class Score:
    """What the scored items come to."""

    questionnaire: str
    name: str
    """What the total is called; the title when the questionnaire has none."""
    total: int | None
    """None when a scored item is missing (more than may be, where missing ones are prorated), when
    the answers are spread over too long a time, or when none is scored."""
    maximum: int
    """The highest total there can be."""
    band: str | None
    """The official name of the total's range; a band, not an illness."""
    answered: int
    """Scored items with an answer."""
    missing: tuple[str, ...]
    """Scored items without one: not asked yet, skipped, or a value that is no option."""
    prorated: bool = False
    """True where the mean of the others stands in for missing items."""
    spread: bool = False
    """True where the answers lie further apart than max_span: there is no total then."""
    subscales: tuple[Subscore, ...] = ()


def score(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Score:
    """Score the latest answers, by item."""
    scored = [item for item in questionnaire.items if item.scored]
    every = {item.id: _value(item, answers.get(item.id)) for item in scored}
    values = {id: value for id, value in every.items() if value is not None}
    spread = _spread(questionnaire, [answers[id].at for id in values])
    total = None if spread else _total(questionnaire, list(values.values()), len(scored))
    return Score(
        questionnaire=questionnaire.id,
        name=questionnaire.score_name or questionnaire.title,
        total=total,
        maximum=questionnaire.maximum,
        band=band(questionnaire, total),
        answered=len(values),
        missing=tuple(id for id in every if id not in values),
        prorated=total is not None and len(values) < len(scored),
        spread=spread,
        subscales=tuple(
            _subscore(questionnaire, one, values, spread) for one in questionnaire.subscales
        ),
    )


def band(questionnaire: Questionnaire, total: int | None) -> str | None:
    """The label of the band that holds the total; None without a total or bands."""
    if total is None:
        return None
    return next((b.label for b in questionnaire.bands if b.low <= total <= b.high), None)


def _total(questionnaire: Questionnaire, values: list[int], scored: int) -> int | None:
    scoring = questionnaire.scoring
    missing = scored - len(values)
    allowed = scoring.at_most if scoring.missing == "prorate" else 0
    if not values or missing > allowed:
        return None
    return whole(Fraction(sum(values) * scored, len(values)) * exact(scoring.multiplier))


def _subscore(
    questionnaire: Questionnaire, subscale: Subscale, values: Mapping[str, int], spread: bool
) -> Subscore:
    complete = not spread and all(id in values for id in subscale.items)
    total = None
    if complete:
        total = whole(sum(values[id] for id in subscale.items) * exact(subscale.multiplier))
    return Subscore(subscale.name, total, questionnaire.subscale_maximum(subscale))


def _spread(questionnaire: Questionnaire, times: list[float]) -> bool:
    if questionnaire.max_span is None or not times:
        return False
    return max(times) - min(times) > questionnaire.max_span * _HOUR_S


def _value(item: Item, answer: Answer | None) -> int | None:
    if answer is None or answer.skipped:
        return None
    return next((o.value for o in item.options if o.value == answer.value), None)
