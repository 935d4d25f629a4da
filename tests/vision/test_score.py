"""The whole computing path on real pictures, with the shipped weights."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from contract.errors import BadMessage
from models.card import load_card
from tests.vision.pictures import astronaut, jpeg, nobody, two_people
from vision.crop import SIDE, crop
from vision.emotion import MODEL, mood_of
from vision.jpeg import Picture
from vision.mesh import Mesh, eye_centres, inter_ocular
from vision.pose import pose
from vision.score import Face, Scorer

CARD = load_card(MODEL)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(CARD)


@pytest.fixture(scope="module")
def mesh() -> Mesh:
    return Mesh()


def _face(scorer: Scorer, picture: Picture) -> Face:
    face = scorer.score(jpeg(picture)).face
    assert face is not None
    return face


def _turned(picture: Picture, degrees: float, scale: float = 1.0) -> Picture:
    """Turned clockwise around the face."""
    onto = cv2.getRotationMatrix2D((160.0, 110.0), -degrees, scale)
    warped = cv2.warpAffine(picture, onto, (320, 240), borderValue=(90, 90, 90))
    return warped.astype(np.uint8)


def test_one_face_gives_a_distribution_over_the_cards_labels(scorer: Scorer) -> None:
    score = scorer.score(jpeg(astronaut()))
    assert (score.faces, score.usable, score.reason) == (1, True, None)
    assert score.face is not None
    assert len(score.face.probabilities) == len(CARD.labels)
    assert sum(score.face.probabilities) == pytest.approx(1, abs=1e-4)


def test_smile_reads_positive(scorer: Scorer) -> None:
    probabilities = _face(scorer, astronaut()).probabilities
    mood = mood_of(CARD, dict(zip(CARD.labels, probabilities, strict=True)))
    assert sum(mood) == pytest.approx(1)
    assert max(mood) == mood[2]


def test_no_face_is_unknown_not_zero(scorer: Scorer) -> None:
    score = scorer.score(jpeg(nobody()))
    assert (score.faces, score.face, score.reason) == (0, None, "no face")


def test_two_faces_are_noticed_and_neither_is_read(scorer: Scorer) -> None:
    score = scorer.score(jpeg(two_people()))
    assert (score.faces, score.face, score.reason) == (2, None, "several faces")


def test_what_is_no_jpeg_is_refused(scorer: Scorer) -> None:
    with pytest.raises(BadMessage):
        scorer.score(b"GIF89a")


def test_crop_is_upright_whatever_way_the_head_leans(mesh: Mesh) -> None:
    def cut(degrees: float) -> npt.NDArray[np.float64]:
        picture = _turned(astronaut(), degrees)
        (landmarks,) = mesh.find(picture)
        return crop(picture, landmarks).astype(float)

    straight, leaning = cut(0), cut(25)
    assert straight.shape == (SIDE, SIDE)
    assert np.corrcoef(straight.ravel(), leaning.ravel())[0, 1] > 0.95


def test_crop_puts_the_eyes_where_fer2013_has_them(mesh: Mesh) -> None:
    picture = astronaut()
    (landmarks,) = mesh.find(picture)
    marked = picture.copy()
    marked[:] = 0
    for eye in eye_centres(landmarks):
        cv2.circle(marked, (round(float(eye[0])), round(float(eye[1]))), 3, (255, 255, 255), -1)
    rows, columns = np.nonzero(crop(marked, landmarks) > 60)
    assert rows.mean() == pytest.approx(19, abs=2)
    assert columns.min() == pytest.approx(15, abs=3)
    assert columns.max() == pytest.approx(33, abs=3)


def test_roll_follows_the_picture_and_yaw_its_mirror(mesh: Mesh) -> None:
    (straight,), (leaning,) = mesh.find(astronaut()), mesh.find(_turned(astronaut(), 20))
    assert pose(leaning).roll - pose(straight).roll == pytest.approx(20, abs=3)
    (mirrored,) = mesh.find(np.ascontiguousarray(astronaut()[:, ::-1]))
    assert pose(mirrored).yaw == pytest.approx(-pose(straight).yaw, abs=4)
    assert pose(mirrored).pitch == pytest.approx(pose(straight).pitch, abs=4)


def test_distance_between_the_eyes_follows_the_picture(mesh: Mesh) -> None:
    (near,), (far,) = mesh.find(astronaut()), mesh.find(_turned(astronaut(), 0, scale=0.5))
    assert inter_ocular(far) == pytest.approx(inter_ocular(near) / 2, rel=0.1)


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        ((astronaut() * 0.06).astype(np.uint8), "dark"),
        (cv2.GaussianBlur(astronaut(), (0, 0), 4.5).astype(np.uint8), "blurred"),
        (_turned(astronaut(), 0, scale=0.4), "small"),
        (cv2.convertScaleAbs(astronaut(), alpha=0.12, beta=225).astype(np.uint8), "bright"),
    ],
)
def test_the_worst_fault_of_a_picture_is_named(
    scorer: Scorer, picture: Picture, reason: str
) -> None:
    score = scorer.score(jpeg(picture))
    assert score.reason == reason
    assert score.face is not None
    assert score.face.quality.product < _face(scorer, astronaut()).quality.product


def test_blur_takes_weight_from_a_face(scorer: Scorer) -> None:
    blurred = [cv2.GaussianBlur(astronaut(), (0, 0), by).astype(np.uint8) for by in (0.5, 2.5, 4.5)]
    sharpness = [_face(scorer, picture).quality.sharpness for picture in blurred]
    assert sharpness[0] == 1
    assert sharpness == sorted(sharpness, reverse=True)
    assert sharpness[-1] < 0.5
