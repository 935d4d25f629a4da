"""Every place of the crop belongs to one region, wherever the face is in the picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.messages import REGIONS, Region
from tests.vision.heads import head, moved
from tests.vision.pictures import astronaut
from vision.crop import framing
from vision.mesh import Mesh
from vision.regions import Places, places

LANDMARKS: dict[Region, tuple[int, ...]] = {
    "brow_right": (105, 66, 69),
    "brow_left": (334, 296, 299),
    "eye_right": (159, 145),
    "eye_left": (386, 374),
    "nose": (1, 4, 5),
    "cheek_right": (50, 205),
    "cheek_left": (280, 425),
    "mouth": (13, 14, 61, 291),
    "chin": (194, 418),
}
"""Landmarks that lie within each region, by the mesh's own map."""


def same(one: Places, other: Places) -> float:
    """Share of the places that belong to the same region in both."""
    return float((one == other).mean())


@pytest.mark.parametrize("region", LANDMARKS)
def test_each_landmark_lies_in_its_region(region: Region) -> None:
    found, onto = places(head()), framing(head())
    for landmark in LANDMARKS[region]:
        x, y = onto[:, :2] @ head()[landmark, :2] + onto[:, 2]
        assert REGIONS[found[int(y), int(x)]] == region


def test_every_region_is_there_and_the_corners_lie_outside() -> None:
    found = places(head())
    assert set(np.unique(found)) == set(range(len(REGIONS)))
    assert REGIONS[found[0, 0]] == REGIONS[found[0, -1]] == "outside"


@given(st.floats(0.5, 2), st.floats(-45, 45), st.floats(-100, 100))
@settings(max_examples=25)
def test_a_face_elsewhere_has_the_same_regions(scale: float, degrees: float, shift: float) -> None:
    assert same(places(moved(head(), scale, degrees, shift)), places(head())) > 0.99


def test_in_a_mirror_left_is_right() -> None:
    (landmarks,) = Mesh().find(np.ascontiguousarray(astronaut()[:, ::-1]))
    swap = {"right": "left", "left": "right"}
    names = [name.rsplit("_", 1) for name in REGIONS]
    turned = ["_".join((one[0], swap[one[1]])) if len(one) > 1 else one[0] for one in names]
    index = np.array([list[str](REGIONS).index(name) for name in turned], np.uint8)
    assert same(index[places(landmarks)[:, ::-1]], places(head())) > 0.9
