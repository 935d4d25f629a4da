"""A face model on faces cut out otherwise than in its training, and set right by the face mesh."""

from __future__ import annotations

from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track

from bench.degrade import FRAMINGS, Faces, each
from bench.face_model import FaceModel, gathered, sized
from bench.framing import distances, offsets, reframed
from bench.shift_study import FIGURES, figures
from train.measures import Labels
from vision.crop import SIDE
from vision.mesh import Mesh
from vision.quiet import quiet

MOST = 1500
"""Faces are sought in at most so many rows, drawn by seed: it takes 6 ms each."""


def framing_study(scorer: FaceModel, pixels: Faces, truth: Labels) -> dict[str, Any]:
    """By framing: the figures as it is, and after the face mesh has cut the face out again.

    `truth` is [N], the label of each face. `faces` says in how many pictures the mesh found one;
    the others stay as they are. `where` is where the faces of this file lie.
    """
    some = np.random.default_rng(0).permutation(len(pixels))[:MOST]
    faces, labels, mesh = sized(pixels[some], (SIDE, SIDE)), truth[some], _loaded()
    cut = {"as they are": faces} | {name: each(faces, one) for name, one in FRAMINGS.items()}
    return {
        "rows": len(some),
        "where": _where(faces, mesh),
        "framings": {name: _both(scorer, one, labels, mesh, name) for name, one in cut.items()},
    }


def _loaded() -> Mesh:
    """MediaPipe finishes loading with its first picture."""
    with quiet():
        mesh = Mesh()
        mesh.find(np.zeros((SIDE, SIDE, 3), np.uint8))
    return mesh


def _where(faces: Faces, mesh: Mesh) -> dict[str, Any]:
    missed = [offsets(face, mesh) for face in _shown(faces, "where faces lie")]
    return distances([one for one in missed if one is not None])


def _both(scorer: FaceModel, faces: Faces, truth: Labels, mesh: Mesh, name: str) -> dict[str, Any]:
    again = [reframed(face, mesh) for face in _shown(faces, name)]
    put_right = np.stack(
        [face if new is None else new for face, new in zip(faces, again, strict=True)]
    )
    return {
        "faces": sum(new is not None for new in again),
        "as it is": _figures(scorer, faces, truth),
        "cut out again": _figures(scorer, put_right, truth),
    }


def _figures(scorer: FaceModel, faces: Faces, truth: Labels) -> dict[str, float]:
    found = figures(truth, gathered(scorer.probabilities(faces)))
    return {name: round(found[name], 4) for name in FIGURES}


def _shown(faces: Faces, what: str) -> Any:
    return track(faces, f"{what:18}", console=Console(stderr=True), transient=True)
