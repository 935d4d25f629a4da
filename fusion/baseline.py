"""A session's expressivity beside the same person's earlier ones. Pure, and in no weight.

Someone whose face is always rigid must not become "normal": fusion never sees what is computed
here, it is for the clinician alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from contract.messages import Baseline, Measured, Standing

NEEDED = 3
"""Earlier sessions from which on there is something to compare with."""
LEAST_SPREAD = 0.2
"""Log odds; the least standard deviation that is believed. One clip alone, made smaller, moved by
0.35 (python -m bench.expressivity), and three sessions may lie closer together by chance."""
QUANTILES = {
    **{2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262},
    **{10: 2.228, 12: 2.179, 15: 2.131, 20: 2.086, 30: 2.042, 60: 2.0, 120: 1.98},
}
"""0.975 quantile of Student's t by degrees of freedom; between two of them the wider one."""
EDGE = 1e-9
"""Keeps the log odds finite."""


def baseline(value: float | None, earlier: Sequence[Measured]) -> Baseline:
    """Where `value` stands in the person's own distribution, in whatever order that is given.

    The logarithm of the odds of E is a mean of logarithms of movement, so that is where the mean,
    the standard deviation s and the range are taken: mean +- t * s * sqrt(1 + 1 / n), the range
    that one more session of the same person is expected in.
    """
    known = tuple(sorted(earlier, key=lambda one: (one.at, one.session)))
    if len(known) < NEEDED:
        return Baseline(value, known, NEEDED - len(known))
    places = [_log_odds(one.value) for one in known]
    mean = math.fsum(places) / len(places)
    reach = _quantile(len(places) - 1) * _spread(places, mean) * math.sqrt(1 + 1 / len(places))
    middle, expected = _odds(mean), (_odds(mean - reach), _odds(mean + reach))
    drift = None if value is None else value - middle
    return Baseline(value, known, 0, middle, expected, drift, _standing(value, expected))


def _standing(value: float | None, expected: tuple[float, float]) -> Standing | None:
    if value is None:
        return None
    low, high = expected
    return "below" if value < low else "above" if value > high else "within"


def _spread(places: Sequence[float], mean: float) -> float:
    squares = math.fsum((place - mean) ** 2 for place in places)
    return max(LEAST_SPREAD, math.sqrt(squares / (len(places) - 1)))


def _quantile(freedom: int) -> float:
    return QUANTILES[max(known for known in QUANTILES if known <= freedom)]


def _log_odds(value: float) -> float:
    inside = min(1 - EDGE, max(EDGE, value))
    return math.log(inside / (1 - inside))


def _odds(place: float) -> float:
    return 1 / (1 + math.exp(-place))
