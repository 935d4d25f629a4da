"""MediaPipe's face mesh: a picture to the landmarks of the faces in it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from mediapipe.framework.formats.rect_pb2 import NormalizedRect
from mediapipe.python.solution_base import SolutionBase
from mediapipe.python.solutions import face_detection, face_mesh

from vision.jpeg import Picture
from vision.roi import Roi

Landmarks = npt.NDArray[np.float32]
"""[478, 3] in pixels: x to the right, y down, z away from the camera on x's scale."""

RIGHT_EYE, LEFT_EYE = (33, 133), (362, 263)
"""Corners of the person's right and left eye: they move neither with gaze nor with the lids."""


_FOLLOW = """
input_stream: "image"
input_stream: "roi"
input_side_packet: "with_attention"
output_stream: "landmarks"
node {
  calculator: "FaceLandmarkCpu"
  input_stream: "IMAGE:image"
  input_stream: "ROI:roi"
  input_side_packet: "WITH_ATTENTION:with_attention"
  output_stream: "LANDMARKS:landmarks"
}
"""
"""The second half of MediaPipe's own face mesh graph: landmarks in a given region, or none where
the network sees no face there."""


_WIRE = np.dtype(
    {"names": ["x", "y", "z"], "formats": ["<f4"] * 3, "offsets": [3, 8, 13], "itemsize": 17}
)
"""A landmark as protobuf writes it into a list: tag, length, then x, y and z, each after its tag.
Reading 478 of them at once spares 1,434 attributes."""


class Mesh:
    """Finds faces and their 478 landmarks (attention mesh with irises; models in the wheel).

    MediaPipe's tracking keeps a state that would mix the patients who share a worker. Here the
    state is the caller's: whoever says where the face was in the frame before gets it from there,
    in two thirds of the time (`python -m bench.latency`) and, in a face at rest, with less noise;
    without that the picture is searched.
    """

    def __init__(self) -> None:
        # Two, not one: a second person in the picture has to be noticed. 0.6, not MediaPipe's 0.5:
        # in the soft picture of a kitchen, 0.5 saw a second face in its cupboards.
        self._search = face_mesh.FaceMesh(
            static_image_mode=True,
            max_num_faces=2,
            refine_landmarks=True,
            min_detection_confidence=0.6,
        )
        # The first half of the search alone.
        self._count = face_detection.FaceDetection(min_detection_confidence=0.6)
        self._follow = SolutionBase(
            graph_config=_FOLLOW, side_inputs={"with_attention": True}, outputs=["landmarks"]
        )

    def find(
        self, picture: Picture, near: Roi | None = None, others: bool = True
    ) -> list[Landmarks]:
        """Landmarks of up to two faces.

        With `near` the face in that region is followed; where there is none any more the whole
        picture is searched. `others` False leaves it at that: nobody else is noticed then.
        """
        scale = np.array([picture.shape[1], picture.shape[0], picture.shape[1]], np.float32)
        if near is None or (others and self._faces(picture) > 1):
            return self._searched(picture, scale)
        followed = self._follow.process({"image": picture, "roi": _rect(near)}).landmarks
        return [landmarks_of(followed) * scale] if followed else self._searched(picture, scale)

    def _searched(self, picture: Picture, scale: npt.NDArray[np.float32]) -> list[Landmarks]:
        found = self._search.process(picture).multi_face_landmarks or []
        return [landmarks_of(face) * scale for face in found]

    def _faces(self, picture: Picture) -> int:
        return len(self._count.process(picture).detections or ())


def _rect(near: Roi) -> NormalizedRect:
    return NormalizedRect(
        x_center=near.x, y_center=near.y, width=near.width, height=near.height, rotation=near.turn
    )


def landmarks_of(face: Any) -> Landmarks:
    """[N, 3] of a `NormalizedLandmarkList`, as shares of the picture."""
    points = np.frombuffer(face.SerializeToString(), _WIRE)
    return np.stack([points[name] for name in ("x", "y", "z")], axis=1)


def eye_centres(landmarks: Landmarks) -> tuple[Landmarks, Landmarks]:
    """Centres of the person's right and left eye, each [3]."""
    right, left = landmarks[list(RIGHT_EYE)].mean(axis=0), landmarks[list(LEFT_EYE)].mean(axis=0)
    return right, left


def inter_ocular(landmarks: Landmarks) -> float:
    """Inter-ocular distance (IOD): between the eye centres, in the landmarks' unit, in depth too,
    so that it shrinks neither when the head turns nor when it tilts."""
    right, left = eye_centres(landmarks)
    return float(np.linalg.norm(left - right))
