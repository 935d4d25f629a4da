"""The constants that make the drawn sessions' moods least surprising. numpy only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fusion.constants import Constants
from fusion.pool import mood_of
from train.fusion_formula import Fused, Mask, fuse, fuse_turns, soften
from train.fusion_rivals import singles
from train.fusion_sessions import Sessions
from train.fusion_simplex import minimum, searched, sigmoid
from train.measures import Floats, Labels, log_loss


@dataclass(frozen=True)
class Range:
    """Between which values a constant is looked for."""

    name: str
    low: float
    high: float


TURN = (
    Range("a_face", 0.2, 5.0),
    Range("temperature_face", 0.5, 3.0),
    Range("temperature_text", 0.5, 3.0),
    Range("gamma", 0.0, 2.0),
    Range("k_both", 1.0, 2.5),
    Range("g_min", 0.01, 0.4),
    Range("g_centre", 0.3, 0.55),
    Range("g_width", 0.01, 0.1),
    Range("tokens_half", 0.1, 20.0),
)
"""Of a turn. `a_text` is 1: only the ratio of the two can be told."""
STILL = (Range("s_still", 0.001, 1.0),)
"""Of whole sessions: only over many turns does a face at rest err the same way."""
UNKNOWN = (Range("g_insufficient", 0.02, 0.98),)
SESSION = (Range("face_correlation", 0.2, 1.0), Range("temperature_session", 0.1, 1.5))
WORSE = 15.0
"""Log loss that a turn wrong beyond what is aimed at costs."""
EDGE = 0.25
"""Log odds over which a turn goes from wrong to right in `smooth_accuracy`."""
RESTARTS, STEPS = 2, 200
"""A simplex that has grown flat is set up anew where it ended."""
GAIN, MARGIN = 0.3, 0.01
"""Share of the better modality's errors to be removed where the face is free, and what is to be
won elsewhere: a little more than the goals, which are measured on other rows."""


@dataclass(frozen=True)
class Drawn:
    """Sessions of one kind, and how good the fusion should be on them."""

    sessions: Sessions
    turns: float
    """Smooth accuracy that is aimed at, of the turns that have both modalities."""
    whole: float
    """Accuracy that is aimed at, of the sessions."""


def aimed(sessions: Sessions, constants: Constants, free: bool, margin: float = MARGIN) -> Drawn:
    """The better of face only and text only is what must not be fallen below; at a free face a
    share of its errors is to go."""
    alone = list(singles(sessions, constants).values())
    seen, truth = both(sessions), turn_truth(sessions)
    turns = max(smooth_accuracy(one.turns[seen], truth) for one in alone)
    whole = max(accuracy(one.sessions, sessions.mood) for one in alone)
    gain = GAIN * (1 - turns) if free else margin
    return Drawn(sessions, turns + gain, whole)


def both(sessions: Sessions) -> Mask:
    """[S, T] the turns that have a face and words."""
    there: Mask = ~np.isnan(sessions.face[..., 0]) & ~np.isnan(sessions.text[..., 0])
    return there


def turn_truth(sessions: Sessions) -> Labels:
    """The moods of those turns."""
    return sessions.moods[both(sessions)]


def accuracy(moods: Floats, truth: Labels) -> float:
    """Without abstaining."""
    return float((moods.argmax(axis=-1) == truth).mean())


def smooth_accuracy(moods: Floats, truth: Labels) -> float:
    """Accuracy that tells a simplex which way is up: a turn counts by how far the true mood is
    above the likeliest other one, 1/2 where they are level."""
    logs = np.log(np.maximum(moods, 1e-12))
    rows = np.arange(len(truth))
    true = logs[rows, truth]
    logs[rows, truth] = -np.inf
    ahead = np.clip((true - logs.max(axis=-1)) / EDGE, -50, 50)
    return float((1 / (1 + np.exp(-ahead))).mean())


def fit_turns(
    constants: Constants,
    drawn: Sequence[Drawn],
    still: Floats,
    ranges: Sequence[Range] = TURN,
    formula: Callable[[Sessions, Constants], Floats] = fuse_turns,
) -> Constants:
    """`constants` with those of `ranges` that lose least over the turns, the mean over `drawn`.

    `still` [N, 4] is what the face model reads from faces without expression.
    """

    def loss(tried: Constants) -> float:
        tried = with_still(tried, still)
        return float(np.mean([_turn_loss(formula(one.sessions, tried), one) for one in drawn]))

    return with_still(fitted(constants, ranges, loss), still)


def fit_sessions(
    constants: Constants, drawn: Sequence[Drawn], ranges: Sequence[Range] = SESSION
) -> Constants:
    """The same over whole sessions."""

    def loss(tried: Constants) -> float:
        return float(np.mean([_session_loss(fuse(one.sessions, tried), one) for one in drawn]))

    return fitted(constants, ranges, loss)


def with_still(constants: Constants, still: Floats) -> Constants:
    """`prior_still` as the geometric mean of these readings: they then say nothing on average."""
    read = soften(still, constants.temperature_face, constants.floor)
    mood = mood_of(np.exp(np.log(read).mean(axis=0)).tolist())
    return replace(constants, prior_still=mood)


def known(sessions: Sessions) -> Mask:
    """[S, T] the turns that have a face or words."""
    there: Mask = ~np.isnan(sessions.face[..., 0]) | ~np.isnan(sessions.text[..., 0])
    return there


def _turn_loss(turns: Floats, drawn: Drawn) -> float:
    """Of every turn that anything is known of; what is aimed at are those with both."""
    some, sessions = known(drawn.sessions), drawn.sessions
    found, truth = turns[both(sessions)], turn_truth(sessions)
    worse = max(0.0, drawn.turns - smooth_accuracy(found, truth))
    return log_loss(turns[some], sessions.moods[some]) + WORSE * worse


def _session_loss(fused: Fused, drawn: Drawn) -> float:
    truth = drawn.sessions.mood
    worse = max(0.0, drawn.whole - accuracy(fused.sessions, truth))
    return log_loss(fused.sessions, truth) + WORSE * worse


def fitted(
    constants: Constants, ranges: Sequence[Range], loss: Callable[[Constants], float]
) -> Constants:
    """`constants` with those of `ranges` where `loss` is least."""

    def lost(place: Floats) -> float:
        return loss(_placed(constants, ranges, place))

    start = np.array([_place(getattr(constants, one.name), one) for one in ranges])
    start = searched(lost, start)
    for _ in range(RESTARTS):
        start = minimum(lost, start, STEPS)
    return _placed(constants, ranges, start)


def _placed(constants: Constants, ranges: Sequence[Range], place: Floats) -> Constants:
    found: dict[str, Any] = {
        one.name: one.low + (one.high - one.low) * sigmoid(at)
        for one, at in zip(ranges, place, strict=True)
    }
    return replace(constants, **found)


def _place(value: float, inside: Range) -> float:
    """The number whose logistic is where `value` lies in the range."""
    share = (value - inside.low) / (inside.high - inside.low)
    share = min(0.98, max(0.02, share))
    return float(np.log(share / (1 - share)))
