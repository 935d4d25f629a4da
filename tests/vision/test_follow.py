"""A face is followed from one frame to the next, as long as it is there."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from mediapipe.framework.formats.landmark_pb2 import NormalizedLandmark, NormalizedLandmarkList

from tests.vision.pictures import astronaut, nobody, two_people
from vision.jpeg import Picture
from vision.mesh import Landmarks, Mesh, inter_ocular, landmarks_of
from vision.roi import Roi, roi


@pytest.fixture(scope="module")
def mesh() -> Mesh:
    return Mesh()


def _seen(mesh: Mesh, picture: Picture, near: Roi | None = None) -> Landmarks:
    (landmarks,) = mesh.find(picture, near)
    return landmarks


def _region(landmarks: Landmarks, picture: Picture) -> Roi:
    height, width = picture.shape[:2]
    return roi(landmarks, width, height)


def _moved(picture: Picture, across: float, down: float, turn: float = 0.0) -> Picture:
    onto = np.asarray(cv2.getRotationMatrix2D((160.0, 110.0), turn, 1.0))
    onto[:, 2] = onto[:, 2] + (across, down)
    moved = cv2.warpAffine(picture, onto, (320, 240), borderMode=cv2.BORDER_REPLICATE)
    return moved.astype(np.uint8)


def _apart(one: Landmarks, other: Landmarks) -> float:
    """Mean distance in the picture, in inter-ocular distances."""
    return float(np.linalg.norm((one - other)[:, :2], axis=1).mean()) / inter_ocular(one)


@pytest.mark.parametrize(
    ("across", "down", "turn"), [(0, 0, 0), (12, 0, 0), (-8, 10, 0), (0, 0, 12), (6, -6, -12)]
)
def test_a_followed_face_has_the_landmarks_of_a_searched_one(
    mesh: Mesh, across: float, down: float, turn: float
) -> None:
    picture = _moved(astronaut(), across, down, turn)
    before = _region(_seen(mesh, astronaut()), astronaut())
    assert _apart(_seen(mesh, picture), _seen(mesh, picture, before)) < 0.03


def test_following_stays_on_the_face_frame_after_frame(mesh: Mesh) -> None:
    near = _region(_seen(mesh, astronaut()), astronaut())
    for step in range(12):
        picture = _moved(astronaut(), across=4.0 * step, down=2.0 * step)
        near = _region(_seen(mesh, picture, near), picture)
    assert _apart(_seen(mesh, picture), _seen(mesh, picture, near)) < 0.03


def test_a_face_that_went_elsewhere_is_searched_for(mesh: Mesh) -> None:
    corner = Roi(x=0.1, y=0.9, width=0.15, height=0.2, turn=0.0)
    picture = astronaut()
    assert _apart(_seen(mesh, picture), _seen(mesh, picture, corner)) < 0.01


def test_landmarks_are_read_as_protobuf_wrote_them() -> None:
    points = [NormalizedLandmark(x=k / 7, y=0.0, z=-k / 3) for k in range(478)]
    read = landmarks_of(NormalizedLandmarkList(landmark=points))
    assert read == pytest.approx(np.array([(p.x, p.y, p.z) for p in points]))
    assert read.dtype == np.float32


def test_where_nobody_is_left_no_face_is_followed(mesh: Mesh) -> None:
    near = _region(_seen(mesh, astronaut()), astronaut())
    assert mesh.find(nobody(), near) == []


def test_a_second_person_is_noticed_when_others_are_looked_for(mesh: Mesh) -> None:
    both = two_people()
    one, other = mesh.find(both)
    near = _region(one, both)
    (followed,) = mesh.find(both, near, others=False)
    assert _apart(one, followed) < 0.03 < _apart(other, followed)
    assert len(mesh.find(both, near)) == 2


def test_the_region_is_turned_as_the_face_and_half_as_large_again(mesh: Mesh) -> None:
    leaning = _moved(astronaut(), 0, 0, turn=-20)
    straight, turned = (_region(_seen(mesh, one), one) for one in (astronaut(), leaning))
    assert np.degrees(turned.turn - straight.turn) == pytest.approx(20, abs=3)
    landmarks = _seen(mesh, astronaut())
    box = np.ptp(landmarks[:, :2], axis=0).max()
    assert straight.width * 320 == pytest.approx(1.5 * box)
    assert straight.height * 240 == pytest.approx(1.5 * box)
