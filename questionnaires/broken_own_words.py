"""What must hold between the words and days that propose an option: none may propose two."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.definition import Item, Option, Questionnaire
from questionnaires.resolve import fold, is_command
from questionnaires.shape import Wrong


def broken_own_words(questionnaire: Questionnaire) -> Iterator[Wrong]:
    """Every rule that is broken."""
    if questionnaire.recall_days is not None and questionnaire.recall_days < 1:
        yield None, "recall_days", "must be one day or more."
    for item in questionnaire.items:
        for field, text in (*_words(item), *_days(item, questionnaire.recall_days)):
            yield item.id, field, text


def _words(item: Item) -> Iterator[tuple[str, str]]:
    owner = {fold(option.label): option.value for option in item.options}
    for value, field, text in _said(item):
        folded = fold(text)
        if not folded or is_command(text):
            yield field, f"{text!r} must have letters or digits and be no command."
        elif owner.setdefault(folded, value) != value:
            yield field, f"{text!r} stands for two options."


def _said(item: Item) -> Iterator[tuple[int, str, str]]:
    for text in item.absent:
        yield (item.options[0].value if item.options else 0), "absent", text
    for place, option in enumerate(item.options, start=1):
        for text in option.synonyms:
            yield option.value, f"options[{place}].synonyms", text


def _days(item: Item, period: int | None) -> Iterator[tuple[str, str]]:
    counted = [(place, one) for place, one in enumerate(item.options, start=1) if one.days]
    taken: dict[int, Option] = {}
    for place, option in counted:
        field, days = f"options[{place}].days", option.days
        assert days is not None
        if period is None:
            yield field, "needs recall_days, the days that the items ask about."
            return
        if not 0 <= days.low <= days.high <= period:
            yield field, f"must be from low to high within 0 to {period}."
            continue
        for day in range(days.low, days.high + 1):
            if taken.setdefault(day, option) is not option:
                yield field, f"{day} days belong to {taken[day].label!r} already."
                break
