"""Expression taken out of a face's pixels, by shares: its shape and its texture go to neutral.

An active appearance model's two halves (Cootes et al. 2001) without its linear model. Shape: a
piecewise-affine warp moves the landmarks towards the mean neutral face, which is first turned and
scaled into this head's pose. Texture: in the frame where every face has the neutral shape, what
differs from the mean neutral texture is taken away; broad light and shade stay the person's own.
A warp alone leaves teeth and folds, and a network still sees the smile.

At a share of 1 the inner face is the mean neutral one, lit as the person was; hair, outline, pose
and background stay. It is a picture of a rigid face, made by rule: not a patient's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from train.fusion_stills import Grey, Still
from vision.mesh import Landmarks, inter_ocular
from vision.motion import STABLE, align

Points = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

SIDE = 128
"""Pixels: the frame in which textures are compared."""
EYES_APART = 40.0
"""Pixels between the eye centres there."""
MESHED = 468
"""Landmarks of the skin; the irises follow the gaze and carry no triangle."""
APART = 2.0
"""Pixels there: of landmarks that lie closer, as between closed lips, one carries the triangles."""
SHADE = 14.0
"""Pixels there: standard deviation of the blur that counts as light and shade, a third of the
distance between the eyes; folds, lips and teeth are finer."""
SOFT = 6.0
"""Pixels there: over which the face's edge fades into the rest."""


@dataclass(frozen=True)
class Neutral:
    """The mean of many neutral faces."""

    shape: Landmarks
    """[478, 3] facing the camera, in the frame of SIDE pixels."""
    texture: Floats
    """[SIDE, SIDE] grey, of mean 0 and standard deviation 1 on the face."""
    carriers: npt.NDArray[np.intp]
    """Landmarks that carry the triangles."""
    triangles: npt.NDArray[np.intp]
    """[N, 3] corners among the carriers and the picture's edge."""
    face: Floats
    """[SIDE, SIDE] 1 on the face, 0 outside, soft between."""


def mean_neutral(stills: Sequence[Still]) -> Neutral:
    """The mean shape, then the mean texture of what is warped into it."""
    shape = _mean_shape([still.landmarks for still in stills])
    carriers = _thinned(shape)
    triangles, face = _triangles(shape[carriers]), _face(shape)
    bare = Neutral(shape, np.zeros((SIDE, SIDE), np.float32), carriers, triangles, face)
    textures = [_scaled(_texture(still, bare), face) for still in stills]
    mean = np.mean(textures, axis=0, dtype=np.float32)
    return replace(bare, texture=mean)


class Attenuation:
    """One still, and the same with any share of its expression taken out."""

    def __init__(self, still: Still, neutral: Neutral) -> None:
        self._still, self._neutral = still, neutral
        self._goal = align(neutral.shape, still.landmarks)
        own = _texture(still, neutral)
        self._away = (_lit(neutral, own) - own) * neutral.face

    def at(self, share: float) -> Grey:
        """The picture with `share` (0 to 1) of the expression gone; at 0 it is the still itself."""
        still, neutral = self._still, self._neutral
        if share == 0:
            return still.picture
        goal = still.landmarks + share * (self._goal - still.landmarks)
        mapped = _Map(goal, still.picture.shape, neutral)
        warped = mapped.pull(still.picture.astype(np.float32), still.landmarks)
        residual = mapped.pull(share * self._away, neutral.shape)
        return (warped + residual).round().clip(0, 255).astype(np.uint8)


