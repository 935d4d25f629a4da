"""Where the face model looked in one picture: the evidence of each place for each label."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contract.errors import BadMessage
from contract.messages import Mood
from models.activation import open_with_activation
from models.card import ACTIVATION, Card
from vision.attribution import Levelled, attribution
from vision.crop import corners, crop, framing
from vision.emotion import mood_of
from vision.jpeg import Picture, decode
from vision.level import level
from vision.mesh import Landmarks, Mesh
from vision.overlay import overlay
from vision.regions import places

Grid = list[list[float]]
"""Rows from the top of the crop, in each the places from left to right."""


@dataclass(frozen=True)
class Explanation:
    """What the model says of the one face in a picture, and where it saw that."""

    model: str
    label: str
    """The label that is explained: the one asked for, or the most probable."""
    probabilities: dict[str, float]
    mood: Mood
    grid: Grid
    """Evidence for the label."""
    evidence: dict[str, Grid]
    """For each label how much each place speaks for it rather than for the others. Its mean over
    the grid is the label's logit, less the mean logit, when `exact`."""
    exact: bool
    """False for maps of the network's own making, such as Grad-CAM's."""
    regions: dict[str, float] | None
    """Share of each region of the face in what the mood rests on, found by covering each; None when
    covering changes nothing."""
    corners: tuple[tuple[float, float], ...]
    """Where the grid lies in the picture, in pixels: (x, y) from its top left, clockwise."""


class Explainer:
    """Mesh and model, the model opened so that it gives its class activation too."""

    def __init__(self, card: Card) -> None:
        self._card, self._mesh = card, Mesh()
        self._session, self._maps = open_with_activation(card)

    def explain(self, jpeg: bytes, label: str | None = None) -> Explanation:
        """Explain a label, by default the most probable.

        BadMessage when there is no such label, or not exactly one face in the picture.
        """
        picture = decode(jpeg)
        return self._explained(picture, self._face(picture), label)

    def draw(self, jpeg: bytes, label: str | None = None) -> bytes:
        """The same as a PNG: the picture, orange where a place speaks for it, blue against."""
        picture = decode(jpeg)
        landmarks = self._face(picture)
        found = self._explained(picture, landmarks, label)
        return overlay(picture, np.array(found.grid, np.float32), framing(landmarks))

    def _face(self, picture: Picture) -> Landmarks:
        faces = self._mesh.find(picture)
        if len(faces) != 1:
            count = "several faces" if faces else "no face"
            raise BadMessage(f"The picture shows {count}; send one with exactly one face.")
        return faces[0]

    def _explained(self, picture: Picture, landmarks: Landmarks, label: str | None) -> Explanation:
        labels = self._card.labels
        if label is not None and label not in labels:
            raise BadMessage(f"There is no label {label!r}. Labels: {', '.join(labels)}.")
        face = level(crop(picture, landmarks))
        scores, maps = self._run(face, self._card.output, self._maps)
        probabilities = {one: float(p) for one, p in zip(labels, scores, strict=True)}
        evidence = dict(zip(labels, _evidence(maps), strict=True))
        shown = label or max(probabilities, key=lambda one: probabilities[one])
        return Explanation(
            model=f"{self._card.name} {self._card.version}",
            label=shown,
            probabilities=probabilities,
            mood=mood_of(self._card, probabilities),
            grid=evidence[shown],
            evidence=evidence,
            exact=self._maps != ACTIVATION,
            regions=attribution(face, places(landmarks), self._read, self._card),
            corners=corners(framing(landmarks)),
        )

    def _read(self, face: Levelled) -> npt.NDArray[np.float32]:
        return self._run(face, self._card.output)[0]

    def _run(self, face: Levelled, *outputs: str) -> list[npt.NDArray[np.float32]]:
        """These outputs of the network for one face."""
        found = self._session.run(outputs, {self._card.input[0].name: face[None, None]})
        return [np.asarray(one[0], np.float32) for one in found]


def _evidence(maps: npt.NDArray[np.float32]) -> list[Grid]:
    """[labels, h, w] less their mean over labels: softmax does not see what all have in common."""
    grids: list[Grid] = (maps - maps.mean(axis=0)).astype(np.float64).round(6).tolist()
    return grids
