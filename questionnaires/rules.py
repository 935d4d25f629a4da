"""What must hold in a questionnaire beyond its fields' types: ids, options, bands, show_if."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from questionnaires.broken_codes import broken_codes
from questionnaires.broken_own_words import broken_own_words
from questionnaires.broken_scoring import broken_scoring
from questionnaires.broken_variants import LANGUAGE, broken_variants
from questionnaires.definition import Band, Item, Option, Questionnaire
from questionnaires.licence import seems_licensed
from questionnaires.resolve import fold, is_command
from questionnaires.shape import Wrong

# Telegram allows 64 bytes in a button: /answer{"item":"...","option":"10"} leaves 32 for the id.
ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


def broken_rules(questionnaire: Questionnaire, stem: str) -> Iterator[Wrong]:
    """Every rule that the definition breaks; `stem` is its file's name without .yml."""
    yield from _questionnaire(questionnaire, stem)
    for place, item in enumerate(questionnaire.items):
        earlier = {other.id: other for other in questionnaire.items[:place]}
        for rule in _ITEM_RULES:
            for field, text in rule(item, questionnaire, earlier):
                yield item.id, field, text
    yield from broken_codes(questionnaire)
    yield from broken_scoring(questionnaire)
    yield from broken_own_words(questionnaire)
    yield from broken_variants(questionnaire)
    yield from _bands(questionnaire)


def _questionnaire(questionnaire: Questionnaire, stem: str) -> Iterator[Wrong]:
    if questionnaire.id != stem:
        yield None, "id", f"must be {stem!r}, like the file."
    if not LANGUAGE.fullmatch(questionnaire.language):
        yield None, "language", "must be a language tag like en or en-US."
    if questionnaire.permission == "free" and seems_licensed(questionnaire):
        yield None, "permission", "must be required; this instrument's owner must be asked."
    if questionnaire.min_interval is not None and questionnaire.min_interval < 1:
        yield None, "min_interval", "must be one day or more; leave it away for none."
    scored = any(item.scored for item in questionnaire.items)
    if scored and not questionnaire.score_name:
        yield None, "score_name", "missing; items are scored."
    for field in ("score_name", "score_code", "bands", "change", "max_span", "subscales"):
        if getattr(questionnaire, field) and not scored:
            yield None, field, "given, but no item is scored."


Broken = Iterator[tuple[str, str]]
"""(field, what is wrong) of one item."""


def _item_id(item: Item, questionnaire: Questionnaire, earlier: dict[str, Item]) -> Broken:
    if item.id in earlier:
        yield "id", "used by an earlier item too."
    if not ID.fullmatch(item.id):
        yield "id", "must be at most 32 small letters, digits and _, a letter first."
    if not item.id.startswith(f"{questionnaire.id}_"):
        yield "id", f"must start with {questionnaire.id}_."


def _kind(item: Item, questionnaire: Questionnaire, earlier: dict[str, Item]) -> Broken:
    if item.kind == "choice":
        if len(item.options) < 2:
            yield "options", "must be two or more for a choice."
        return
    for field in ("options", "scored", "alert_from", "mark", "pictures", "absent"):
        if getattr(item, field) not in ((), False, None):
            yield field, "only a choice can have it."


def _options(item: Item, questionnaire: Questionnaire, earlier: dict[str, Item]) -> Broken:
    for value, times in Counter(option.value for option in item.options).items():
        if times > 1:
            yield "options", f"value {value} is used {times} times."
    for label, times in Counter(fold(option.label) for option in item.options).items():
        if times > 1:
            yield "options", f"label {label!r} is used {times} times (case and punctuation aside)."
    for option in item.options:
        yield from (("options", text) for text in _option(option))


def _option(option: Option) -> Iterator[str]:
    folded = fold(option.label)
    if option.value < 0:
        yield f"value {option.value} must not be negative."
    if not folded:
        yield f"label of value {option.value} must have letters or digits."
    if is_command(option.label):
        yield f"label {option.label!r} is a command; word it otherwise."
    if folded.isdecimal() and int(folded) != option.value:
        yield f"label {option.label!r} must have that number as its value, not {option.value}."


def _alert_from(item: Item, questionnaire: Questionnaire, earlier: dict[str, Item]) -> Broken:
    values = sorted(option.value for option in item.options)
    if item.alert_from is not None and item.alert_from not in values[1:]:
        yield "alert_from", f"must be one of the values above the lowest: {values[1:]}."


def _show_if(item: Item, questionnaire: Questionnaire, earlier: dict[str, Item]) -> Broken:
    if item.show_if is None:
        return
    if item.scored:
        yield "show_if", "a scored item must always be asked."
    values: list[int] = []
    for name in item.show_if.any_of:
        if name not in earlier:
            yield "show_if.any_of", f"{name!r} is no earlier item."
            return
        values += [option.value for option in earlier[name].options]
    if item.show_if.at_least > max(values, default=-1):
        yield "show_if.at_least", f"no option of these items reaches {item.show_if.at_least}."


def _wording(item: Item, questionnaire: Questionnaire, earlier: dict[str, Item]) -> Broken:
    """What is added to the official words changes a validated instrument."""
    validated = questionnaire.permission == "required" or any(
        one.scored for one in questionnaire.items
    )
    for field in ("explain", "pictures"):
        if validated and getattr(item, field) is not None:
            yield field, "only items of our own can have it, not those of a scored instrument."


_ITEM_RULES: tuple[Callable[[Item, Questionnaire, dict[str, Item]], Broken], ...] = (
    _item_id,
    _kind,
    _options,
    _alert_from,
    _show_if,
    _wording,
)


def _bands(questionnaire: Questionnaire) -> Iterator[Wrong]:
    bands: tuple[Band, ...] = questionnaire.bands
    if not bands or any(item.scored and not item.options for item in questionnaire.items):
        return
    for label, times in Counter(band.label for band in bands).items():
        if times > 1:
            yield None, "bands", f"label {label!r} is used {times} times."
    expected = 0
    for band in bands:
        if band.low != expected:
            fault = "overlaps the one before" if band.low < expected else "leaves a gap"
            yield None, "bands", f"{band.label!r} must begin at {expected}; it {fault}."
        if band.high < band.low:
            yield None, "bands", f"{band.label!r} ends before it begins."
        expected = band.high + 1
    if expected != questionnaire.maximum + 1:
        yield None, "bands", f"must end at the highest total, {questionnaire.maximum}."
