"""Scored pictures and replies as what sessions are drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contract.messages import MOODS
from fusion.constants import Reference
from models.card import Card
from train.faces import Faces
from train.fusion_faces import SHARES, Looks, agreed, looks, moods
from train.fusion_replies import Scored
from train.fusion_sessions import LEAST, FacePool, Scale, TextPool
from train.measures import Floats
from vision.motion import MEASURES

TYPICAL = 9
"""Stills whose mean displacement stands for a session's when the scale is made."""


@dataclass(frozen=True)
class Stills:
    """Where displacement is counted from, and the scale it is placed on."""

    neutral: dict[str, float]
    """Mean measures of neutral faces, IOD."""
    reference: Reference
    """IOD: low is a face without expression, middle a free one, high twice the middle."""

    def displacement(self, measures: Floats) -> Floats:
        """[...] from [..., 9]: mean distance of the measures from the neutral ones, IOD."""
        neutral = np.array([self.neutral[name] for name in MEASURES])
        away: Floats = np.abs(measures - neutral).mean(axis=-1)
        return away


@dataclass(frozen=True)
class Pictures:
    """Voted faces with everything that was read in them."""

    looks: Looks
    moods: Floats
    """[N, 5, 2, 4]"""
    offered: int
    """Pictures before those without one mood were left out."""


def read_pictures(faces: Faces, card: Card, cache: Path, neutrals: Faces | None = None) -> Pictures:
    """Those in which the voters agree on a mood, scored by the card's network.

    `neutrals` make the face that expression is taken out towards; without them `faces` do.
    """
    seen = looks(agreed(faces), cache, neutrals)
    return Pictures(seen, moods(seen, card, cache), len(faces))


def joined(parts: Sequence[Pictures]) -> Pictures:
    """All of them as one."""
    looks = [vars(part.looks) for part in parts]
    columns = {name: np.concatenate([one[name] for one in looks]) for name in looks[0]}
    moods = np.concatenate([part.moods for part in parts])
    return Pictures(Looks(**columns), moods, sum(part.offered for part in parts))


def read_stills(pictures: Pictures, usual: tuple[float, float]) -> tuple[Stills, Scale]:
    """The scale of stills: faces without expression at the low end of `usual`, free ones at 0.5."""
    neutral = (pictures.looks.truth == MOODS.index("neutral")) & pictures.looks.found[:, 0, 0]
    means = pictures.looks.measures[neutral, 0, 0].mean(axis=0)
    named = dict(zip(MEASURES, means.round(4).tolist(), strict=True))
    bare = Stills(named, Reference(1.0, 1.0, 1.0))
    middle, low = (_typical(bare, pictures.looks, level) for level in (0, len(SHARES) - 1))
    stills = Stills(named, Reference(low, middle, 2 * middle))
    return stills, Scale(stills.reference, usual)


def stills_of(card: Mapping[str, Any], usual: tuple[float, float]) -> tuple[Stills, Scale]:
    """As models/fusion.json keeps them."""
    stills = Stills(dict(card["neutral"]), Reference(**card["reference"]))
    return stills, Scale(stills.reference, usual)


def face_pools(pictures: Pictures, stills: Stills) -> list[FacePool]:
    """One for each of SHARES, of the pictures whose face was found there."""
    seen = pictures.looks
    moved, rest = stills.displacement(seen.measures), resting(pictures)
    return [
        FacePool(
            truth=seen.truth[there],
            moods=pictures.moods[there, level],
            quality=np.where(seen.found[there, level], seen.quality[there, level], 0.0),
            displacement=moved[there, level],
            rest=SHARES[level] * rest,
        )
        for level in range(len(SHARES))
        for there in [np.flatnonzero(seen.found[:, level, 0])]
    ]


def resting(pictures: Pictures) -> Floats:
    """[M, 4] log readings of faces voted neutral, beside the mean of those without expression.

    Taking expression out makes all faces look like one, and more neutral than any; people's faces
    at rest do not, and are read each in its own way all session long.
    """
    seen, last = pictures.looks, len(SHARES) - 1
    neutral = (seen.truth == MOODS.index("neutral")) & seen.found[:, 0, 0]
    without = pictures.moods[seen.found[:, last, 0], last, 0]
    logs, flat = (np.log(np.maximum(o, LEAST)) for o in (pictures.moods[neutral, 0, 0], without))
    beside: Floats = logs - flat.mean(axis=0)
    return beside


def text_pool(scored: Scored) -> TextPool:
    """The replies that the model could read."""
    read = scored.tokens > 0
    return TextPool(scored.truth[read], scored.moods[read], scored.tokens[read].astype(np.float64))


def _typical(stills: Stills, seen: Looks, level: int) -> float:
    """Median over sessions of TYPICAL stills of their mean displacement."""
    moved = stills.displacement(seen.measures[seen.found[:, level, 0], level, 0])
    draws = np.random.default_rng(0).choice(moved, (4000, TYPICAL))
    return round(float(np.median(draws.mean(axis=1))), 4)