class _Map:
    """Where each pixel of a picture with landmarks `goal` comes from, triangle by triangle."""

    def __init__(self, goal: Points | Landmarks, shape: tuple[int, ...], neutral: Neutral) -> None:
        self._size, self._neutral = (shape[0], shape[1]), neutral
        self._corners = self._placed(goal, self._size)
        self._which = np.zeros(self._size, np.int32)
        for number, corners in enumerate(np.round(self._corners).astype(np.int32)):
            cv2.fillConvexPoly(self._which, corners, (number,))

    def pull(self, picture: Floats, landmarks: Points | Landmarks) -> Floats:
        """The picture, whose landmarks these are, brought into the goal's shape."""
        source = self._placed(landmarks, picture.shape)
        onto = _affine(self._corners, source)[self._which]
        y, x = np.mgrid[: self._size[0], : self._size[1]].astype(np.float32)
        u, v = (onto[..., k, 0] * x + onto[..., k, 1] * y + onto[..., k, 2] for k in (0, 1))
        pulled = cv2.remap(picture, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return pulled.astype(np.float32, copy=False)

    def _placed(self, landmarks: Points | Landmarks, size: tuple[int, ...]) -> Points:
        """[N, 3, 2] the triangles' corners in a picture of this size."""
        carried = _with_edge(landmarks[self._neutral.carriers], size)
        corners: Points = carried[self._neutral.triangles]
        return corners


def _affine(corners: Points, source: Points) -> Floats:
    """[N, 2, 3] from places in each triangle to places in its source; flat ones stay put."""
    whole = np.concatenate([corners, np.ones((len(corners), 3, 1))], axis=2)
    flat = np.abs(np.linalg.det(whole)) < 1e-3
    whole[flat] = np.eye(3)
    onto = np.linalg.solve(whole, np.where(flat[:, None, None], 0.0, source)).transpose(0, 2, 1)
    onto[flat, :, 2] = source[flat].mean(axis=1)
    return onto.astype(np.float32)


def _texture(still: Still, neutral: Neutral) -> Floats:
    """[SIDE, SIDE] the face in the neutral shape."""
    mapped = _Map(neutral.shape, (SIDE, SIDE), neutral)
    return mapped.pull(still.picture.astype(np.float32), still.landmarks)


def _lit(neutral: Neutral, own: Floats) -> Floats:
    """The mean neutral texture with this picture's contrast, light and shade."""
    on = neutral.face > 0.5
    plain = neutral.texture * float(own[on].std())
    shade = cv2.GaussianBlur(own - plain, (0, 0), SHADE)
    return plain + shade.astype(np.float32)


def _scaled(texture: Floats, face: Floats) -> Floats:
    on = face > 0.5
    scaled: Floats = (texture - texture[on].mean()) / max(float(texture[on].std()), 1.0)
    return scaled


def _mean_shape(shapes: Sequence[Landmarks]) -> Landmarks:
    """Each turned onto the mean of those before, twice; the mean face looks into the camera."""
    mean = _frontal(shapes[0])
    for _ in range(2):
        mean = np.mean([align(shape, mean) for shape in shapes], axis=0).astype(np.float32)
        mean = _symmetric(mean)
    return mean


def _frontal(shape: Landmarks) -> Landmarks:
    """Scaled and shifted so that the eyes are EYES_APART, the nose bridge a little above half."""
    scaled = shape * (EYES_APART / inter_ocular(shape))
    shift = np.array([SIDE / 2, SIDE * 0.42, 0.0], np.float32) - scaled[168]
    placed: Landmarks = (scaled + shift).astype(np.float32)
    return placed


def _symmetric(shape: Landmarks) -> Landmarks:
    """Turned so that the STABLE points lie as those of its mirror image do: facing the camera."""
    mirror = shape.copy()
    mirror[:, 0] = SIDE - shape[:, 0]
    swapped = mirror.copy()
    for left, right in ((33, 263), (133, 362), (127, 356)):
        swapped[[left, right]] = mirror[[right, left]]
    onto = (swapped[list(STABLE)] + shape[list(STABLE)]) / 2
    target = shape.copy()
    target[list(STABLE)] = onto
    return _frontal(align(shape, target).astype(np.float32))


def _thinned(shape: Landmarks) -> npt.NDArray[np.intp]:
    """Landmarks of the skin at least APART from those taken before."""
    taken: list[int] = []
    for number, place in enumerate(shape[:MESHED, :2]):
        if not taken or np.linalg.norm(shape[taken, :2] - place, axis=1).min() >= APART:
            taken.append(number)
    return np.array(taken, np.intp)


def _triangles(shape: Landmarks) -> npt.NDArray[np.intp]:
    """Delaunay's, over the carriers and the picture's edge."""
    points = _with_edge(shape, (SIDE, SIDE))
    plane = cv2.Subdiv2D((-1, -1, SIDE + 2, SIDE + 2))
    places: dict[tuple[float, float], int] = {}
    for number, (x, y) in enumerate(points.astype(np.float32)):
        at = (float(np.clip(x, 0, SIDE)), float(np.clip(y, 0, SIDE)))
        places[at] = number
        plane.insert(at)
    corners = np.array(plane.getTriangleList()).reshape(-1, 3, 2)
    found = [[places.get((float(x), float(y)), -1) for x, y in three] for three in corners]
    return np.array([three for three in found if min(three) >= 0], np.intp)


def _with_edge(landmarks: Points | Landmarks, size: tuple[int, ...]) -> Points:
    """[N + 8, 2] the landmarks, then corners and middles of the picture's edge."""
    height, width = size[0] - 1, size[1] - 1
    edge = [(x * width / 2, y * height / 2) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    return np.concatenate([landmarks[:, :2].astype(float), np.array(edge, float)])


def _face(shape: Landmarks) -> Floats:
    face = np.zeros((SIDE, SIDE), np.float32)
    hull = cv2.convexHull(shape[:MESHED, :2].round().astype(np.int32))
    cv2.fillConvexPoly(face, hull.astype(np.int32), (1.0,))
    inner = cv2.erode(face, np.ones((3, 3), np.uint8), iterations=int(SOFT))
    return cv2.GaussianBlur(inner, (0, 0), SOFT / 2).astype(np.float32, copy=False)
