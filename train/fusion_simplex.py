"""Nelder and Mead's simplex (1965): the least of a function of a few numbers, without gradient."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from train.measures import Floats

Loss = Callable[[Floats], float]


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
