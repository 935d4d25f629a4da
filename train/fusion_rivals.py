"""What the formula is held against: one modality alone, and weights that ignore expressivity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fusion.constants import Constants
from train.fusion_formula import Fused, Voice, combine, face_voice, fuse, text_voice
from train.fusion_sessions import Sessions
from train.fusion_simplex import minimum, sigmoid
from train.measures import Floats, log_loss

NEVER = 2.0
"""No probability reaches it: the rivals have no rule for contradictions, which costs accuracy."""
ALWAYS = 99.0
"""So far below any expressivity that g is 1: every face counts as one that moves."""
METHODS = ("face only", "text only", "equal", "fixed", "quality", "ours")


@dataclass(frozen=True)
class Rivals:
    """Fitted on the same rows as the formula, on the mixture of all levels."""

    equal_k: float
    """Strength of the pool, as `k_both`."""
    fixed_face: float
    """The face's share of the one pair of weights."""
    fixed_k: float
    quality_face: float
    """The face's weight at quality 1, against 1 of the words."""
    quality_k: float


def singles(sessions: Sessions, constants: Constants) -> dict[str, Fused]:
    """One modality alone, whatever is measured."""
    plain = _plain(constants)
    face, text = face_voice(sessions, plain), text_voice(sessions, plain)
    return {
        "face only": combine(face, _silent(text), plain),
        "text only": combine(_silent(face), text, plain),
    }


def methods(sessions: Sessions, constants: Constants, rivals: Rivals) -> dict[str, Fused]:
    """Every one of METHODS on the same sessions."""
    plain = _plain(constants)
    face, text = face_voice(sessions, plain), text_voice(sessions, plain)
    unweighed = _worth(face, 1.0), _worth(text, 1.0)
    return {
        **singles(sessions, constants),
        "equal": combine(*unweighed, replace(plain, k_both=rivals.equal_k)),
        "fixed": fixed(sessions, constants, rivals.fixed_face, rivals.fixed_k),
        "quality": by_quality(sessions, constants, rivals.quality_face, rivals.quality_k),
        "ours": fuse(sessions, constants),
    }


def fixed(sessions: Sessions, constants: Constants, share: float, strength: float) -> Fused:
    """One pair of weights, whatever is measured."""
    plain = replace(_plain(constants), k_both=strength)
    face, text = face_voice(sessions, plain), text_voice(sessions, plain)
    return combine(_worth(face, share), _worth(text, 1 - share), plain)


def by_quality(sessions: Sessions, constants: Constants, trust: float, strength: float) -> Fused:
    """The face weighs what its picture's quality allows, and nothing else counts."""
    plain = replace(_plain(constants), k_both=strength)
    face, text = face_voice(sessions, plain), text_voice(sessions, plain)
    worth = np.where(face.there, trust * sessions.quality, 0.0)
    return combine(replace(face, worth=worth, lasting=worth), _worth(text, 1.0), plain)


def fit_rivals(constants: Constants, drawn: Sequence[Sessions]) -> Rivals:
    """Each rival by the same loss on the same sessions."""

    def lost(fused: Callable[[Sessions], Fused]) -> float:
        return float(np.mean([_loss(fused(one), one) for one in drawn]))

    def of_fixed(place: Floats) -> float:
        share, strength = sigmoid(place[0]), 1 + np.exp(place[1])
        return lost(lambda one: fixed(one, constants, share, strength))

    def of_quality(place: Floats) -> float:
        trust, strength = np.exp(place[0]), 1 + np.exp(place[1])
        return lost(lambda one: by_quality(one, constants, trust, strength))

    even = minimum(lambda place: of_fixed(np.array([0.0, place[0]])), np.zeros(1))
    best, weighed = minimum(of_fixed, np.zeros(2)), minimum(of_quality, np.zeros(2))
    return Rivals(
        equal_k=float(1 + np.exp(even[0])),
        fixed_face=sigmoid(best[0]),
        fixed_k=float(1 + np.exp(best[1])),
        quality_face=float(np.exp(weighed[0])),
        quality_k=float(1 + np.exp(weighed[1])),
    )


def _plain(constants: Constants) -> Constants:
    """Without all that depends on expressivity, and without the rule for contradictions."""
    return replace(
        constants,
        confident_from=NEVER,
        confident_session=NEVER,
        g_centre=-ALWAYS,
        g_insufficient=1.0,
        g_atypical=1.0,
    )


def _worth(voice: Voice, worth: float) -> Voice:
    weight = np.where(voice.there, worth, 0.0)
    return replace(voice, worth=weight, lasting=weight)


def _silent(voice: Voice) -> Voice:
    return Voice(
        np.zeros_like(voice.there),
        np.full_like(voice.reading, 0.25),
        np.zeros_like(voice.found),
        np.zeros_like(voice.worth),
        np.zeros_like(voice.lasting),
        voice.alike,
    )


def _loss(fused: Fused, sessions: Sessions) -> float:
    both = ~np.isnan(sessions.face[..., 0]) & ~np.isnan(sessions.text[..., 0])
    return log_loss(fused.turns[both], sessions.moods[both])
