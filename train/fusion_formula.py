"""The formula of fusion/ over many sessions at once; tests hold it against the original."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from contract.messages import Mood
from fusion.constants import Constants
from fusion.pool import LEAST_CONFIDENCE
from train.fusion_sessions import Sessions
from train.measures import Floats

Mask = npt.NDArray[np.bool_]
NEGATIVE, POSITIVE, OTHER = 0, 2, 3


@dataclass(frozen=True)
class Voice:
    """One modality over S sessions of T turns."""

    there: Mask
    """[S, T]"""
    reading: Floats
    """[S, T, 4]; flat where the modality is silent."""
    found: Floats
    """[S, T, 4] evidence, 0 where it is silent."""
    worth: Floats
    """[S, T] in the turn; 0 where it is silent."""
    lasting: Floats
    """[S, T] over the session, before the faces are taken for one face."""
    alike: Floats
    """[S] correlation between what is wrong in its readings."""


@dataclass(frozen=True)
class Fused:
    """What comes of the sessions."""

    turns: Floats
    """[S, T, 4]; the prior where nothing was known."""
    face: Floats
    """[S, T] weight of the face."""
    sessions: Floats
    """[S, 4]"""
    disagree: Mask
    """[S] the modalities contradict each other over the session."""


def fuse(sessions: Sessions, constants: Constants) -> Fused:
    """As fusion.formula.fuse_session does it, without its sentences."""
    face, text = face_voice(sessions, constants), text_voice(sessions, constants)
    return combine(face, text, constants)


def fuse_turns(sessions: Sessions, constants: Constants) -> Floats:
    """[S, T, 4] its turns alone, in half the time."""
    return turns_of(face_voice(sessions, constants), text_voice(sessions, constants), constants)[0]


def face_voice(sessions: Sessions, constants: Constants) -> Voice:
    """What the faces say, worth what quality, confidence and expressivity make of it."""
    reading = soften(sessions.face, constants.temperature_face, constants.floor)
    factor = weight_factor(sessions.expressivity, constants)[:, None]
    sure = confidence(reading) ** constants.gamma
    expected = expected_face(sessions.expressivity, constants)[:, None]
    worth = constants.a_face * sessions.quality * sure * factor
    voice = _voice(reading, expected, worth, worth * factor)
    free = _free(sessions.expressivity, constants)
    share = constants.s_still + (1 - constants.s_still) * free
    alike = 1 - (1 - constants.face_correlation) * free
    return replace(voice, found=share[:, None, None] * voice.found, alike=alike)


def text_voice(sessions: Sessions, constants: Constants) -> Voice:
    """What the words say, worth what their number and confidence make of it."""
    reading = soften(sessions.text, constants.temperature_text, constants.floor)
    amount = sessions.tokens / (sessions.tokens + constants.tokens_half)
    sure = confidence(reading) ** constants.gamma
    worth = constants.a_text * amount * sure
    return _voice(reading, np.array(constants.prior_text), worth, worth)


def combine(face: Voice, text: Voice, constants: Constants) -> Fused:
    """Turns and sessions out of the two modalities."""
    turns, weight = turns_of(face, text, constants)
    return _pooled(face, text, turns, weight, constants)


def turns_of(face: Voice, text: Voice, constants: Constants) -> tuple[Floats, Floats]:
    """[S, T, 4] the turns, [S, T] the weight of the face in them."""
    both = face.there & text.there
    total = face.worth + text.worth
    weight = np.divide(face.worth, total, out=np.zeros_like(total), where=total > 0)
    pooled = weight[..., None] * face.found + (1 - weight[..., None]) * text.found
    strength = 1 + (constants.k_both - 1) * 4 * weight * (1 - weight)
    turns = posterior(constants.prior, pooled * strength[..., None])
    sure_from = constants.confident_from
    split = both & _contradict(face.reading, text.reading, weight, sure_from, constants)
    return _divided(turns, face.reading, text.reading, split), weight


def soften(moods: Floats, temperature: float, floor: float) -> Floats:
    """fusion.pool.soften of many; nan stays nan."""
    powered = np.maximum(moods, 1e-12) ** (1 / temperature)
    powered = powered / powered.sum(axis=-1, keepdims=True)
    held = np.maximum(powered, floor)
    softened: Floats = held / held.sum(axis=-1, keepdims=True)
    return softened


def confidence(moods: Floats) -> Floats:
    """1 - H(p) / log 4, at least LEAST_CONFIDENCE."""
    logs = np.log(np.where(moods > 0, moods, 1.0))
    sure: Floats = 1 + (moods * logs).sum(axis=-1) / np.log(4)
    return np.maximum(LEAST_CONFIDENCE, sure)


def weight_factor(expressivity: Floats, constants: Constants) -> Floats:
    """g(E) of many; nan is insufficient."""
    factor = constants.g_min + (1 - constants.g_min) * _rise(expressivity, constants)
    wild = expressivity > constants.usual[1]
    factor = np.where(wild, np.minimum(factor, constants.g_atypical), factor)
    return np.where(np.isnan(expressivity), constants.g_insufficient, factor)


def expected_face(expressivity: Floats, constants: Constants) -> Floats:
    """[S, 4] what the face model says anyway of faces that move this much."""
    free = _free(expressivity, constants)[:, None]
    mixed = np.array(constants.prior_still) ** (1 - free) * np.array(constants.prior_face) ** free
    expected: Floats = mixed / mixed.sum(axis=-1, keepdims=True)
    return expected


def posterior(prior: Mood, found: Floats) -> Floats:
    """The prior put back in once."""
    logs = np.log(prior) + found
    raised = np.exp(logs - logs.max(axis=-1, keepdims=True))
    put: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return put


def _free(expressivity: Floats, constants: Constants) -> Floats:
    unknown = (constants.g_insufficient - constants.g_min) / (1 - constants.g_min)
    free: Floats = np.where(np.isnan(expressivity), unknown, _rise(expressivity, constants))
    return free


def _rise(expressivity: Floats, constants: Constants) -> Floats:
    rise: Floats = 1 / (1 + np.exp(-(expressivity - constants.g_centre) / constants.g_width))
    return rise


def _voice(reading: Floats, prior: Floats, worth: Floats, lasting: Floats) -> Voice:
    there = ~np.isnan(reading[..., 0])
    flat = np.where(there[..., None], reading, 0.25)
    found = np.where(there[..., None], np.log(flat) - np.log(prior), 0.0)
    kept = (np.where(there, one, 0.0) for one in (worth, lasting))
    return Voice(there, flat, found, *kept, alike=np.zeros(len(there)))


def _pooled(face: Voice, text: Voice, turns: Floats, weight: Floats, constants: Constants) -> Fused:
    known = np.maximum((face.there | text.there).sum(axis=1), 1)
    shares = _shares(face, text)
    independent = np.minimum(known, _effective(*shares, face.alike))
    strength = 1 + (1 / constants.temperature_session - 1) * (1 - 1 / independent)
    evidence = np.concatenate([face.found, text.found], axis=1)
    found = _average(np.concatenate(shares, axis=1), evidence) * strength[:, None]
    sessions = posterior(constants.prior, found)
    both = face.there.any(axis=1) & text.there.any(axis=1)
    said = [_said(voice) for voice in (face, text)]
    typical, sure_from = _typical(face, text), constants.confident_session
    disagree = both & _contradict(said[0], said[1], typical, sure_from, constants)
    sessions = _divided(sessions, said[0], said[1], disagree)
    return Fused(turns, weight, sessions, disagree)


def _shares(face: Voice, text: Voice) -> tuple[Floats, Floats]:
    """[S, T] what each turn's face and words are worth over the session."""
    faces = face.there.sum(axis=1, keepdims=True)
    lasting = face.lasting / (1 + np.maximum(faces - 1, 0) * face.alike[:, None])
    return lasting, text.lasting


