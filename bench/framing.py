"""Whether a face lies in its crop where the faces of the training lie in theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from vision.crop import FRAMING, SIDE, Crop, anchors, crop
from vision.jpeg import Picture
from vision.mesh import Landmarks, Mesh

POINTS = ("right eye", "left eye", "nose", "mouth")
_ENLARGED, _MARGIN = 4, 48
"""What the face mesh needs to find faces in crops: times as large, this many pixels around."""

Offsets = npt.NDArray[np.float64]
"""[4, 2] by how much each of POINTS misses its place in FRAMING, in pixels of 48."""


def offsets(face: Crop, mesh: Mesh) -> Offsets | None:
    """By looking for the face in the crop itself; None unless exactly one is found."""
    found = points(face, mesh)
    return None if found is None else found - FRAMING


def points(face: Crop, mesh: Mesh) -> npt.NDArray[np.float64] | None:
    """[4, 2] where the face mesh sees each of POINTS in a crop, in pixels of 48."""
    found = _found(face, mesh)
    return None if found is None else (anchors(found[1]) - _MARGIN) / _ENLARGED


def reframed(face: Crop, mesh: Mesh) -> Crop | None:
    """The face cut out of its crop once more, as the service cuts; None unless one is found."""
    found = _found(face, mesh)
    return None if found is None else crop(*found)


def _found(face: Crop, mesh: Mesh) -> tuple[Picture, Landmarks] | None:
    """The crop large enough for the face mesh, and the one face in it."""
    scale = _ENLARGED * SIDE / face.shape[0]
    large = cv2.resize(face, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    margins = (_MARGIN,) * 4
    around = cv2.copyMakeBorder(large, *margins, borderType=cv2.BORDER_REPLICATE)
    picture = cv2.cvtColor(around, cv2.COLOR_GRAY2RGB).astype(np.uint8, copy=False)
    found = mesh.find(picture)
    return (picture, found[0]) if len(found) == 1 else None


def distances(missed: Sequence[Offsets]) -> dict[str, Any]:
    """Of many faces: how many, and by point the median and 95th percentile of the distance.

    `mean` is [right, down]: a distance is never negative, so only this shows a shift of all.
    """
    if not missed:
        return {"faces": 0}
    every = np.stack(missed)
    length = np.linalg.norm(every, axis=2)
    return {
        "faces": len(every),
        **{
            name: {
                "median": round(float(np.median(length[:, k])), 2),
                "p95": round(float(np.percentile(length[:, k], 95)), 2),
                "mean": [round(float(value), 2) for value in every[:, k].mean(axis=0)],
            }
            for k, name in enumerate(POINTS)
        },
    }
