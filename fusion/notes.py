"""Sentences for the clinician: why the weights are as they are, and what there was to go on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from contract.messages import Coverage, Expressivity, Modality, Weights
from fusion.constants import Constants
from fusion.expressivity import atypical
from fusion.fused_turn import DISAGREE, LANGUAGE, FusedTurn

READABLE = 0.5
"""Mean quality of the face below which the clinician is told so."""
_FAULTS = {
    "q_light": "too dark or too bright",
    "q_sharpness": "blurred",
    "q_size": "small in the picture",
    "q_pose": "turned away",
}


def notes(
    weights: Weights,
    moved: Expressivity,
    coverage: Coverage,
    turns: Sequence[FusedTurn],
    off: Sequence[Modality],
    constants: Constants,
) -> tuple[str, ...]:
    """Whole sentences in plain words, the most important first; `off`: what is switched off."""
    return (
        *_missing(coverage, off),
        *(_face_note(weights, moved, coverage, constants) if coverage.turns_face else ()),
        *_poor_picture(turns),
        *_disagreement(turns),
        *_languages(turns),
    )


def _missing(coverage: Coverage, off: Sequence[Modality]) -> Iterator[str]:
    if not coverage.turns_face and not coverage.turns_text:
        yield f"Not estimable: {_why_no_text(off)} and {_why_no_face(off)}."
    elif not coverage.turns_text:
        yield f"Low confidence: {_why_no_text(off)}, only the face does."
    elif "face" in off:
        yield f"{_why_no_face(off).capitalize()}: only the words count."
    elif not coverage.turns_face and coverage.windows:
        yield "No face could be read while questions were on show: only the words count."
    elif not coverage.turns_face:
        yield "There is nothing from the camera: only the words count."


def _why_no_text(off: Sequence[Modality]) -> str:
    return _switched_off("words") if "text" in off else "no free text counts"


def _why_no_face(off: Sequence[Modality]) -> str:
    return _switched_off("face") if "face" in off else "no face counts"


def _switched_off(what: str) -> str:
    are = "are" if what == "words" else "is"
    return f"the {what} {are} set to 'do not use' for this patient"


def _face_note(
    weights: Weights, moved: Expressivity, coverage: Coverage, constants: Constants
) -> Iterator[str]:
    both = f"the words count {_percent(weights.text)} and the face {_percent(weights.face)}"
    low, high = constants.usual
    measured = f"(expressivity {moved.value or 0:.2f}, usual range {low:g} to {high:g})"
    if moved.value is None:
        said = (
            f"Only {moved.seconds:.0f} s of camera outside typing could be used, and how much the "
            f"face moves cannot be told from less than {constants.least_seconds:.0f} s"
        )
    elif atypical(moved.value, constants):
        said = f"The face moved more than usual {measured}: atypical movement, its weight is capped"
    elif moved.value < low:
        said = f"The face moved little in this session {measured}"
    else:
        said = f"The face moved as usual {measured}"
    if coverage.turns_text:
        yield f"{said}, so {both}."
    elif moved.value is not None and moved.value < low:
        yield f"{said}: by itself it says little, whatever it looks like."
    else:
        yield f"{said}."


def _poor_picture(turns: Sequence[FusedTurn]) -> Iterator[str]:
    """The mean quality when it is low, and the part of it that is lowest."""
    seen = [turn.face.factors for turn in turns if turn.face]
    told = [factors for factors in seen if all(name in factors for name in _FAULTS)]
    quality = math.fsum(factors["q"] for factors in told) / len(told) if told else 1.0
    if quality < READABLE:
        worst = min(_FAULTS, key=lambda name: math.fsum(factors[name] for factors in told))
        yield (
            f"The face was hard to read ({_FAULTS[worst]}; quality {quality:.2f} of 1), and counts "
            "less for it."
        )


def _disagreement(turns: Sequence[FusedTurn]) -> Iterator[str]:
    split = sum(1 for turn in turns if turn.reason == DISAGREE)
    if split:
        what = "question" if split == 1 else "questions"
        yield f"At {split} {what} the face and the words said opposite things."


def _languages(turns: Sequence[FusedTurn]) -> Iterator[str]:
    unread = sum(1 for turn in turns if turn.turn.unread == LANGUAGE)
    if unread:
        yield (
            f"{unread} {'reply is' if unread == 1 else 'replies are'} in a language that the text "
            f"model does not know, and {'does' if unread == 1 else 'do'} not count."
        )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"
