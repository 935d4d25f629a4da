"""What a shift of class shares does to probabilities, and how to take it out again.

A model learns how common each class was in its training. Where only that differs, its probabilities
are put right by the ratio of the shares; Saerens, Latinne and Decaestecker (2002, Neural
Computation 14:21) estimate the new shares by EM from pictures without labels.
"""

from __future__ import annotations

import numpy as np

from train.faces import Floats

_LEAST = 1e-12
ROUNDS, SETTLED = 1000, 1e-6
"""EM stops when no share moves by more than SETTLED, or after so many rounds."""


def with_priors(probabilities: Floats, source: Floats, target: Floats) -> Floats:
    """[N, classes] as a model would say them, had it been trained on `target` shares."""
    moved = probabilities * (target / np.maximum(source, _LEAST))
    total = moved.sum(axis=1, keepdims=True)
    # A row that the target shares rule out altogether is left as it was.
    result: Floats = np.where(total > _LEAST, moved / np.maximum(total, _LEAST), probabilities)
    return result


def estimated_priors(probabilities: Floats, source: Floats) -> Floats:
    """[classes] the shares under which these pictures are most likely, without their labels."""
    shares: Floats = source / source.sum()
    for _ in range(ROUNDS):
        after: Floats = with_priors(probabilities, source, shares).mean(axis=0)
        if np.abs(after - shares).max() < SETTLED:
            return after
        shares = after
    return shares


def tempered(probabilities: Floats, temperature: float) -> Floats:
    """[N, classes] flatter above 1, sharper below."""
    powered = np.maximum(probabilities, _LEAST) ** (1 / temperature)
    result: Floats = powered / powered.sum(axis=1, keepdims=True)
    return result
