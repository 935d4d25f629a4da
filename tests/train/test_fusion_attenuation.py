"""Expression goes out of the pixels, shape and texture; the rest of the picture stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.vision.pictures import astronaut
from train.fusion_attenuation import Attenuation, Neutral, mean_neutral
from train.fusion_stills import Still, displacement, find, look
from vision.mesh import Mesh
from vision.motion import MEASURES


@pytest.fixture(scope="module")
def mesh() -> Mesh:
    return Mesh()


@pytest.fixture(scope="module")
def smiling(mesh: Mesh) -> Still:
    """A woman with a broad smile."""
    grey = cv2.cvtColor(astronaut()[0:256, 60:316], cv2.COLOR_RGB2GRAY)
    still = find(np.asarray(grey, np.uint8), mesh)
    assert still is not None
    return still


@pytest.fixture(scope="module")
def neutral(smiling: Still) -> Neutral:
    """Her face with a smaller mouth and no light of its own stands for the mean neutral one."""
    shape = smiling.landmarks.copy()
    lips = [61, 291]
    shape[lips, 1] += 6
    flat = cv2.GaussianBlur(smiling.picture, (0, 0), 3)
    return mean_neutral([Still(np.asarray(flat, np.uint8), shape)])


def test_at_share_0_the_picture_is_the_still_itself(smiling: Still, neutral: Neutral) -> None:
    assert Attenuation(smiling, neutral).at(0.0) is smiling.picture


def test_more_taken_out_is_nearer_to_neutral(smiling: Still, neutral: Neutral, mesh: Mesh) -> None:
    attenuation = Attenuation(smiling, neutral)
    changed = [
        np.abs(attenuation.at(share) - smiling.picture.astype(float)).mean()
        for share in (0.25, 0.5, 1.0)
    ]
    assert changed[0] < changed[1] < changed[2]
    bare = find(attenuation.at(1.0), mesh)
    assert bare is not None


def test_what_lies_far_from_the_face_stays(smiling: Still, neutral: Neutral) -> None:
    made = Attenuation(smiling, neutral).at(1.0)
    edge = np.s_[:6, :]
    assert np.abs(made[edge].astype(float) - smiling.picture[edge]).mean() < 4


def test_a_still_is_read_as_the_service_reads_frames(smiling: Still) -> None:
    seen = look(smiling)
    assert seen.crop.shape == (48, 48) and 0 < seen.quality <= 1
    assert displacement(seen.measures, seen.measures) == 0
    assert set(seen.measures) == set(MEASURES)
