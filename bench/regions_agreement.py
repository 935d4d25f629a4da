"""Whether a region that is said to carry a mood does: it is covered another way, and looked at.

The judge is a flat grey cover, which neither method uses. The rivals are covering by blur, as the
service does, and the network's own class activation summed over the regions.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from bench.cannot_measure import CannotMeasure
from contract.messages import MOODS, REGIONS
from models.activation import open_with_activation
from models.card import Card
from vision.attribution import EDGE, Levelled, covered
from vision.crop import SIDE, crop
from vision.level import level
from vision.mesh import Mesh
from vision.quiet import quiet
from vision.regions import Places, places

Floats = npt.NDArray[np.float64]
ENLARGED, MARGIN = 5, 60
"""Faces of 48 pixels are too small for the mesh: times as large, and pixels added around."""


@dataclass(frozen=True)
class Agreement:
    """Means over faces."""

    faces: int
    covering: float
    """Rank correlation over the regions with the judge's falls."""
    activation: float
    falls: dict[str, float]
    """Fall of the mood's log-odds when the judge covers the region that each names first, any
    region, and the worst one."""


class Rivals:
    """Both methods on the same network, opened so that it gives its class activation."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._session, self._maps = open_with_activation(card)
        self._moods = np.array([MOODS.index(card.moods[label]) for label in card.labels])

    def compare(self, face: Levelled, where: Places) -> tuple[Floats, Floats, Floats]:
        """[regions] the judge's falls, the falls by blur, and the evidence of the activation."""
        whole, maps = self._read(face[None])
        mood = np.bincount(self._moods, weights=whole[0], minlength=len(MOODS)).argmax()
        own = self._moods == mood

        def falls(faces: npt.NDArray[np.float32]) -> Floats:
            return self._odds(whole, own) - self._odds(self._read(faces)[0], own)

        grid = cv2.resize(_evidence(maps[0], whole[0], own), (SIDE, SIDE))
        summed = np.bincount(where.ravel(), weights=grid.ravel(), minlength=len(REGIONS))
        return falls(flat(face, where)), falls(covered(face, where)), summed.astype(np.float64)

    def _read(self, faces: npt.NDArray[np.float32]) -> tuple[Floats, Floats]:
        wanted = [self._card.output, self._maps]
        scores, maps = self._session.run(wanted, {self._card.input[0].name: faces[:, None]})
        return scores.astype(np.float64), maps.astype(np.float64)

    @staticmethod
    def _odds(scores: Floats, own: npt.NDArray[np.bool_]) -> Floats:
        mine, others = scores[:, own].sum(axis=1), scores[:, ~own].sum(axis=1)
        odds: Floats = np.log(np.maximum(mine, 1e-9)) - np.log(np.maximum(others, 1e-9))
        return odds


def agreement(card: Card, pixels: npt.NDArray[np.uint8], faces: int) -> Agreement:
    """Over `faces` of the pictures, drawn at random; those without a mesh are passed over."""
    with quiet():
        rivals, mesh = Rivals(card), Mesh()
    chosen = np.random.default_rng(0).permutation(len(pixels))[:faces]
    found = [one for one in (_read(pixels[index], mesh) for index in chosen) if one]
    if not found:
        raise CannotMeasure("The mesh finds no face in these pictures.")
    triples = [rivals.compare(*one) for one in found]
    return Agreement(
        faces=len(found),
        covering=float(np.mean([_correlation(judge, blur) for judge, blur, _ in triples])),
        activation=float(np.mean([_correlation(judge, maps) for judge, _, maps in triples])),
        falls={
            "the one covering names first": _mean([j[b.argmax()] for j, b, _ in triples]),
            "the one class activation names first": _mean([j[m.argmax()] for j, _, m in triples]),
            "any": _mean([judge.mean() for judge, _, _ in triples]),
            "the one that costs most": _mean([judge.max() for judge, _, _ in triples]),
        },
    )


def flat(face: Levelled, where: Places) -> npt.NDArray[np.float32]:
    """[regions, 48, 48] each region at the face's mean grey, with the same soft edge as a blur."""
    masks = (where[..., None] == np.arange(len(REGIONS))).astype(np.float32)
    soft = cv2.GaussianBlur(masks, (0, 0), EDGE).transpose(2, 0, 1)
    made: npt.NDArray[np.float32] = face + (face.mean() - face) * soft
    return made


def _read(pixels: npt.NDArray[np.uint8], mesh: Mesh) -> tuple[Levelled, Places] | None:
    """The face as the service would crop it, and its regions; None without exactly one face."""
    large = cv2.resize(pixels, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    edges = (MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    picture = cv2.cvtColor(cv2.copyMakeBorder(large, *edges), cv2.COLOR_GRAY2RGB)
    found = mesh.find(picture.astype(np.uint8, copy=False))
    if len(found) != 1:
        return None
    return level(crop(picture.astype(np.uint8, copy=False), found[0])), places(found[0])


def _evidence(maps: Floats, scores: Floats, own: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """[h, w] what each place adds to the mood's log-odds: its labels' maps less the others', by
    their probabilities; 0 where it speaks against it."""
    mine = np.tensordot(scores[own] / scores[own].sum(), maps[own], 1)
    others = np.tensordot(scores[~own] / scores[~own].sum(), maps[~own], 1)
    return np.maximum(mine - others, 0).astype(np.float32)


def _correlation(one: Floats, other: Floats) -> float:
    """Spearman's, without ties to speak of."""
    return float(np.corrcoef(one.argsort().argsort(), other.argsort().argsort())[0, 1])


def _mean(values: list[float]) -> float:
    return round(float(np.mean(values)), 3)
