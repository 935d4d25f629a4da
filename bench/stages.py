"""How long each stage from JPEG to scores takes, one frame after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import cv2

from bench.frame_path import looks_round
from models.card import Card, load_card
from vision.attribution import attribution
from vision.crop import Crop, crop
from vision.emotion import EmotionModel
from vision.jpeg import Picture, decode
from vision.level import level
from vision.mesh import Landmarks, Mesh
from vision.pose import pose
from vision.quality import quality
from vision.quiet import quiet
from vision.regions import places
from vision.roi import Roi, roi
from vision.score import Scorer

T = TypeVar("T")
WARM_UP = 20
"""Frames that are scored before the clock starts."""


@dataclass
class Stages:
    """Milliseconds of each frame; those of a frame without exactly one face end at the mesh."""

    total: list[float] = field(default_factory=list)
    """JPEG to scores as the service's worker does it, in one call."""
    decode: list[float] = field(default_factory=list)
    look_round: list[float] = field(default_factory=list)
    """The 478 landmarks of the face, and whether there is another one: once a second."""
    mesh: list[float] = field(default_factory=list)
    """The landmarks alone: in every other frame."""
    crop: list[float] = field(default_factory=list)
    """Cutting the face out, its pose and quality."""
    network: list[float] = field(default_factory=list)
    """Levelling brightness and running the model."""
    regions: list[float] = field(default_factory=list)
    """Looking into what the mood rests on: not in the total; the service does it every 20 s."""


def time_stages(model: str, jpegs: Sequence[bytes], rate: float) -> Stages:
    """Time every frame twice: in one call, and stage by stage.

    As the service does it: the face is followed, and once a second others are looked for. `rate`:
    frames a second.
    """
    cv2.setNumThreads(1)
    with quiet():
        card = load_card(model)
        scorer, mesh, emotions = Scorer(card), Mesh(), EmotionModel(card)
        for jpeg in jpegs[:WARM_UP]:
            scorer.score(jpeg)
            mesh.find(decode(jpeg))
    stages = Stages()
    near: Roi | None = None
    for number, jpeg in enumerate(jpegs):
        look = partial(scorer.score, jpeg, near, others=looks_round(number, rate))
        near = _timed(stages.total, look).roi
    near = None
    for number, jpeg in enumerate(jpegs):
        near = _staged(stages, mesh, emotions, card, jpeg, near, looks_round(number, rate))
    return stages


def _staged(
    stages: Stages,
    mesh: Mesh,
    emotions: EmotionModel,
    card: Card,
    jpeg: bytes,
    near: Roi | None,
    others: bool,
) -> Roi | None:
    """Time each stage of a frame; where its face is."""
    picture = _timed(stages.decode, partial(decode, jpeg))
    into = stages.look_round if others else stages.mesh
    faces = _timed(into, partial(mesh.find, picture, near, others))
    if len(faces) != 1:
        return None
    landmarks = faces[0]
    face = _timed(stages.crop, partial(_cut, picture, landmarks))
    _timed(stages.network, partial(emotions.probabilities, face))
    _timed(stages.regions, lambda: attribution(level(face), places(landmarks), emotions.read, card))
    height, width = picture.shape[:2]
    return roi(landmarks, width, height)


def _cut(picture: Picture, landmarks: Landmarks) -> Crop:
    """All that the scorer does between mesh and network."""
    face, turned = crop(picture, landmarks), pose(landmarks)
    quality(picture, landmarks, face, turned)
    return face


def _timed(into: list[float], work: Callable[[], T]) -> T:
    start = time.perf_counter()
    done = work()
    into.append((time.perf_counter() - start) * 1000)
    return done
