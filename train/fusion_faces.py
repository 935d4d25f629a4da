"""Voted faces at every level of attenuation, as the service reads them; kept in a folder."""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.card import Card
from train.faces import MOODS, TO_MOOD, Faces, Floats
from train.fusion_attenuation import Attenuation, Neutral, mean_neutral
from train.fusion_stills import ENLARGED, Grey, Still, enlarged, find, look
from train.measures import Labels
from vision.crop import SIDE
from vision.emotion import EmotionModel
from vision.mesh import Mesh
from vision.motion import MEASURES

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Of the expression that is taken out."""
VIEWS = ("clear", "spoiled")
"""As it is, and out of focus or in bad light with the camera's noise."""
NEUTRALS = 250
"""Faces that make the mean neutral one."""
BLUR = (0.008, 0.035)
"""Standard deviation of the blur, in sides of the face; the light's share; the noise in greys."""
LIGHT = (0.06, 0.4)
NOISE = 2.0
BATCH = 256
READING = 1
"""Raise it when a picture would be read otherwise: what is kept is then made anew."""


@dataclass(frozen=True)
class Looks:
    """Pictures by share and view, before any network: N pictures, SHARES, VIEWS."""

    truth: Labels
    """[N] the mood with more than half of the votes."""
    found: npt.NDArray[np.bool_]
    """[N, 5, 2] whether there is exactly one face, of a quality above 0."""
    crops: npt.NDArray[np.uint8]
    """[N, 5, 2, 48, 48]"""
    quality: Floats
    """[N, 5, 2]"""
    measures: Floats
    """[N, 5, 2, 9] in the order of vision.motion.MEASURES, IOD."""

    def __len__(self) -> int:
        return len(self.truth)


def agreed(faces: Faces) -> Faces:
    """Those in which one mood has more than half of the votes: the others have none to pair by."""
    return faces.rows(np.flatnonzero((faces.votes @ TO_MOOD).max(axis=1) > 0.5))


def sure_neutrals(faces: Faces) -> Faces:
    """Those that most voters saw as neutral, at most NEUTRALS of them."""
    surest = np.argsort(-faces.votes[:, 0], kind="stable")[:NEUTRALS]
    return faces.rows(surest[faces.votes[surest, 0] > 0.5])


def looks(faces: Faces, cache: Path, neutrals: Faces | None = None, processes: int = 2) -> Looks:
    """Mesh, attenuation and quality of every picture; read from `cache` when they are there.

    Expression is taken out towards the mean of `neutrals`; without them of the surest of `faces`.
    """
    path = cache / f"looks-{_key(faces, neutrals)}.npz"
    if path.exists():
        with np.load(path) as kept:
            return Looks(**{name: kept[name] for name in Looks.__annotations__})
    made = _made(faces, sure_neutrals(faces) if neutrals is None else neutrals, processes)
    cache.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **dict(zip(Looks.__annotations__, astuple(made), strict=True)))
    return made


def moods(seen: Looks, card: Card, cache: Path) -> Floats:
    """[N, 5, 2, 4] the network's moods, 0 where nothing was found; kept in `cache` too."""
    crops = seen.crops[seen.found]
    key = hashlib.sha256(crops.tobytes() + card.sha256.encode()).hexdigest()[:16]
    path, found = cache / f"moods-{key}.npy", np.zeros((*seen.found.shape, len(MOODS)))
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(path, _scored(crops, card))
    found[seen.found] = np.load(path)
    return found


def _scored(crops: npt.NDArray[np.uint8], card: Card) -> Floats:
    model, (height, width) = EmotionModel(card), card.input[0].shape[-2:]
    size = int(width), int(height)
    to_mood = np.array([[card.moods[label] == mood for mood in MOODS] for label in card.labels])
    parts = [np.zeros((0, len(MOODS)))]
    for start in range(0, len(crops), BATCH):
        sized = [cv2.resize(one, size) for one in crops[start : start + BATCH]]
        parts.append(model.batch(np.array(sized, np.uint8)) @ to_mood)
    return np.concatenate(parts)


def _made(faces: Faces, neutrals: Faces, processes: int) -> Looks:
    neutral = _neutral(neutrals)
    with ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=_begin, initargs=(neutral,)
    ) as pool:
        rows = list(pool.map(_levels, enumerate(faces.pixels), chunksize=16))
    found, crops, quality, measures = (np.array(column) for column in zip(*rows, strict=True))
    truth = (faces.votes @ TO_MOOD).argmax(axis=1)
    return Looks(truth, found, crops, quality, measures)


def _neutral(neutrals: Faces) -> Neutral:
    mesh = Mesh()
    stills = [find(enlarged(pixels), mesh) for pixels in neutrals.pixels]
    there = [still for still in stills if still is not None]
    if not there:
        raise SystemExit("No face voted neutral was found: there is nothing to attenuate towards.")
    return mean_neutral(there)


Row = tuple[npt.NDArray[np.bool_], npt.NDArray[np.uint8], Floats, Floats]
_mine: list[tuple[Mesh, Neutral]] = []
"""This process' own mesh."""


def _begin(neutral: Neutral) -> None:
    cv2.setNumThreads(1)
    _mine.append((Mesh(), neutral))


def _levels(numbered: tuple[int, Grey]) -> Row:
    """One picture at every share, in both views."""
    number, pixels = numbered
    (mesh, neutral), draw = _mine[0], np.random.default_rng(number)
    found = np.zeros((len(SHARES), len(VIEWS)), np.bool_)
    crops = np.zeros((*found.shape, SIDE, SIDE), np.uint8)
    quality, measures = np.zeros(found.shape), np.zeros((*found.shape, len(MEASURES)))
    still = find(enlarged(pixels), mesh)
    if still is None:
        return found, crops, quality, measures
    attenuation = Attenuation(still, neutral)
    for level, share in enumerate(SHARES):
        picture = attenuation.at(share)
        for view, shown in enumerate((picture, _spoiled(picture, draw))):
            seen = still if level == view == 0 else find(shown, mesh)
            if seen is not None:
                _fill((found, crops, quality, measures), (level, view), seen)
    return found, crops, quality, measures


def _fill(row: Row, place: tuple[int, int], still: Still) -> None:
    seen = look(still)
    row[0][place], row[1][place], row[2][place] = seen.quality > 0, seen.crop, seen.quality
    row[3][place] = [seen.measures[name] for name in MEASURES]


def _spoiled(picture: Grey, draw: np.random.Generator) -> Grey:
    """Out of focus or in bad light, as bad as chance has it."""
    if draw.random() < 0.5:
        return cv2.GaussianBlur(picture, (0, 0), draw.uniform(*BLUR) * ENLARGED).astype(np.uint8)
    noise = draw.normal(0, NOISE, picture.shape)
    return (picture * draw.uniform(*LIGHT) + noise).round().clip(0, 255).astype(np.uint8)


def _key(faces: Faces, neutrals: Faces | None) -> str:
    """Of the pictures, their votes, what is neutral, and how they are read."""
    parts = [faces.pixels.tobytes(), faces.votes.tobytes(), bytes([READING])]
    if neutrals is not None:
        parts.append(neutrals.pixels.tobytes())
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]
