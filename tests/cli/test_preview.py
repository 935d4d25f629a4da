"""The preview shows what the patient is shown, in that order, and brackets what is not."""

from __future__ import annotations

import pytest

from cli.preview import preview
from questionnaires.loader import load, load_all
from questionnaires.plan import plan


@pytest.mark.parametrize("id", sorted(load_all()))
def test_every_question_and_option_is_there_in_order(id: str) -> None:
    shown = " ".join(preview(load(id)).split())
    place = 0
    for item in load(id).items:
        place = shown.index(item.text, place)
        for option in item.options:
            place = shown.index(f"( {option.value} ) {option.label}", place)


def test_the_frame_stands_around_it() -> None:
    shown = " ".join(preview(load("gad7")).split())
    first, last = plan("gad7", {})[0].text, plan("gad7", {})[-1].text
    assert shown.index(first) < shown.index("1 of 7") < shown.index("7 of 7") < shown.rindex(last)


def test_what_patients_do_not_see_is_in_brackets() -> None:
    shown = preview(load("phq9"))
    assert "[alerts from 1 on]" in shown
    assert "[may also be a neurological symptom]" in shown
    assert "[PHQ-9 total: 0 to 27]" in shown
    assert "[20 to 27: severe]" in shown
