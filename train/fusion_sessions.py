"""Sessions drawn from voted faces and labelled replies of the same mood, turn by turn.

Nobody's face went with these words: what is drawn is synthetic, and every figure on it is too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from contract.messages import MOODS
from fusion.constants import Reference
from train.measures import Floats, Labels

TURNS = (5, 15)
MIXED = 0.3
"""Share of a session's turns that may have another mood than the session."""
FACE_MISSING, TEXT_MISSING = 0.15, 0.25
"""Turns in which the patient was typing or out of the picture; turns answered with a button."""
SPOILED = 0.3
"""Turns out of focus or in bad light."""
ALIKE = 0.3
"""Correlation, within a session, of how readable its turns are: one face, one way of writing."""
UNSURE = 0.15
"""Standard deviation of the noise on a session's mean displacement, as its logarithm: made faces
lie closer to the neutral one than a rigid patient's to theirs."""
UNMEASURED = 0.05
"""Sessions with too little camera for expressivity."""
LEAST = 1e-4
"""Least probability of a reading that is shifted by how a face is read at rest."""
ABSENT = -1

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Sessions:
    """S sessions of up to T turns; nan where a turn has no face, no words, or is none."""

    mood: Labels
    """[S] of the session: that of most of its turns."""
    moods: Labels
    """[S, T] of each turn; ABSENT where there is none."""
    face: Floats
    """[S, T, 4]"""
    quality: Floats
    """[S, T]"""
    text: Floats
    """[S, T, 4]"""
    tokens: Floats
    """[S, T]"""
    expressivity: Floats
    """[S]; nan when insufficient."""

    def __len__(self) -> int:
        return len(self.mood)


@dataclass(frozen=True)
class FacePool:
    """N pictures at one level of attenuation, each clear and spoiled."""

    truth: Labels
    moods: Floats
    """[N, 2, 4]"""
    quality: Floats
    """[N, 2]; 0 where no face was found."""
    displacement: Floats
    """[N, 2] IOD."""
    rest: Floats
    """[M, 4] how faces at rest are read beside those without expression, in log odds: one of them
    is that of a session's person, as far as expression is taken out at this level."""

    def rows(self, index: npt.NDArray[np.intp]) -> FacePool:
        """The pictures that these places name, with repeats."""
        return FacePool(
            truth=self.truth[index],
            moods=self.moods[index],
            quality=self.quality[index],
            displacement=self.displacement[index],
            rest=self.rest,
        )


@dataclass(frozen=True)
class TextPool:
    """N replies."""

    truth: Labels
    moods: Floats
    """[N, 4]"""
    tokens: Floats
    """[N]"""

    def rows(self, index: npt.NDArray[np.intp]) -> TextPool:
        """The replies that these places name, with repeats."""
        return TextPool(self.truth[index], self.moods[index], self.tokens[index])


@dataclass(frozen=True)
class Scale:
    """Where a session's mean displacement stands on the scale of expressivity."""

    reference: Reference
    """IOD."""
    usual: tuple[float, float]

    def place(self, displacement: Floats) -> Floats:
        """As fusion/expressivity.py places amplitude and activity."""
        above = np.log(np.maximum(displacement, 1e-6) / self.reference.middle)
        high = np.log(self.reference.high / self.reference.middle)
        low = np.log(self.reference.middle / self.reference.low)
        steep = np.log(self.usual[1] / (1 - self.usual[1]))
        placed: Floats = 1 / (1 + np.exp(-steep * above / np.where(above >= 0, high, low)))
        return placed


@dataclass(frozen=True)
class Plan:
    """What kind of sessions."""

    sessions: int
    dependence: float = 0.0
    """Rank correlation, given the mood, of how sure the face and the words are of the truth."""
    natural: bool = False
    """Moods as frequent as in the pools, in place of equally frequent."""
    incongruent: bool = False
    """Glad faces with hopeless words, or the other way round."""


def draw(
    faces: FacePool, replies: TextPool, plan: Plan, scale: Scale, rng: np.random.Generator
) -> Sessions:
    """`scale` places a session's mean displacement on the scale of expressivity."""
    mood, moods = _moods(plan, _shares(faces, replies, plan), rng)
    there = moods != ABSENT
    face_there, text_there = _there(there, rng)
    luck = _luck((len(moods), moods.shape[1]), plan.dependence, rng)
    shown, said = _opposed(moods, rng) if plan.incongruent else (moods, moods)
    pictures = _chosen(faces.truth, _sure(faces.moods[:, 0], faces.truth), shown, luck[0])
    words = _chosen(replies.truth, _sure(replies.moods, replies.truth), said, luck[1])
    view = (rng.random(moods.shape) < SPOILED).astype(int)
    quality = np.where(face_there, faces.quality[pictures, view], np.nan)
    quality = np.where(quality > 0, quality, np.nan)
    seen = ~np.isnan(quality)
    moved = np.where(seen, faces.displacement[pictures, view], np.nan)
    return Sessions(
        mood=mood,
        moods=moods,
        face=np.where(seen[..., None], _resting(faces.moods[pictures, view], faces, rng), np.nan),
        quality=quality,
        text=np.where(text_there[..., None], replies.moods[words], np.nan),
        tokens=np.where(text_there, replies.tokens[words], np.nan),
        expressivity=_expressivity(moved, scale, rng),
    )


