"""MediaPipe's face mesh: a picture to the landmarks of the faces in it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from mediapipe.python.solutions import face_mesh

from vision.jpeg import Picture

Landmarks = npt.NDArray[np.float32]
"""[478, 3] in pixels: x to the right, y down, z away from the camera on x's scale."""

RIGHT_EYE, LEFT_EYE = (33, 133), (362, 263)
"""Corners of the person's right and left eye: they move neither with gaze nor with the lids."""


class Mesh:
    """Finds faces and their 478 landmarks (attention mesh with irises; models in the wheel).

    Every frame is looked at afresh (`static_image_mode`). Tracking keeps a state that would mix
    the patients who share a worker, and it brings nothing here: detection runs anyway while fewer
    than two faces are found, so 50 frames of one face took as long (3 to 4 ms either way), and
    the landmarks of a man at rest were as quiet in both modes.
    """

    def __init__(self) -> None:
        # Two, not one: a second person in the picture has to be noticed. 0.6, not MediaPipe's 0.5:
        # in the soft picture of a kitchen, 0.5 saw a second face in its cupboards.
        self._mesh = face_mesh.FaceMesh(
            static_image_mode=True,
            max_num_faces=2,
            refine_landmarks=True,
            min_detection_confidence=0.6,
        )

    def find(self, picture: Picture) -> list[Landmarks]:
        """Landmarks of up to two faces."""
        height, width = picture.shape[:2]
        scale = np.array([width, height, width], np.float32)
        found = self._mesh.process(picture).multi_face_landmarks or []
        return [
            np.array([(p.x, p.y, p.z) for p in face.landmark], np.float32) * scale for face in found
        ]


def eye_centres(landmarks: Landmarks) -> tuple[Landmarks, Landmarks]:
    """Centres of the person's right and left eye, each [3]."""
    right, left = landmarks[list(RIGHT_EYE)].mean(axis=0), landmarks[list(LEFT_EYE)].mean(axis=0)
    return right, left


def inter_ocular(landmarks: Landmarks) -> float:
    """Inter-ocular distance (IOD): between the eye centres, in the landmarks' unit, in depth too,
    so that it shrinks neither when the head turns nor when it tilts."""
    right, left = eye_centres(landmarks)
    return float(np.linalg.norm(left - right))
