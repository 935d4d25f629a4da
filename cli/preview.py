"""A questionnaire as the chat shows it, in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from questionnaires.definition import Item, Questionnaire
from questionnaires.loader import load
from questionnaires.plan import FRAME
from texts.speaking import spoken

_WIDTH = 78


def preview(questionnaire: Questionnaire) -> str:
    """Every bubble in order, with what can be pressed; what patients do not see is in brackets."""
    return "\n".join(_lines(questionnaire))


def _lines(questionnaire: Questionnaire) -> Iterator[str]:
    yield f"{questionnaire.title}, version {questionnaire.version}, {questionnaire.language}"
    if not questionnaire.offered:
        yield "[not offered: patients cannot choose it]"
    before, after = load(FRAME).items
    yield from _item(before, None)
    if questionnaire.intro:
        yield from ("", *_wrapped(questionnaire.intro, ""))
    count = sum(item.show_if is None for item in questionnaire.items)
    for place, item in enumerate(questionnaire.items, start=1):
        yield from _item(item, f"{place} of {max(place, count)}")
    yield from _item(after, None)
    yield from ("", *_score(questionnaire))


def _item(item: Item, progress: str | None) -> Iterator[str]:
    yield ""
    notes = "; ".join(_notes(item))
    yield from _wrapped(item.text, f"{progress}  " if progress else "")
    if notes:
        yield f"    [{notes}]"
    for option in item.options:
        yield f"    ( {option.value} ) {option.label}"
    if item.kind == "text":
        yield "    ( own words )"


def _notes(item: Item) -> Iterator[str]:
    if item.kind == "text" and not spoken().free_text:
        yield "left out: nothing is written in this language"
    if item.show_if:
        asked = " or ".join(item.show_if.any_of)
        yield f"asked only if {asked} is {item.show_if.at_least} or more"
    if item.alert_from is not None:
        yield f"alerts from {item.alert_from} on"
    if item.required:
        yield "cannot be skipped"
    if item.mark:
        yield "may also be a neurological symptom"


def _score(questionnaire: Questionnaire) -> Iterator[str]:
    if questionnaire.maximum == 0:
        yield "[no score]"
        return
    yield f"[{questionnaire.score_name}: 0 to {questionnaire.maximum}]"
    for band in questionnaire.bands:
        yield f"[{band.low} to {band.high}: {band.label}]"


def _wrapped(text: str, head: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=head)
