"""A face that moves for some seconds, as landmarks at any frame rate, with the mesh's noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from contract.messages import Expressivity
from fusion.constants import load_constants
from fusion.expressivity import measure
from tests.vision.heads import head, smiling, trembling
from vision.mesh import Landmarks, inter_ocular
from vision.motion import Moment, movement

SECONDS = 20
NOISE = 0.0028
"""IOD; standard deviation of a coordinate from frame to frame, measured on a man at rest."""
CONSTANTS = load_constants().constants

Change = Callable[[Landmarks], Landmarks]


def track(rate: float, tremor_hz: float = 0.0, change: Change | None = None) -> list[Moment]:
    """Slow smiles and a jaw that moves now and then; `tremor_hz` adds a trembling jaw."""
    rng = np.random.default_rng(round(rate * 100))
    return [_moment(at, tremor_hz, change, rng) for at in np.arange(0, SECONDS, 1 / rate)]


def expressivity(moments: list[Moment]) -> Expressivity:
    """As a session measures it: windows of a second, then all of them together."""
    windows = [[m for m in moments if second <= m.at < second + 1] for second in range(SECONDS)]
    found = [movement(window) for window in windows]
    return measure([one for one in found if one is not None], CONSTANTS)


def _moment(at: float, tremor_hz: float, change: Change | None, rng: np.random.Generator) -> Moment:
    unit = inter_ocular(head())
    smile = 0.12 * np.sin(2 * np.pi * 0.31 * at) + 0.06 * np.sin(2 * np.pi * 0.83 * at)
    jaw = 0.05 * np.sin(2 * np.pi * 0.47 * at)
    if tremor_hz:
        jaw += 0.05 * np.sin(2 * np.pi * tremor_hz * at)
    face = trembling(smiling(head(), smile * unit), jaw * unit)
    noisy = (face + rng.normal(0, NOISE * unit, face.shape)).astype(np.float32)
    return Moment(float(at), change(noisy) if change else noisy)
