"""The least of a function of a few numbers, without gradient: Hooke and Jeeves' search (1961) along
one number after the other, and Nelder and Mead's simplex (1965)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from train.measures import Floats

Loss = Callable[[Floats], float]


def searched(loss: Loss, start: Floats, step: float = 1.5, least: float = 0.1) -> Floats:
    """Downhill from `start` along one number after the other, with ever smaller steps.

    Where a simplex of many corners grows flat too soon, this still finds the way.
    """
    here, value = start, loss(start)
    while step >= least:
        before = value
        for place in range(len(start)):
            along = step * np.eye(len(start))[place]
            point, found = _best(loss, [here + along, here - along])
            if found < value:
                here, value = point, found
        if value == before:
            step /= 2
    return here


def minimum(loss: Loss, start: Floats, steps: int = 400, tolerance: float = 1e-5) -> Floats:
    """Where `loss` is least, from `start` downhill."""
    points = np.vstack([start, start + 0.5 * np.eye(len(start))])
    values = np.array([loss(point) for point in points])
    for _ in range(steps):
        order = np.argsort(values, kind="stable")
        points, values = points[order], values[order]
        if values[-1] - values[0] < tolerance:
            break
        centre = points[:-1].mean(axis=0)
        step = centre - points[-1]
        point, value = _best(loss, [centre + step])
        if value < values[0]:
            point, value = _best(loss, [centre + 2 * step, point])
        elif value >= values[-2]:
            point, value = _best(loss, [centre + step / 2, centre - step / 2])
        if value < values[-1]:
            points[-1], values[-1] = point, value
        else:
            points[1:] = (points[1:] + points[0]) / 2
            values[1:] = [loss(point) for point in points[1:]]
    best: Floats = points[int(values.argmin())]
    return best


def _best(loss: Loss, points: Sequence[Floats]) -> tuple[Floats, float]:
    values = [loss(point) for point in points]
    least = int(np.argmin(values))
    return points[least], values[least]


def sigmoid(at: float) -> float:
    """Between 0 and 1."""
    return float(1 / (1 + np.exp(-at)))
