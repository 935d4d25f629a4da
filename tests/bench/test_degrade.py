"""What is done to faces keeps their form, changes them, and does the same each time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from bench.degrade import CONDITIONS, Face, dark, each, masked
from tests.bench.faces import face


@pytest.mark.parametrize("change", CONDITIONS.values(), ids=list(CONDITIONS))
@pytest.mark.parametrize("side", [48, 64])
def test_every_condition_changes_the_face_the_same_way_each_time(
    change: Callable[[Face], Face], side: int
) -> None:
    before = np.pad(face(), (0, side - 48), mode="edge")
    after = change(before)
    assert after.shape == before.shape and after.dtype == np.uint8
    assert (after != before).mean() > 0.1
    assert (change(before) == after).all()


def test_low_light_is_a_tenth() -> None:
    assert dark(face()).mean() == pytest.approx(face().mean() / 10, rel=0.05)


def test_a_covered_mouth_leaves_the_eyes() -> None:
    changed = masked(face()) != face()
    assert not changed[:28].any() and changed[30:44, 14:34].mean() > 0.9


def test_each_face_is_changed() -> None:
    faces = np.stack([face(), face()])
    assert each(faces, masked).shape == faces.shape