def _shares(faces: FacePool, replies: TextPool, plan: Plan) -> Floats:
    if not plan.natural:
        return np.full(len(MOODS), 1 / len(MOODS))
    counts = [np.bincount(pool.truth, minlength=len(MOODS)) for pool in (faces, replies)]
    means: Floats = np.mean([count / count.sum() for count in counts], axis=0)
    return means


def _moods(plan: Plan, shares: Floats, rng: np.random.Generator) -> tuple[Labels, Labels]:
    """Of the sessions and of their turns."""
    size, longest = plan.sessions, TURNS[1]
    mood = rng.choice(len(MOODS), size, p=shares)
    turns = rng.integers(TURNS[0], longest + 1, size)
    any_mood = rng.choice(len(MOODS), (size, longest), p=shares)
    place = rng.permuted(np.tile(np.arange(longest), (size, 1)), axis=1)
    place = np.where(np.arange(longest) < turns[:, None], place, longest)
    rank = np.argsort(np.argsort(place, axis=1), axis=1)
    moods = np.where(rank < np.floor(MIXED * turns)[:, None], any_mood, mood[:, None])
    return mood, np.where(np.arange(longest) < turns[:, None], moods, ABSENT)


def _there(turn: Mask, rng: np.random.Generator) -> tuple[Mask, Mask]:
    """Which turns have a face and which have words; a session's first turn has both."""
    face = turn & (rng.random(turn.shape) >= FACE_MISSING)
    text = turn & (rng.random(turn.shape) >= TEXT_MISSING)
    face[:, 0] = text[:, 0] = True
    return face, text


def _luck(
    shape: tuple[int, int], dependence: float, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Two fields of ranks in [0, 1), correlated by a Gaussian copula; a session's are ALIKE."""
    face, own = _alike(shape, rng), _alike(shape, rng)
    text = dependence * face + np.sqrt(1 - dependence**2) * own
    return _ranked(face), _ranked(text)


def _alike(shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    session, turn = rng.standard_normal((shape[0], 1)), rng.standard_normal(shape)
    values: Floats = np.sqrt(ALIKE) * session + np.sqrt(1 - ALIKE) * turn
    return values


def _ranked(values: Floats) -> Floats:
    ranks: Floats = np.argsort(np.argsort(values, axis=None)).reshape(values.shape) / values.size
    return ranks


def _sure(moods: Floats, truth: Labels) -> Floats:
    """How probable the true mood is to the model."""
    sure: Floats = moods[np.arange(len(truth)), truth]
    return sure


def _chosen(truth: Labels, sure: Floats, wanted: Labels, luck: Floats) -> Labels:
    """For each turn a row of the wanted mood: the luckier, the surer the model is of its truth."""
    chosen = np.zeros(wanted.shape, np.intp)
    for mood in range(len(MOODS)):
        rows = np.flatnonzero(truth == mood)
        here = wanted == mood
        if here.any():
            ordered = rows[np.argsort(sure[rows], kind="stable")]
            chosen[here] = ordered[(luck[here] * len(rows)).astype(int)]
    return chosen


def _opposed(moods: Labels, rng: np.random.Generator) -> tuple[Labels, Labels]:
    """Positive faces with negative words in half of the sessions, the opposite in the others."""
    glad = (rng.random(len(moods)) < 0.5)[:, None]
    positive, negative = MOODS.index("positive"), MOODS.index("negative")
    face, text = np.where(glad, positive, negative), np.where(glad, negative, positive)
    return np.where(moods == ABSENT, ABSENT, face), np.where(moods == ABSENT, ABSENT, text)


def buttons_only(sessions: Sessions) -> Sessions:
    """The same patients, answering with buttons only."""
    nothing = np.full_like(sessions.tokens, np.nan)
    return replace(sessions, text=np.full_like(sessions.text, np.nan), tokens=nothing)


def at_rest(faces: FacePool, rng: np.random.Generator) -> Floats:
    """[N, 4] the clear pictures, each as of a person of its own."""
    read: Floats = _resting(faces.moods[:, :1], faces, rng)[:, 0]
    return read


def _resting(moods: Floats, faces: FacePool, rng: np.random.Generator) -> Floats:
    """[S, T, 4] as read from persons whose faces at rest are read each in its own way."""
    own = faces.rest[rng.integers(len(faces.rest), size=len(moods))]
    shifted = np.maximum(moods, LEAST) * np.exp(own)[:, None]
    read: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return read


def _expressivity(moved: Floats, scale: Scale, rng: np.random.Generator) -> Floats:
    seen = ~np.isnan(moved)
    mean = np.nansum(moved, axis=1) / np.maximum(seen.sum(axis=1), 1)
    known = seen.any(axis=1) & (rng.random(len(moved)) >= UNMEASURED)
    noisy = mean * np.exp(UNSURE * rng.standard_normal(len(moved)))
    return np.where(known, scale.place(noisy), np.nan)
