"""One turn's mood: a log-linear pool of the face and the words, weighed by what each is worth."""

from __future__ import annotations

from dataclasses import dataclass

from contract.messages import Expressivity, Mood, TurnMood, Weights
from fusion.constants import Constants
from fusion.expressivity import atypical, believed, expected_face, weight_factor
from fusion.pool import (
    Evidence,
    average,
    confidence,
    divided,
    evidence,
    opposed,
    posterior,
    soften,
)
from fusion.turns import Turn

DISAGREE = "modalities disagree"
ATYPICAL = "atypical movement"
LANGUAGE = "language"


@dataclass(frozen=True)
class Voice:
    """What one modality says in one turn, and how much it is worth."""

    reading: Mood
    """Softened by the modality's temperature."""
    found: Evidence
    """Without the modality's own prior."""
    worth: float
    """The weight before the two are scaled to sum 1."""
    factors: dict[str, float]


@dataclass(frozen=True)
class FusedTurn:
    """A turn with its voices, and the mood they make together."""

    turn: Turn
    face: Voice | None
    text: Voice | None
    weights: Weights
    fused: Mood | None
    reason: str | None

    def message(self) -> TurnMood:
        """The turn as the clinician's report gets it."""
        reply = self.turn.reply
        voices = [voice for voice in (self.face, self.text) if voice]
        return TurnMood(
            item=reply.item or "",
            message=reply.message,
            asked_at=self.turn.span[0],
            at=reply.at,
            face=self.turn.face.mood if self.turn.face else None,
            text=self.turn.text.mood if self.turn.text else None,
            fused=self.fused,
            weights=self.weights,
            factors={name: value for voice in voices for name, value in voice.factors.items()},
            reason=self.reason,
            regions=self.turn.face.rested_on.shares if self.turn.face else None,
            used=self.turn.used,
        )


def fuse_turn(turn: Turn, moved: Expressivity, constants: Constants) -> FusedTurn:
    """The turn's mood; None in it when neither modality said anything."""
    face, text = _face(turn, moved, constants), _text(turn, constants)
    weights = _weights(face, text)
    fused, reason = _pooled(face, text, weights, constants)
    if face and reason is None and atypical(moved.value, constants):
        reason = ATYPICAL
    if reason is None and turn.unread == LANGUAGE:
        reason = LANGUAGE
    return FusedTurn(turn, face, text, weights, fused, reason)


def contradict(
    one: Mood, other: Mood, weights: Weights, confident_from: float, constants: Constants
) -> bool:
    """Whether both readings are sure, opposite, and each weighs enough to be heard."""
    heard = min(weights.face, weights.text) >= constants.heard_from
    return heard and opposed(one, other, confident_from)


def _face(turn: Turn, moved: Expressivity, constants: Constants) -> Voice | None:
    if turn.face is None:
        return None
    reading = soften(turn.face.mood, constants.temperature_face, constants.floor)
    factors = {
        "a_face": constants.a_face,
        "q": turn.face.quality,
        "c_face": confidence(reading),
        "g": weight_factor(moved.value, constants),
    }
    worth = factors["a_face"] * factors["q"] * factors["c_face"] ** constants.gamma * factors["g"]
    parts = {f"q_{name}": value for name, value in turn.face.parts.items()}
    expected = expected_face(moved.value, constants)
    found = evidence(reading, expected, believed(moved.value, constants))
    return Voice(reading, found, worth, {**factors, **parts})


def _text(turn: Turn, constants: Constants) -> Voice | None:
    if turn.text is None:
        return None
    reading = soften(turn.text.mood, constants.temperature_text, constants.floor)
    tokens = turn.text.tokens
    factors = {
        "a_text": constants.a_text,
        "n": tokens / (tokens + constants.tokens_half),
        "c_text": confidence(reading),
    }
    worth = factors["a_text"] * factors["n"] * factors["c_text"] ** constants.gamma
    return Voice(reading, evidence(reading, constants.prior_text), worth, factors)


def _weights(face: Voice | None, text: Voice | None) -> Weights:
    worth_face, worth_text = face.worth if face else 0.0, text.worth if text else 0.0
    total = worth_face + worth_text
    if total == 0:
        return Weights(0.0, 0.0)
    share = worth_face / total
    return Weights(share, 1 - share)


def _pooled(
    face: Voice | None, text: Voice | None, weights: Weights, constants: Constants
) -> tuple[Mood | None, str | None]:
    voices = [(w, v.found) for w, v in ((weights.face, face), (weights.text, text)) if v]
    if not voices:
        return None, None
    strength = 1 + (constants.k_both - 1) * 4 * weights.face * weights.text
    fused = posterior(constants.prior, average(voices), strength)
    sure_from = constants.confident_from
    if face and text and contradict(face.reading, text.reading, weights, sure_from, constants):
        return divided(fused, face.reading, text.reading), DISAGREE
    return fused, None
