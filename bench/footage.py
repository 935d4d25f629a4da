"""A video of a face as pictures, and clips made from it that ought to measure the same, or less."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from bench.frame_path import looks_round
from cli.clip import back_and_forth, read_clip
from vision.crop import framing
from vision.jpeg import Picture, decode
from vision.mesh import Landmarks, Mesh
from vision.motion import MEASURES, measures
from vision.roi import Roi, roi

SMALLER, LEAN, LIGHT, NOISE = 0.6, 15.0, 0.4, 2.0
"""Scale, degrees, share of the light, standard deviation of the camera's noise in grey values."""

Faces = tuple[Landmarks | None, ...]
"""The landmarks in each picture; None unless there is exactly one face."""


@dataclass(frozen=True)
class Footage:
    """Pictures and when each is on show."""

    name: str
    rate: float
    """Pictures a second."""
    pictures: tuple[Picture, ...]
    shown: tuple[int, ...]
    """Which picture each frame shows: a short video plays back and forth."""


def read_footage(path: Path, rate: float) -> Footage:
    """The video as the patient's page would send it; CannotReplay when it is none."""
    clip = read_clip(path, rate)
    count, frames = len(clip.pictures), round(clip.seconds * rate)
    shown = tuple(back_and_forth(number, count) for number in range(frames))
    return Footage(path.stem, rate, tuple(map(decode, clip.pictures)), shown)


def faces_of(footage: Footage, mesh: Mesh) -> Faces:
    """The face in each picture, followed as the service does."""
    found: list[Landmarks | None] = []
    near: Roi | None = None
    for number, picture in enumerate(footage.pictures):
        faces = mesh.find(picture, near, looks_round(number, footage.rate))
        height, width = picture.shape[:2]
        near = roi(faces[0], width, height) if len(faces) == 1 else None
        found.append(faces[0] if len(faces) == 1 else None)
    return tuple(found)


def changed(footage: Footage, name: str, change: Callable[[Picture], Picture]) -> Footage:
    """Every picture changed."""
    pictures = tuple(change(picture) for picture in footage.pictures)
    return replace(footage, name=name, pictures=pictures)


def smaller(picture: Picture) -> Picture:
    """The face farther away, in a picture of the same size."""
    return _placed(picture, 0.0, SMALLER)


def leaning(picture: Picture) -> Picture:
    """The head leaning to a shoulder."""
    return _placed(picture, LEAN, 1.0)


def mirrored(picture: Picture) -> Picture:
    """As in a mirror."""
    return np.ascontiguousarray(picture[:, ::-1])


def darker(picture: Picture) -> Picture:
    """A dim room, with the camera's noise."""
    noise = np.random.default_rng(int(picture[::16, ::16].sum())).normal(0, NOISE, picture.shape)
    return (picture * LIGHT + noise).clip(0, 255).astype(np.uint8)


def attenuated(footage: Footage, faces: Faces, share: float) -> Footage:
    """Every face faded by `share` into the clip's own most ordinary one, the head moving on.

    Shape and texture together, by fading the aligned pictures: at 1 the face is frozen.
    """
    anchor = _ordinary(faces)
    calm, pose = footage.pictures[anchor], faces[anchor]
    pictures = tuple(
        picture if face is None or pose is None else _faded(picture, face, calm, pose, share)
        for picture, face in zip(footage.pictures, faces, strict=True)
    )
    return replace(footage, name=f"attenuated {share:.0%}", pictures=pictures)


def still(footage: Footage, faces: Faces) -> Footage:
    """One picture all the time, shifted by parts of a pixel under the camera's noise."""
    picture, rng = footage.pictures[_ordinary(faces)], np.random.default_rng(0)
    frames = tuple(_seen_again(picture, rng) for _ in range(len(footage.pictures)))
    return replace(footage, name="still picture", pictures=frames)


def _ordinary(faces: Faces) -> int:
    """The picture whose measures are closest to the medians of all."""
    read = [(index, measures(face)) for index, face in enumerate(faces) if face is not None]
    values = np.array([[one[name] for name in MEASURES] for _, one in read])
    return read[int(np.abs(values - np.median(values, axis=0)).sum(axis=1).argmin())][0]


def _faded(
    picture: Picture, face: Landmarks, calm: Picture, pose: Landmarks, share: float
) -> Picture:
    size = picture.shape[1], picture.shape[0]
    onto = _chained(framing(pose), framing(face))
    moved = cv2.warpAffine(calm, onto, size, borderMode=cv2.BORDER_REPLICATE)
    mask = np.zeros(picture.shape[:2], np.float32)
    cv2.fillConvexPoly(mask, cv2.convexHull(face[:, :2].round().astype(np.int32)), (share,))
    soft = cv2.GaussianBlur(mask, (0, 0), 2)[..., None]
    return (picture * (1 - soft) + moved * soft).round().clip(0, 255).astype(np.uint8)


def _chained(
    first: npt.NDArray[np.float64], last: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """[2, 3] through `first`, then back through `last`."""
    back = np.vstack([cv2.invertAffineTransform(last), (0, 0, 1)])
    return np.asarray((back @ np.vstack([first, (0, 0, 1)]))[:2], np.float64)


def _placed(picture: Picture, degrees: float, scale: float) -> Picture:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    return _warped(picture, np.asarray(turn, np.float64))


def _seen_again(picture: Picture, rng: np.random.Generator) -> Picture:
    shift = np.hstack([np.eye(2), rng.uniform(-0.5, 0.5, (2, 1))])
    noise = rng.normal(0, NOISE, picture.shape)
    return (_warped(picture, shift) + noise).clip(0, 255).astype(np.uint8)


def _warped(picture: Picture, onto: npt.NDArray[np.float64]) -> Picture:
    size: Sequence[int] = picture.shape[1], picture.shape[0]
    moved = cv2.warpAffine(picture, onto, size, borderMode=cv2.BORDER_REPLICATE)
    return moved.astype(np.uint8, copy=False)
