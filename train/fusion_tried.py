"""Formulas beside the one of fusion/, to see whether they would be better. numpy only."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from fusion.constants import Constants
from fusion.pool import mood_of
from train.fusion_fit import TURN, Range
from train.fusion_formula import (
    confidence,
    expected_face,
    face_voice,
    soften,
    text_voice,
    turns_of,
)
from train.fusion_sessions import Sessions
from train.measures import Floats


@dataclass(frozen=True)
class Tried(Constants):
    """The constants with those that only a formula tried here has; 0 is as in fusion/."""

    still_centre: float = 0.0
    """What expected_E rises about, beside `g_centre`."""
    still_width: float = 0.0
    """What its width has beside `g_width`."""
    gamma_text: float = 0.0
    """Confidence of the words beside `gamma`."""
    text_negative: float = 0.0
    """Log of what the text model's prior has beside `prior_text`."""
    text_neutral: float = 0.0
    text_positive: float = 0.0


@dataclass(frozen=True)
class Try:
    """One formula or one way to fit it."""

    name: str
    ranges: tuple[Range, ...] = TURN
    expected: bool = True
    """False: the face's own prior is taken out whatever moves."""
    margin: float | None = None
    """What is to be won over the better modality where the face is not free; None: as shipped."""


def _ranges(*more: Range) -> tuple[Range, ...]:
    replaced = {one.name for one in more}
    return (*(one for one in TURN if one.name not in replaced), *more)


TRIES = (
    Try("as in fusion/"),
    Try("expression in the weight alone: no expected_E", expected=False),
    Try("a still face counts next to nothing", _ranges(Range("g_min", 0.001, 0.05))),
    Try("a steeper g", _ranges(Range("g_width", 0.002, 0.01))),
    Try(
        "expected_E with its own rise",
        _ranges(Range("still_centre", -0.1, 0.1), Range("still_width", -0.005, 0.08)),
    ),
    Try("confidence of the words apart", _ranges(Range("gamma_text", -0.5, 2.0))),
    Try("the floor fitted", _ranges(Range("floor", 0.0005, 0.06))),
    Try(
        "the text model's prior fitted",
        _ranges(
            *(Range(f"text_{mood}", -0.8, 0.8) for mood in ("negative", "neutral", "positive"))
        ),
    ),
    Try("three points to be won in place of one", margin=0.03),
)


def tried(constants: Constants) -> Tried:
    """The same with nothing beside them."""
    return Tried(**{field.name: getattr(constants, field.name) for field in fields(Constants)})


def fuse_tried(sessions: Sessions, constants: Constants) -> Floats:
    """[S, T, 4] the turns by the formula with what is beside it."""
    assert isinstance(constants, Tried)
    prior = _text_prior(constants)
    face = face_voice(sessions, constants)
    text = text_voice(sessions, replace(constants, prior_text=prior))
    rise = replace(
        constants,
        g_centre=constants.g_centre + constants.still_centre,
        g_width=max(0.002, constants.g_width + constants.still_width),
    )
    shift = np.log(expected_face(sessions.expressivity, constants)) - np.log(
        expected_face(sessions.expressivity, rise)
    )
    found = np.where(face.there[..., None], face.found + shift[:, None], 0.0)
    sure = confidence(soften(sessions.text, constants.temperature_text, constants.floor))
    worth = np.where(text.there, text.worth * sure**constants.gamma_text, 0.0)
    return turns_of(replace(face, found=found), replace(text, worth=worth), constants)[0]


def _text_prior(constants: Tried) -> tuple[float, float, float, float]:
    beside = (constants.text_negative, constants.text_neutral, constants.text_positive, 0.0)
    return mood_of(p * float(np.exp(b)) for p, b in zip(constants.prior_text, beside, strict=True))
