"""One frame from JPEG to numbers: the whole of vision's computing, free of I/O."""

from __future__ import annotations

from dataclasses import dataclass

from models.card import Card
from vision.attribution import attribution
from vision.crop import Crop, crop
from vision.emotion import EmotionModel
from vision.jpeg import decode
from vision.level import level
from vision.mesh import Landmarks, Mesh
from vision.pose import Pose, pose
from vision.quality import Quality, quality
from vision.regions import places
from vision.roi import Roi, roi


@dataclass(frozen=True)
class Face:
    """The one face of a frame."""

    landmarks: Landmarks
    probabilities: tuple[float, ...]
    """Per emotion, in the card's order."""
    quality: Quality
    pose: Pose
    regions: dict[str, float] | None = None
    """What its mood rested on, as in `FaceWindow.regions`; None where nobody asked."""


@dataclass(frozen=True)
class FrameScore:
    """What one frame showed."""

    faces: int
    face: Face | None = None
    """None unless there is exactly one."""
    roi: Roi | None = None
    """Where to look for it in the next frame."""

    @property
    def usable(self) -> bool:
        """Exactly one face, and nothing about it makes it unreadable."""
        return self.face is not None and self.face.quality.product > 0

    @property
    def reason(self) -> str | None:
        """What is wrong with the frame, in a patient's words; None when it is good."""
        if self.face is None:
            return "no face" if self.faces == 0 else "several faces"
        return self.face.quality.reason


class Scorer:
    """Mesh and model together, loaded once for each worker."""

    def __init__(self, card: Card) -> None:
        self._card, self._mesh, self._model = card, Mesh(), EmotionModel(card)

    def score(
        self, jpeg: bytes, near: Roi | None = None, *, others: bool = True, regions: bool = False
    ) -> FrameScore:
        """Read one frame; BadMessage or TooLarge when it is not a JPEG that can be taken.

        `near` says where the one face was in the frame before; then `others` False saves the look
        for a second one.
        `regions` asks what the mood of a usable face rested on: one more run of the network each.
        """
        picture = decode(jpeg)
        found = self._mesh.find(picture, near, others)
        if len(found) != 1:
            return FrameScore(faces=len(found))
        (landmarks,) = found
        height, width = picture.shape[:2]
        cut, turned = crop(picture, landmarks), pose(landmarks)
        judged = quality(picture, landmarks, cut, turned)
        return FrameScore(
            faces=1,
            roi=roi(landmarks, width, height),
            face=Face(
                landmarks=landmarks,
                probabilities=self._model.probabilities(cut),
                quality=judged,
                pose=turned,
                regions=self._regions(cut, landmarks) if regions and judged.product > 0 else None,
            ),
        )

    def _regions(self, cut: Crop, landmarks: Landmarks) -> dict[str, float] | None:
        return attribution(level(cut), places(landmarks), self._model.read, self._card)
