"""The one mood of a session: its turns' evidence, averaged by weight. Pure: no clock, no I/O."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from contract.messages import (
    MODALITIES,
    MOODS,
    Coverage,
    Expressivity,
    Modality,
    Mood,
    MoodName,
    Record,
    SessionMood,
    Weights,
)
from contract.switches import unused
from fusion.constants import Constants, Shipped
from fusion.evidence import evidence_hash
from fusion.expressivity import correlation, measure
from fusion.fused_turn import DISAGREE, LANGUAGE, FusedTurn, Voice, contradict, fuse_turn
from fusion.left_out import left_out
from fusion.notes import notes
from fusion.pool import Evidence, average, divided, effective, evidence, posterior
from fusion.regions import mean_regions
from fusion.turns import bars_of, turns_of, usable_windows
from fusion.use import DO_NOT_USE, usable

NOTHING_KNOWN: Mood = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Verdict:
    """What the session's turns come to."""

    mood: MoodName
    probabilities: Mood
    weights: Weights
    abstained: bool
    reason: str | None


def fuse_session(record: Record, shipped: Shipped, alerting: frozenset[str]) -> SessionMood:
    """The mood of a session from its replies, scores and windows, whatever their order.

    `alerting` names the items during which the camera is paused: nothing is read from the face
    there. What is switched off for the patient is left out as if it had never been measured. The
    same inputs and constants give the same bytes.
    """
    constants, record, off = shipped.constants, usable(record), unused(record.switches)
    moved = _moved(record, constants, alerting)
    turns = [fuse_turn(turn, moved, constants) for turn in turns_of(record, alerting)]
    verdict = _verdict(turns, moved, off, constants)
    coverage = _coverage(record, turns, alerting)
    return SessionMood(
        session=record.session.session,
        mood=verdict.mood,
        probabilities=verdict.probabilities,
        weights=verdict.weights,
        expressivity=moved,
        coverage=coverage,
        turns=tuple(turn.message() for turn in turns),
        abstained=verdict.abstained,
        reason=verdict.reason,
        notes=notes(verdict.weights, moved, coverage, turns, off, constants),
        evidence=evidence_hash(record, alerting),
        constants=shipped.sha256,
        regions=mean_regions([one.turn.face.rested_on for one in turns if one.turn.face]).shares,
        unused=off,
    )


def _moved(record: Record, constants: Constants, alerting: frozenset[str]) -> Expressivity:
    windows = usable_windows(record, alerting)
    return measure([w.expressivity for w in windows if w.expressivity is not None], constants)


def _verdict(
    turns: Sequence[FusedTurn], moved: Expressivity, off: Sequence[Modality], constants: Constants
) -> Verdict:
    known = [turn for turn in turns if turn.fused is not None]
    if not known:
        return Verdict("other", NOTHING_KNOWN, Weights(0.0, 0.0), False, _why_nothing(turns, off))
    faces, texts = [one.face for one in known if one.face], [one.text for one in known if one.text]
    alike = correlation(moved.value, constants)
    heard = [(_lasting(face, len(faces), alike), face.found) for face in faces]
    said = [(text.worth, text.found) for text in texts]
    weights = _weights(heard, said)
    independent = effective([one for one, _ in heard], [one for one, _ in said], alike)
    strength = _strength(min(independent, len(known)), constants)
    pooled = posterior(constants.prior, average([*heard, *said]), strength)
    if faces and texts:
        face, text = _said(faces), _said(texts)
        typical, sure_from = _typical_weights(faces, texts), constants.confident_session
        if contradict(face, text, typical, sure_from, constants):
            return Verdict("other", divided(pooled, face, text), weights, False, DISAGREE)
    mood = MOODS[max(range(len(MOODS)), key=lambda index: pooled[index])]
    if max(pooled) < constants.abstain_below:
        return Verdict("other", pooled, weights, True, "uncertain")
    return Verdict(
        mood, pooled, weights, False, _why_other(known, weights.face) if mood == "other" else None
    )


def _why_nothing(turns: Sequence[FusedTurn], off: Sequence[Modality]) -> str:
    if len(off) == len(MODALITIES):
        return DO_NOT_USE
    return LANGUAGE if any(turn.reason == LANGUAGE for turn in turns) else "not estimable"


def _lasting(face: Voice, faces: int, alike: float) -> float:
    """What a turn's face is worth over a session in which there are so many.

    They are one face in one light, so m of them, correlated by r, are worth m / (1 + (m - 1) r).
    And g counts once more: over the turns the words' chance errors average out, but a rigid face
    errs the same way in each.
    """
    return face.worth * face.factors["g"] / (1 + (faces - 1) * alike)


def _strength(independent: float, constants: Constants) -> float:
    """How much surer the mean of so many independent readings is than one."""
    return 1 + (1 / constants.temperature_session - 1) * (1 - 1 / independent)


def _weights(
    heard: Sequence[tuple[float, Evidence]], said: Sequence[tuple[float, Evidence]]
) -> Weights:
    face, text = (math.fsum(worth for worth, _ in voices) for voices in (heard, said))
    return Weights(face / (face + text), 1 - face / (face + text))


def _said(voices: Sequence[Voice]) -> Mood:
    """What one modality says over the whole session: the geometric mean of its readings."""
    flat: Mood = (0.25, 0.25, 0.25, 0.25)
    readings = [(voice.worth, evidence(voice.reading, flat)) for voice in voices]
    return posterior(flat, average(readings), 1.0)


def _typical_weights(faces: Sequence[Voice], texts: Sequence[Voice]) -> Weights:
    """The weights of a turn as they are on average, so that many buttons do not hush the words."""
    face = math.fsum(voice.worth * voice.factors["g"] for voice in faces) / len(faces)
    text = math.fsum(voice.worth for voice in texts) / len(texts)
    return Weights(face / (face + text), text / (face + text))


def _why_other(known: Sequence[FusedTurn], face: float) -> str:
    """Why `other` came out surest: turns that contradict themselves, a surprised face, or a mix."""
    if 2 * sum(1 for turn in known if turn.reason == DISAGREE) > len(known):
        return DISAGREE
    seen = [
        (turn.face.worth, turn.turn.face.surprise) for turn in known if turn.face and turn.turn.face
    ]
    worth = math.fsum(one for one, _ in seen)
    surprised = math.fsum(one * surprise for one, surprise in seen)
    return "surprise" if face > 0.5 and surprised > worth / 4 else "mixed"


def _coverage(record: Record, turns: Sequence[FusedTurn], alerting: frozenset[str]) -> Coverage:
    return Coverage(
        frames=sum(window.frames for window in record.windows),
        faces=sum(window.faces for window in record.windows),
        dropped=sum(window.dropped for window in record.windows),
        windows=len(record.windows),
        turns=len(turns),
        turns_face=sum(1 for turn in turns if turn.face),
        turns_text=sum(1 for turn in turns if turn.text),
        looked_into=sum(1 for window in usable_windows(record, alerting) if window.regions),
        left_out=left_out(
            sorted(record.windows, key=lambda window: window.start), bars_of(record, alerting)
        ),
    )
