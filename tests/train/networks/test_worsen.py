"""Spoilt faces stay faces of 0..255 at the service's brightness, and chance can be repeated."""

import numpy as np
import pytest
import torch

from tests.train.networks.drawn import columns
from train.augment import warp
from train.worsen import blurred, compressed, covered, few, grainy, levelled, lit, worsen
from vision.level import MEAN, level

HARMS = (lit, blurred, few, compressed, covered, grainy)


def some_faces(rows: int = 6) -> torch.Tensor:
    return torch.from_numpy(np.asarray(columns(rows)["images"])).unsqueeze(1).float()


def draw(seed: int = 3) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_levelling_is_the_services_own() -> None:
    faces = (some_faces() * 0.4 + 10).round()
    expected = np.stack([level(face[0].byte().numpy()) for face in faces])
    assert np.allclose(levelled(faces)[:, 0].numpy(), expected, atol=1e-3)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_harm_changes_faces_within_their_range(harm: object) -> None:
    faces = some_faces()
    spoilt = harm(faces, draw())  # type: ignore[operator]
    assert spoilt.shape == faces.shape
    assert 0 <= spoilt.min() and spoilt.max() <= 255
    assert (spoilt - faces).abs().mean() > 0.1


def test_a_covered_face_keeps_its_eyes() -> None:
    faces = some_faces()
    assert torch.equal(covered(faces, draw())[:, :, :26], faces[:, :, :26])


def test_nothing_is_spoilt_at_share_zero() -> None:
    faces = some_faces()
    assert torch.equal(worsen(faces, 0.0, draw()), levelled(faces))


def test_spoilt_faces_have_the_services_brightness() -> None:
    spoilt = worsen(some_faces(60), 1.0, draw())
    assert (spoilt.mean(dim=(1, 2, 3)) - MEAN).abs().max() < 12


def test_the_same_draw_spoils_alike() -> None:
    faces = some_faces()
    assert torch.equal(worsen(faces, 1.0, draw()), worsen(faces, 1.0, draw()))
    assert not torch.equal(worsen(faces, 1.0, draw()), worsen(faces, 1.0, draw(4)))


def test_warping_by_nothing_mirrors_at_most() -> None:
    faces = some_faces() / 127.5 - 1
    still = warp(faces, draw(), turn=0, zoom=0, shift=0)
    same = [
        min((one - a).abs().max(), (one - a.flip(2)).abs().max())
        for one, a in zip(still, faces, strict=True)
    ]
    assert max(same) < 1e-5
