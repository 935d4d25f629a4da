"""What a mood rested on: covering that region makes it less probable."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.messages import REGIONS
from models.card import load_card
from tests.vision.heads import head
from tests.vision.pictures import astronaut, jpeg, nobody
from vision.attribution import attribution, covered
from vision.crop import crop
from vision.emotion import MODEL, EmotionModel, mood_of
from vision.level import level
from vision.regions import places
from vision.score import Scorer

CARD = load_card(MODEL)
PLACES = places(head())
FACE = level(crop(astronaut(), head()))


@cache
def model() -> EmotionModel:
    return EmotionModel(CARD)


@cache
def scorer() -> Scorer:
    return Scorer(CARD)


def positive(face: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> float:
    emotions = dict(zip(CARD.labels, map(float, model().read(face)), strict=True))
    return mood_of(CARD, emotions)[2]


def test_a_smile_rests_on_the_mouth_and_the_cheeks() -> None:
    shares = attribution(FACE, PLACES, model().read, CARD)
    assert shares is not None and tuple(shares) == REGIONS
    assert max(shares, key=lambda region: shares[region]) == "mouth"
    assert shares["mouth"] + shares["cheek_right"] + shares["cheek_left"] > 0.5
    assert shares["outside"] < 0.1


def test_the_region_it_rests_on_is_the_one_whose_cover_costs_most() -> None:
    probabilities = [positive(face) for face in covered(FACE, PLACES)]
    assert REGIONS[int(np.argmin(probabilities))] == "mouth"
    assert min(probabilities) < positive(FACE)


@pytest.mark.parametrize("region", REGIONS)
def test_a_cover_changes_its_region_and_nothing_far_from_it(region: str) -> None:
    index = REGIONS.index(region)
    changed = np.abs(covered(FACE, PLACES)[index] - FACE)
    inside = PLACES == index
    near = np.zeros_like(inside)
    for y, x in np.argwhere(inside):
        near[max(0, y - 5) : y + 6, max(0, x - 5) : x + 6] = True
    assert changed[inside].mean() > 3
    assert changed[~near].max(initial=0.0) < 1e-3


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10)
def test_shares_sum_to_one_whatever_the_face(seed: int) -> None:
    noise = np.random.default_rng(seed).uniform(0, 255, (48, 48)).astype(np.float32)
    shares = attribution(noise, PLACES, model().read, CARD)
    assert shares is None or (
        min(shares.values()) >= 0 and sum(shares.values()) == pytest.approx(1)
    )


def test_a_picture_without_detail_rests_on_nothing() -> None:
    assert attribution(np.full((48, 48), 128, np.float32), PLACES, model().read, CARD) is None


def test_only_an_asked_for_usable_face_is_looked_into() -> None:
    smiling = jpeg(astronaut())
    asked, unasked = scorer().score(smiling, regions=True).face, scorer().score(smiling).face
    assert asked is not None and unasked is not None
    assert asked.regions is not None and unasked.regions is None
    assert asked.probabilities == unasked.probabilities
    assert scorer().score(jpeg(nobody()), regions=True).face is None
