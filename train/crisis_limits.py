"""From which urgency on the second look finds a reply, and below which it doubts the rules."""

from typing import Any

import numpy as np
import numpy.typing as npt

from safety.urgency import any_urgency, explicit_urgency
from train.crisis_rows import CLASSES
from train.measures import Floats

Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
NONE, VEILED, EXPLICIT = range(len(CLASSES))
MOST = {
    "explicit": {"clinical": 0.005, "near": 0.01, "ordinary": 0.004},
    "veiled": {"clinical": 0.04, "near": 0.09, "ordinary": 0.025},
}
"""False alarms that a limit may cost: among clinical replies, of which 0.005 and 0.05 are asked
for, among `none` rows of the phrasings, written to look like a crisis, and among forum comments,
some of which do speak of one."""
GRID = np.arange(30, 100) / 100
MOST_DOUBTED = {"explicit": 0.002, "veiled": 0.005}
"""Share of what the rules rightly find that may be taken a step back."""
DOUBTS = np.arange(1, 31) / 100


def limits_of(select: Floats, truth: Places, ordinary: Floats, clinical: Floats) -> dict[str, Any]:
    """Thresholds, and recall and false alarms on the rows that chose them.

    `select` [N, 3], `ordinary` [M, 3] and `clinical` [K, 3] are probabilities of none, veiled,
    explicit.
    """
    limits, curves = {}, {}
    for name in MOST:
        near, *far = (urgency(name, part) for part in (select, ordinary, clinical))
        found = [figures(one, near, wanted(name, truth), truth == NONE, *far) for one in GRID]
        limits[name] = lowest(name, found)
        curves[name] = [one for one in found[::5] if one["limit"] < limits[name]["limit"]]
    return {
        "thresholds": {name: one["limit"] for name, one in limits.items()},
        "rows": {"select": len(select), "ordinary": len(ordinary), "clinical": len(clinical)},
        "at_the_thresholds": limits,
        "below_them": curves,
    }


def doubts_of(probabilities: Floats, truth: Places, ruled: Places) -> dict[str, Any]:
    """For each class the highest limit below which next to nothing rightly found is doubted.

    `probabilities` [N, 3], `truth` [N] and `ruled` [N], what the rules find: of the same rows.
    """
    doubts = {}
    for name, place in (("explicit", EXPLICIT), ("veiled", VEILED)):
        rows = ruled == place
        of_rows = urgency(name, probabilities[rows]), truth[rows] >= place
        found = [doubted(float(limit), *of_rows) for limit in DOUBTS]
        fitting = (one for one in found[::-1] if one["rightly_found"] <= MOST_DOUBTED[name])
        doubts[name] = next(fitting, found[0])
    return doubts


def doubted(limit: float, urgent: Floats, right: Flags) -> dict[str, float]:
    """Which share of what the rules find rightly, and of what they find wrongly, is doubted."""
    below = urgent < limit
    shares = {"rightly_found": below[right], "wrongly_found": below[~right]}
    means = {name: round(float(one.mean()), 4) if len(one) else 0.0 for name, one in shares.items()}
    return {"limit": limit, **means}


def lowest(name: str, found: list[dict[str, float]]) -> dict[str, float]:
    """The lowest limit that costs no more false alarms than it may; else the highest of all."""
    most = MOST[name]
    fitting = (one for one in found if all(one[where] <= most[where] for where in most))
    return next(fitting, found[-1])


def urgency(name: str, probabilities: Floats) -> Floats:
    """[N] how urgent each reply is, as the service reckons it."""
    none, veiled, explicit = probabilities.astype(np.float64).T
    reckon = explicit_urgency if name == "explicit" else any_urgency
    return reckon(none, veiled, explicit)


def wanted(name: str, truth: Places) -> Flags:
    hits: Flags = truth == EXPLICIT if name == "explicit" else truth != NONE
    return hits


def figures(
    limit: float, near: Floats, hits: Flags, misses: Flags, ordinary: Floats, clinical: Floats
) -> dict[str, float]:
    """How urgent, 0 to 1, phrasings that select (`near`) and texts of the other kinds are."""
    return {
        "limit": float(limit),
        "recall": round(float(np.mean(near[hits] >= limit)), 4),
        "near": round(float(np.mean(near[misses] >= limit)), 4),
        "ordinary": round(float(np.mean(ordinary >= limit)), 4),
        "clinical": round(float(np.mean(clinical >= limit)), 4),
    }
