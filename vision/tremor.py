"""Periodic movement of 3 to 7 Hz, as of a trembling jaw or lip, kept apart from expression.

A least-squares sine over one window (Lomb-Scargle with a trend): every coordinate of every landmark
is fitted by a parabola and one sine, whose frequency all of them share. It counts as tremor only
when the sine explains more than EXPLAINED of what the parabola leaves, in either half of the window
for itself: a smile that sets in is no oscillation. On the two clips of docs/expressivity.md it
never explained more than 0.27; a lip that trembles by 0.04 IOD in a still face gives 0.7. Speaking
moves the jaw at 3 to 7 Hz too, and where it does so evenly it is taken for the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

FREQUENCIES = np.arange(3.0, 7.01, 0.25)
"""Hz."""
LEAST_RATE = 14.0
"""Frames a second below which 7 Hz cannot be told from slower movement (Nyquist); 15 with slack."""
LEAST_SPAN_S = 0.6
"""Two periods of the slowest."""
EXPLAINED = 0.4


@dataclass(frozen=True)
class Parted:
    """A window's movement without its tremor."""

    path: Points
    """[frames, landmarks, 3] as given, less the periodic part."""
    amplitude: float | None
    """Of the landmark that trembles most, half of its swing, in the path's unit; 0 when none does,
    None where the frames are too few a second."""


def part(times: Points, path: Points) -> Parted:
    """Take a tremor out of a path [frames, landmarks, 3] seen at `times`, seconds, in order."""
    if not _resolved(times):
        return Parted(path, None)
    centred = times - times.mean()
    columns = path.reshape(len(times), -1)
    swings = [_swing(centred, columns, frequency) for frequency in FREQUENCIES]
    swing, rest = min(swings, key=lambda one: float(np.square(one[1]).sum()))
    halves = (slice(None, len(times) // 2), slice(len(times) // 2, None))
    if min(_explained(swing[half], rest[half]) for half in halves) <= EXPLAINED:
        return Parted(path, 0.0)
    periodic = swing.reshape(path.shape)
    spread = np.sqrt(2 * np.square(periodic).sum(axis=2).mean(axis=0))
    return Parted(path - periodic, float(spread.max()))


def _resolved(times: Points) -> bool:
    if len(times) < 2 or times[-1] - times[0] < LEAST_SPAN_S:
        return False
    return float(np.median(np.diff(times))) <= 1 / LEAST_RATE


def _swing(times: Points, columns: Points, frequency: float) -> tuple[Points, Points]:
    """The fitted sine of one frequency, and what neither it nor the parabola explains."""
    angle = 2 * np.pi * frequency * times
    trend = [np.ones_like(times), times, times**2]
    design = np.stack([*trend, np.cos(angle), np.sin(angle)], axis=1)
    found = np.linalg.lstsq(design, columns, rcond=None)[0]
    return design[:, 3:] @ found[3:], columns - design @ found


def _explained(swing: Points, rest: Points) -> float:
    """Share of the squares about the parabola that the sine accounts for; 0 when nothing moves."""
    whole = float(np.square(swing + rest).sum())
    return 1 - float(np.square(rest).sum()) / whole if whole > 1e-12 else 0.0
