"""How good each way of weighing is on drawn sessions, with intervals over pictures and replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contract.messages import MOODS
from fusion.constants import Constants
from train.fusion_faces import SHARES
from train.fusion_fit import both
from train.fusion_formula import fuse
from train.fusion_rivals import METHODS, Rivals, methods
from train.fusion_sessions import FacePool, Plan, Scale, Sessions, TextPool, buttons_only, draw
from train.measures import Floats, Labels, calibration_error, log_loss, macro_f1

SINGLE = ("face only", "text only")
OURS, FIXED = "ours", "fixed"
NORMAL = 1.96
"""Standard deviations on either side that hold 95 % of a normal distribution."""

Figures = dict[str, float]


@dataclass(frozen=True)
class Subject:
    """What is measured, and what sessions are drawn from."""

    faces: Sequence[FacePool]
    """One for each of SHARES."""
    replies: TextPool
    scale: Scale
    constants: Constants
    rivals: Rivals
    sessions: int
    """Drawn for a figure; half of it for each of the bootstraps."""
    bootstraps: int

    def sampled(self, level: int, plan: Plan, turn: int) -> Sessions:
        """Sessions of the rows as they are (turn 0), or drawn from them again with repeats."""
        rng = np.random.default_rng([11, level, turn])
        faces, replies = self.faces[level], self.replies
        if turn:
            faces = faces.rows(_again(faces.truth, rng))
            replies = replies.rows(_again(replies.truth, rng))
        return draw(faces, replies, plan, self.scale, rng)


def compare(subject: Subject, level: int, dependence: float, natural: bool) -> dict[str, Any]:
    """Every method at one level of attenuation, by turn and by session."""
    plan = Plan(subject.sessions, dependence, natural)
    part = Plan(max(1, subject.sessions // 2), dependence, natural)
    point = _figures(subject, subject.sampled(level, plan, 0))
    again = [
        _figures(subject, subject.sampled(level, part, turn + 1))
        for turn in range(subject.bootstraps)
    ]
    return {
        "attenuation": SHARES[level],
        "dependence": dependence,
        "moods": "natural" if natural else "uniform",
        **{unit: _summary(point[unit], [one[unit] for one in again]) for unit in point},
    }


def noticed(subject: Subject, level: int) -> dict[str, Any]:
    """Sessions with opposed face and words that end as other for that reason; false alarms."""
    opposed = Plan(subject.sessions, incongruent=True)
    shares = [_disagreeing(subject, level, opposed, turn) for turn in range(subject.bootstraps + 1)]
    agreeing = Plan(subject.sessions, 0.3)
    return {
        "attenuation": SHARES[level],
        "noticed": round(shares[0], 4),
        "half_width_95": _half_width(shares[1:]),
        "false_alarms": round(_disagreeing(subject, level, agreeing, 0), 4),
    }


def without_words(subject: Subject, level: int) -> dict[str, Any]:
    """Sessions of patients who answer with buttons only, beside what the prior alone would say."""
    sessions = buttons_only(subject.sampled(level, Plan(subject.sessions, 0.3), 0))
    moods, constants = fuse(sessions, subject.constants).sessions, subject.constants
    prior = np.tile(np.array(constants.prior), (len(moods), 1))
    named = moods.max(axis=1) >= constants.abstain_below
    right = moods.argmax(axis=1) == sessions.mood
    return {
        "attenuation": SHARES[level],
        "log_loss": round(log_loss(moods, sessions.mood), 4),
        "log_loss_prior": round(log_loss(prior, sessions.mood), 4),
        "named": round(float(named.mean()), 4),
        "named_right": round(float(right[named].mean()), 4) if named.any() else None,
    }


def abstaining(subject: Subject) -> tuple[dict[str, Any], Floats, Labels]:
    """What naming only sure moods brings, over all levels; the moods of the sessions, the truth."""
    plan = Plan(subject.sessions, 0.3)
    drawn = [subject.sampled(level, plan, 0) for level in range(len(SHARES))]
    moods = np.concatenate([fuse(one, subject.constants).sessions for one in drawn])
    truth = np.concatenate([one.mood for one in drawn])
    sure, right = moods.max(axis=1), moods.argmax(axis=1) == truth
    named = sure >= subject.constants.abstain_below
    order = np.argsort(-sure, kind="stable")
    correct = np.cumsum(right[order])
    curve = [
        (share, round(float(correct[count - 1] / count), 4))
        for share in (0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
        if (count := round(share * len(sure))) > 0
    ]
    found = {
        "abstain_below": subject.constants.abstain_below,
        "coverage": round(float(named.mean()), 4),
        "accuracy_named": round(float(right[named].mean()), 4) if named.any() else None,
        "accuracy_all": round(float(right.mean()), 4),
        "accuracy_at_coverage": curve,
        "ece": round(calibration_error(moods, truth), 4),
    }
    return found, moods, truth


def _again(truth: Labels, rng: np.random.Generator) -> Labels:
    """As many rows of each mood as there are, with repeats."""
    rows = [np.flatnonzero(truth == mood) for mood in range(len(MOODS))]
    return np.concatenate([rng.choice(one, len(one)) for one in rows if len(one)])


def _disagreeing(subject: Subject, level: int, plan: Plan, turn: int) -> float:
    return float(fuse(subject.sampled(level, plan, turn), subject.constants).disagree.mean())


def _figures(subject: Subject, sessions: Sessions) -> dict[str, dict[str, Figures]]:
    found = methods(sessions, subject.constants, subject.rivals)
    seen = both(sessions)
    truth = sessions.moods[seen]
    return {
        "turn": {name: _judged(one.turns[seen], truth) for name, one in found.items()},
        "session": {name: _judged(one.sessions, sessions.mood) for name, one in found.items()},
    }


def _judged(moods: Floats, truth: Labels) -> Figures:
    guess = moods.argmax(axis=1)
    return {
        "accuracy": float((guess == truth).mean()),
        "macro_f1": macro_f1(truth, guess, len(MOODS)),
        "log_loss": log_loss(moods, truth),
        "ece": calibration_error(moods, truth),
    }


def _summary(point: dict[str, Figures], again: Sequence[dict[str, Figures]]) -> dict[str, Any]:
    """Each figure with its half width, and how far ours is from its rivals."""
    best = max(SINGLE, key=lambda name: point[name]["accuracy"])
    rows: dict[str, Any] = {
        name: {
            figure: [round(value, 4), _half_width([one[name][figure] for one in again])]
            for figure, value in point[name].items()
        }
        for name in METHODS
    }
    for title, rival in (("over_better_single", best), ("over_fixed", FIXED)):
        gains = [one[OURS]["accuracy"] - one[rival]["accuracy"] for one in again]
        gain = point[OURS]["accuracy"] - point[rival]["accuracy"]
        rows[title] = [round(gain, 4), _half_width(gains)]
    wrong = 1 - point[best]["accuracy"]
    rows["better_single"] = best
    rows["errors_removed"] = round(rows["over_better_single"][0] / wrong, 4) if wrong else None
    rows["errors_removed_half_width"] = _half_width([_removed(one, best) for one in again])
    return rows


def _removed(found: dict[str, Figures], best: str) -> float:
    """Share of the better modality's errors that ours removes; 0 where there is none to remove."""
    wrong = 1 - found[best]["accuracy"]
    return (found[OURS]["accuracy"] - found[best]["accuracy"]) / wrong if wrong else 0.0


def _half_width(values: Sequence[float]) -> float | None:
    return round(NORMAL * float(np.std(values, ddof=1)), 4) if len(values) > 1 else None