def _effective(faces: Floats, texts: Floats, correlation: Floats) -> Floats:
    """[S] fusion.pool.effective of many."""
    heard, total = faces.sum(axis=1), (faces + texts).sum(axis=1)
    alone = (1 - correlation) * (faces**2).sum(axis=1)
    spread = alone + correlation * heard**2 + (texts**2).sum(axis=1)
    worth: Floats = np.maximum(1.0, total**2 / np.maximum(spread, 1e-12))
    return worth


def _average(share: Floats, found: Floats) -> Floats:
    total = np.maximum(share.sum(axis=1), 1e-12)
    mean: Floats = (share[..., None] * found).sum(axis=1) / total[:, None]
    return mean


def _said(voice: Voice) -> Floats:
    """What one modality says over each session."""
    logs = _average(voice.worth, np.log(voice.reading))
    return posterior((0.25, 0.25, 0.25, 0.25), logs)


def _typical(face: Voice, text: Voice) -> Floats:
    means = [one.lasting.sum(axis=1) / np.maximum(one.there.sum(axis=1), 1) for one in (face, text)]
    typical: Floats = means[0] / np.maximum(means[0] + means[1], 1e-12)
    return typical


def _contradict(
    face: Floats, text: Floats, weight: Floats, sure_from: float, constants: Constants
) -> Mask:
    sides = _side(face, sure_from) * _side(text, sure_from)
    split: Mask = (sides < 0) & (np.minimum(weight, 1 - weight) >= constants.heard_from)
    return split


def _side(moods: Floats, sure_from: float) -> Floats:
    """-1 surely negative, 1 surely positive, 0 neither."""
    negative, positive = moods[..., NEGATIVE], moods[..., POSITIVE]
    side: Floats = np.sign(positive - negative) * (np.maximum(negative, positive) >= sure_from)
    return side


def _divided(moods: Floats, face: Floats, text: Floats, split: Mask) -> Floats:
    sure = np.maximum(0.5, np.minimum(face.max(axis=-1), text.max(axis=-1)))
    share = np.where(split, sure, 0.0)
    moved = moods * (1 - share[..., None])
    moved[..., OTHER] += share
    return moved
