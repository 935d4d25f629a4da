"""What must hold in the other languages of a questionnaire: each is whole, and answers fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from questionnaires.definition import Item, Questionnaire, Variant, Wording
from questionnaires.resolve import fold, is_command
from questionnaires.shape import Wrong

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def broken_variants(questionnaire: Questionnaire) -> Iterator[Wrong]:
    """Every rule that a variant breaks."""
    seen = {questionnaire.language.casefold()}
    for place, variant in enumerate(questionnaire.variants, start=1):
        at = f"variants[{place}]."
        if not LANGUAGE.fullmatch(variant.language):
            yield None, f"{at}language", "must be a language tag like it or el."
        if variant.language.casefold() in seen:
            yield None, f"{at}language", f"{variant.language} is there already."
        seen.add(variant.language.casefold())
        for field in ("intro", "recall"):
            if (getattr(variant, field) is None) != (getattr(questionnaire, field) is None):
                yield None, f"{at}{field}", "must be there where the original has it, only there."
        for field, text in _items(variant, questionnaire):
            yield None, at + field, text


def _items(variant: Variant, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    known = {item.id: item for item in questionnaire.items}
    said = Counter(one.id for one in variant.items)
    for id in known:
        if id not in said:
            yield "items", f"{id} is missing; a variant has every item."
    for place, wording in enumerate(variant.items, start=1):
        if wording.id not in known:
            yield f"items[{place}].id", f"{wording.id!r} is no item of this questionnaire."
            continue
        if said[wording.id] > 1:
            yield f"items[{place}].id", f"{wording.id} is there {said[wording.id]} times."
        for field, text in _wording(wording, known[wording.id]):
            yield f"items[{place}].{field}", text


def _wording(wording: Wording, item: Item) -> Iterator[tuple[str, str]]:
    if len(wording.labels) != len(item.options):
        yield (
            "labels",
            f"must be {len(item.options)}, one for each option; got {len(wording.labels)}.",
        )
        return
    for label, times in Counter(fold(label) for label in wording.labels).items():
        if times > 1:
            yield "labels", f"label {label!r} is used {times} times (case and punctuation aside)."
    for label, option in zip(wording.labels, item.options, strict=True):
        folded = fold(label)
        if not folded or is_command(label):
            yield "labels", f"label {label!r} must have letters or digits and be no command."
        if folded.isdecimal() and int(folded) != option.value:
            yield "labels", f"label {label!r} must stand for the value {option.value}."
    if (wording.explain is None) != (item.explain is None):
        yield "explain", "must be there where the original has it, and only there."
