"""How urgent the second look's probabilities are: what its thresholds are compared with.

A reply is decided by what a mistake costs (Elkan, 2001). To take an explicit reply for a veiled one
leaves nobody paged before the next round; to take a veiled one for explicit pages staff over a
reply that they were to see the same day anyway.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Numbers = TypeVar("Numbers", float, npt.NDArray[np.float64])

VEILED_AGAINST_EXPLICIT = 0.25
"""How much of the probability of veiled speaks against explicit; that of none does in full."""


def explicit_urgency(none: Numbers, veiled: Numbers, explicit: Numbers) -> Numbers:
    """0 to 1: the probability of explicit, were veiled so much rarer; elementwise."""
    return explicit / (explicit + none + VEILED_AGAINST_EXPLICIT * veiled)


def any_urgency(none: Numbers, veiled: Numbers, explicit: Numbers) -> Numbers:
    """0 to 1: the probability that a reply is at least veiled; elementwise."""
    return (veiled + explicit) / (none + veiled + explicit)
