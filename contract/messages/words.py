"""Words that all parts share: moods, modalities, regions of a face."""

from __future__ import annotations

from typing import Literal, get_args

MoodName = Literal["negative", "neutral", "positive", "other"]
MOODS: tuple[MoodName, ...] = ("negative", "neutral", "positive", "other")
Mood = tuple[float, float, float, float]
"""Probabilities of negative, neutral, positive, other; they sum to 1."""
Region = Literal[
    "brow_right",
    "brow_left",
    "eye_right",
    "eye_left",
    "nose",
    "cheek_right",
    "cheek_left",
    "mouth",
    "chin",
    "outside",
]
"""A part of the picture that the face model sees; right and left are the person's own. Brows go
with the forehead, the chin with the jaw; `outside` is hair, neck and background."""
REGIONS: tuple[Region, ...] = get_args(Region)
Modality = Literal["face", "text"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)
