"""The answers that count: of each item the latest, since its questionnaire was begun last."""

from __future__ import annotations

from collections.abc import Iterable

from contract.messages import Answer, Start


def latest(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The latest answer of each item, by item; of two at the same time the later in the list."""
    found: dict[str, Answer] = {}
    for answer in answers:
        known = found.get(answer.item)
        if known is None or answer.at >= known.at:
            found[answer.item] = answer
    return found


def counting(starts: Iterable[Start], answers: Iterable[Answer]) -> dict[str, Answer]:
    """The latest of each item, without those from before the patient started again.

    The free-text frame belongs to the session, not to one questionnaire: it is not asked again.
    """
    begun: dict[str, float] = {}
    again: dict[str, float] = {}
    for start in sorted(starts, key=lambda one: one.at):
        known = again if start.questionnaire in begun else begun
        known[start.questionnaire] = start.at
    return latest(one for one in answers if one.at >= again.get(one.questionnaire, one.at))
