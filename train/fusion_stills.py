"""Still faces as the service sees frames: enlarged, found by the mesh, cut out, judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vision.crop import Crop, crop
from vision.mesh import Landmarks, Mesh
from vision.motion import measures
from vision.pose import pose
from vision.quality import quality

Grey = npt.NDArray[np.uint8]
"""[height, width]."""

ENLARGED, MARGIN = 240, 72
"""Pixels: the side a still is brought to, and the edge set around it. FER2013 cuts so close that
MediaPipe finds 79 % of the faces without an edge and 93 % with one."""


@dataclass(frozen=True)
class Still:
    """A still with the one face in it."""

    picture: Grey
    landmarks: Landmarks


@dataclass(frozen=True)
class Look:
    """What the service's own code makes of a still, before any network."""

    crop: Crop
    quality: float
    measures: dict[str, float]
    """The nine distances of vision/motion.py, IOD."""


def enlarged(pixels: Grey) -> Grey:
    """As large as a face in a webcam's picture, with an edge around it."""
    size = (ENLARGED, ENLARGED)
    large = cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
    framed: Grey = np.pad(large, MARGIN, mode="edge").astype(np.uint8, copy=False)
    return framed


def find(picture: Grey, mesh: Mesh) -> Still | None:
    """None unless there is exactly one face."""
    found = mesh.find(coloured(picture))
    return Still(picture, found[0]) if len(found) == 1 else None


def look(still: Still) -> Look:
    """The crop for the networks, the quality for the weights, the measures for expressivity."""
    picture = coloured(still.picture)
    cut = crop(picture, still.landmarks)
    judged = quality(picture, still.landmarks, cut, pose(still.landmarks))
    return Look(cut, judged.product, measures(still.landmarks))


def coloured(picture: Grey) -> Grey:
    """[height, width, 3] for code that reads colour pictures."""
    return np.repeat(picture[..., None], 3, axis=2)


def mean_measures(looks: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Of the neutral faces: where displacement is counted from."""
    return {name: float(np.mean([one[name] for one in looks])) for name in looks[0]}


def displacement(found: Mapping[str, float], neutral: Mapping[str, float]) -> float:
    """How far a still is from the mean neutral face: mean over the measures, IOD."""
    return float(np.mean([abs(found[name] - neutral[name]) for name in neutral]))
