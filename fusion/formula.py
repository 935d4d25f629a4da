"""The one mood of a session: its turns' log-odds, averaged by weight. Pure: no clock, no I/O."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from contract.messages import (
    MOODS,
    Coverage,
    Expressivity,
    Mood,
    MoodName,
    Record,
    SessionMood,
    Weights,
)
from fusion.constants import Constants, Shipped
from fusion.evidence import evidence_hash
from fusion.expressivity import measure
from fusion.fused_turn import DISAGREE, FusedTurn, Voice, contradict, fuse_turn
from fusion.notes import notes
from fusion.pool import average, evidence, posterior, towards_other
from fusion.regions import mean_regions
from fusion.turns import turns_of, usable_windows

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
    there. The same inputs and constants give the same bytes.
    """
    constants = shipped.constants
    moved = _moved(record, constants, alerting)
    turns = [fuse_turn(turn, moved, constants) for turn in turns_of(record, alerting)]
    verdict = _verdict(turns, constants)
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
        notes=notes(verdict.weights, moved, coverage, turns, constants),
        evidence=evidence_hash(record, alerting),
        constants=shipped.sha256,
        regions=mean_regions([one.turn.face.rested_on for one in turns if one.turn.face]).shares,
    )


def _moved(record: Record, constants: Constants, alerting: frozenset[str]) -> Expressivity:
    windows = usable_windows(record, alerting)
    return measure([w.expressivity for w in windows if w.expressivity is not None], constants)


def _verdict(turns: Sequence[FusedTurn], constants: Constants) -> Verdict:
    known = [(turn, _share(turn, turns, constants)) for turn in turns if turn.fused is not None]
    if not known:
        return Verdict("other", NOTHING_KNOWN, Weights(0.0, 0.0), False, "not estimable")
    weights = _session_weights(known)
    found = [(share, evidence(turn.fused, constants.prior)) for turn, share in known if turn.fused]
    pooled = posterior(constants.prior, average(found), 1 / constants.temperature_session)
    faces = [turn.face for turn, _ in known if turn.face]
    texts = [turn.text for turn, _ in known if turn.text]
    if faces and texts:
        face, text = _said(faces), _said(texts)
        if contradict(face, text, _typical_weights(faces, texts), constants):
            split = towards_other(pooled, min(max(face), max(text)))
            return Verdict("other", split, weights, False, DISAGREE)
    mood = MOODS[max(range(len(MOODS)), key=lambda index: pooled[index])]
    if max(pooled) < constants.abstain_below:
        return Verdict("other", pooled, weights, True, "uncertain")
    return Verdict(mood, pooled, weights, False, _why_other(known) if mood == "other" else None)


def _share(turn: FusedTurn, turns: Sequence[FusedTurn], constants: Constants) -> float:
    """Weight of a turn in the session: what its words are worth, and its face's independent part.

    Faces of different turns are correlated, so m of them are worth m / (1 + (m - 1) r).
    """
    faces = sum(1 for one in turns if one.face)
    design_effect = 1 + (faces - 1) * constants.face_correlation
    worth_face = turn.face.worth / design_effect if turn.face else 0.0
    return worth_face + (turn.text.worth if turn.text else 0.0)


def _session_weights(known: Sequence[tuple[FusedTurn, float]]) -> Weights:
    total = math.fsum(share for _, share in known)
    face = math.fsum(share * turn.weights.face for turn, share in known) / total
    return Weights(face, 1 - face)


def _said(voices: Sequence[Voice]) -> Mood:
    """What one modality says over the whole session: the geometric mean of its readings."""
    flat: Mood = (0.25, 0.25, 0.25, 0.25)
    readings = [(voice.worth, evidence(voice.reading, flat)) for voice in voices]
    return posterior(flat, average(readings), 1.0)


def _typical_weights(faces: Sequence[Voice], texts: Sequence[Voice]) -> Weights:
    """The weights of a turn as they are on average, so that many buttons do not hush the words."""
    face = math.fsum(voice.worth for voice in faces) / len(faces)
    text = math.fsum(voice.worth for voice in texts) / len(texts)
    return Weights(face / (face + text), text / (face + text))


def _why_other(known: Sequence[tuple[FusedTurn, float]]) -> str:
    """Why `other` came out surest: turns that contradict themselves, a surprised face, or a mix."""
    total = math.fsum(share for _, share in known)
    split = math.fsum(share for turn, share in known if turn.reason == DISAGREE)
    if split > total / 2:
        return DISAGREE
    faces = [(share * turn.weights.face, turn.turn.face) for turn, share in known if turn.turn.face]
    seen = math.fsum(share for share, _ in faces)
    surprised = math.fsum(share * face.surprise for share, face in faces)
    return "surprise" if seen > total / 2 and surprised > seen / 4 else "mixed"


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
    )
