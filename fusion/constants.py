"""The constants of the formula, from models/fusion.json, and the hash that names them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from contract.messages import Mood
from contract.wire import from_json

FILE = Path(__file__).parent.parent / "models" / "fusion.json"


@dataclass(frozen=True)
class Reference:
    """One measure of facial movement: what a still picture reads, and the reference's range."""

    low: float
    middle: float
    high: float
    floor: float = 0.0001
    """The mesh's own noise: less than this cannot be told from it, and is told as this."""


@dataclass(frozen=True)
class Constants:
    """Everything the formula does not compute; `reasons` of the card says why each is as it is."""

    prior: Mood
    """Of the fused mood, before anything is known."""
    prior_face: Mood
    """What the face model expects before it sees anything: taken out of its readings."""
    prior_still: Mood
    """What it expects of a face that does not move: neutral, whatever is felt."""
    prior_text: Mood
    a_face: float
    """Trust in the face, before anything is measured."""
    a_text: float
    temperature_face: float
    """Above 1 softens the model's probabilities."""
    temperature_text: float
    temperature_session: float
    """Of a session of many turns; below 1 sharpens. One turn alone has 1."""
    gamma: float
    """How much confidence counts in the weights; 0: not at all."""
    k_both: float
    """Strength of two modalities of equal weight; one alone has 1."""
    floor: float
    """Least probability that a reading may give to a mood."""
    g_min: float
    """Weight factor of a face that does not move."""
    g_centre: float
    """Expressivity at which the factor is halfway."""
    g_width: float
    s_still: float
    """Share of its evidence that a face that does not move keeps, 0 to 1."""
    g_insufficient: float
    """The factor when expressivity could not be measured."""
    g_atypical: float
    """Highest factor above the reference range."""
    tokens_half: float
    """Word pieces at which a reply has half the weight of a long one."""
    face_correlation: float
    """Between what is wrong in the readings of a face that moves freely, 0 to 1."""
    abstain_below: float
    """Least probability of a mood that is named."""
    confident_from: float
    """Probability from which on a reading can contradict the other modality."""
    confident_session: float
    """The same over a whole session, where chance has been averaged out."""
    heard_from: float
    """Weight from which on a modality can contradict the other."""
    least_seconds: float
    """Usable seconds below which expressivity is insufficient."""
    amplitude: Reference
    """IOD."""
    activity: Reference
    """IOD per second."""
    usual: tuple[float, float]
    """Expressivity at the low and high end of the reference."""


@dataclass(frozen=True)
class Shipped:
    """Constants and the sha256 of the file that holds them."""

    constants: Constants
    sha256: str


def load_constants(path: Path = FILE) -> Shipped:
    """The constants of a card; BadMessage naming the field when one is missing or mistyped."""
    raw = path.read_bytes()
    constants = from_json(json.loads(raw)["constants"], Constants)
    return Shipped(constants, hashlib.sha256(raw).hexdigest())
