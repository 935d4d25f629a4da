"""What a session says of itself in a line: medicine, the patient's own rating, completeness."""

from __future__ import annotations

from collections.abc import Sequence

from questionnaires.own import MEDICINE, MOOD
from report.view import AnswerLine


def medicine(answers: Sequence[AnswerLine]) -> str | None:
    """ON, wearing off or OFF, as the patient said it; None when that was not asked or is nothing
    for them."""
    said = next((one.option for one in answers if one.item == MEDICINE and not one.skipped), None)
    return said if said in ("ON", "Wearing off", "OFF") else None


def self_rating(answers: Sequence[AnswerLine]) -> int | None:
    """The patient's own rating of their mood."""
    return next((one.value for one in answers if one.item == MOOD), None)


def completeness(answers: Sequence[AnswerLine]) -> str:
    """How many questions were answered, and how many skipped."""
    skipped = sum(one.skipped for one in answers)
    answered = len(answers) - skipped
    said = f"{answered} question{'' if answered == 1 else 's'} answered"
    return f"{said}, {skipped} skipped." if skipped else f"{said}."
