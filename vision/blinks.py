"""Blinks in one window: short closures of both eyes between two openings.

A blink lasts 0.1 to 0.4 s; at fewer than 15 frames a second it falls between frames, and the count
would say how fast the camera is. People at rest blink 15 to 20 times a minute, fewer in Parkinson's
disease and while reading; it is reported and enters no weight.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vision.tremor import LEAST_RATE

Series = npt.NDArray[np.float64]

CLOSED, OPEN = 0.6, 0.8
"""Shares of the open eye's lid gap: below the first it is closed, above the second open again."""
LEAST_GAP = 0.08
"""IOD. An eye that is narrower when open (crying, laughing, a gaze downwards) shows no blinks."""
OPEN_SHARE = 75
"""Percentile of a window's lid gaps that is the open eye's."""


def blinks(times: Series, gaps: Series) -> int | None:
    """How often the eyes shut in a window; None below 15 frames a second, or with narrow eyes.

    `gaps` is the mean lid gap of both eyes, IOD, at `times`, seconds, in order. One that sets in
    between two windows is counted by neither: at 15 frames a second one in fifteen.
    """
    if len(times) < 2 or float(np.median(np.diff(times))) > 1 / LEAST_RATE:
        return None
    wide = float(np.percentile(gaps, OPEN_SHARE))
    if wide < LEAST_GAP:
        return None
    count, shut = 0, bool(gaps[0] < CLOSED * wide)
    for gap in gaps:
        if not shut and gap < CLOSED * wide:
            count, shut = count + 1, True
        elif gap > OPEN * wide:
            shut = False
    return count
