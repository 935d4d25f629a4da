"""How much the face moved in a session, and what that makes of the face's weight."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

from contract.messages import Expressivity, Mood, Movement
from fusion.constants import Constants, Reference
from fusion.pool import mood_of

HIGH, LOW = 0.95, 0.05
"""Percentiles of the windows' highest and lowest values: single bad windows drop out."""
PARTS: dict[str, Callable[[str], bool]] = {
    "left": lambda measure: measure.endswith("_left"),
    "right": lambda measure: measure.endswith("_right"),
    "upper": lambda measure: measure.startswith(("brow", "eye")),
    "lower": lambda measure: not measure.startswith(("brow", "eye")),
}
"""Which measures each part of the face has; left and right are the person's own."""


def measure(movements: Sequence[Movement], constants: Constants) -> Expressivity:
    """Session-wide expressivity from the usable windows outside typing, in any order.

    Amplitude is the mean range of the measures (95th percentile of the windows' highest minus 5th
    of their lowest values), activity the mean of the middle half of the windows' median speeds.
    Neither is told below its floor, what a still picture reads: there, distance and posture would
    count for movement. Either is placed on the reference's logarithmic scale; the mean of the two
    makes E.
    """
    seconds = math.fsum(sorted(movement.seconds for movement in movements))
    if not movements or seconds < constants.least_seconds:
        return Expressivity(None, None, None, seconds, insufficient=True)
    ranges = _ranges(movements)
    lowest = constants.amplitude.floor, constants.activity.floor
    amplitude = max(_mean(ranges.values()), lowest[0])
    activity = max(_mean(_middle_half([movement.activity for movement in movements])), lowest[1])
    return Expressivity(
        value=placed(amplitude, activity, constants),
        amplitude=amplitude,
        activity=activity,
        seconds=seconds,
        insufficient=False,
        at_floor=(amplitude, activity) == lowest,
        parts=_parts(ranges, constants),
        blink_rate=_blink_rate(movements, constants),
        tremor=_tremor(movements, constants),
    )


def placed(amplitude: float, activity: float, constants: Constants) -> float:
    """E: where amplitude and activity stand on the reference's scale."""
    places = (_place(amplitude, constants.amplitude), _place(activity, constants.activity))
    return _logistic(sum(places) / 2, constants.usual)


def weight_factor(value: float | None, constants: Constants) -> float:
    """g(E): rises with expressivity inside the reference range, is capped above it."""
    if value is None:
        return constants.g_insufficient
    factor = constants.g_min + (1 - constants.g_min) * _rise(value, constants)
    return min(factor, constants.g_atypical) if atypical(value, constants) else factor


def expected_face(value: float | None, constants: Constants) -> Mood:
    """What the face model says anyway of a face that moves this much.

    From `prior_still` to `prior_face`, geometrically, along the rise of g: of a face that hardly
    moves neutral is expected, so that a neutral reading of it says nothing, and a smile much.
    """
    free = _free(value, constants)
    still, moving = constants.prior_still, constants.prior_face
    return mood_of(s ** (1 - free) * m**free for s, m in zip(still, moving, strict=True))


def believed(value: float | None, constants: Constants) -> float:
    """s(E): the share of its evidence that a face keeps that moves this much.

    Faces at rest differ from person to person, so that what is read from one that hardly moves is
    mostly how that face is made.
    """
    return constants.s_still + (1 - constants.s_still) * _free(value, constants)


def correlation(value: float | None, constants: Constants) -> float:
    """Between what is wrong in a session's face readings: 1 where the face does not move, since all
    err as that face is made, `face_correlation` where it moves freely."""
    return 1 - (1 - constants.face_correlation) * _free(value, constants)


def atypical(value: float | None, constants: Constants) -> bool:
    """Whether the face moved more than the reference does: tremor, dyskinesia, a laughing fit."""
    return value is not None and value > constants.usual[1]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie, straight between neighbours."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _free(value: float | None, constants: Constants) -> float:
    """How far from a still face to a free one, 0 to 1; where it is unknown, as g has it."""
    if value is None:
        return (constants.g_insufficient - constants.g_min) / (1 - constants.g_min)
    return _rise(value, constants)


def _rise(value: float, constants: Constants) -> float:
    return 1 / (1 + math.exp(-(value - constants.g_centre) / constants.g_width))


def _ranges(movements: Sequence[Movement]) -> dict[str, float]:
    names = sorted({name for movement in movements for name in movement.ranges})
    return {name: _range(name, movements) for name in names}


def _parts(ranges: dict[str, float], constants: Constants) -> dict[str, float]:
    """Amplitude of each part of the face that has measures, none below the floor."""
    chosen = {part: [ranges[name] for name in ranges if has(name)] for part, has in PARTS.items()}
    floor = constants.amplitude.floor
    return {part: max(_mean(values), floor) for part, values in chosen.items() if values}


def _blink_rate(movements: Sequence[Movement], constants: Constants) -> float | None:
    """Blinks a minute, over the windows that could show them."""
    seen = [(one.blinks, one.seconds) for one in movements if one.blinks is not None]
    seconds = math.fsum(sorted(length for _, length in seen))
    if seconds < constants.least_seconds:
        return None
    return 60 * sum(count for count, _ in seen) / seconds


def _tremor(movements: Sequence[Movement], constants: Constants) -> float | None:
    """The median, so that it is told of only where at least half of the windows tremble."""
    seen = [(one.tremor, one.seconds) for one in movements if one.tremor is not None]
    if math.fsum(sorted(length for _, length in seen)) < constants.least_seconds:
        return None
    return percentile([amplitude for amplitude, _ in seen], 0.5)


def _range(name: str, movements: Sequence[Movement]) -> float:
    spans = [movement.ranges[name] for movement in movements if name in movement.ranges]
    highest = percentile([high for _, high in spans], HIGH)
    lowest = percentile([low for low, _ in spans], LOW)
    return max(0.0, highest - lowest)


def _middle_half(values: Sequence[float]) -> list[float]:
    """Without the lowest and the highest quarter: as robust as needed, steadier than the median."""
    quarter = len(values) // 4
    return sorted(values)[quarter : len(values) - quarter]


def _mean(values: Collection[float]) -> float:
    return math.fsum(values) / len(values) if values else 0.0


def _place(value: float, reference: Reference) -> float:
    """-1 at the reference's low end, 0 at its middle, 1 at its high end; logarithmic."""
    above = math.log(max(value, reference.floor) / reference.middle)
    end = reference.high if above >= 0 else reference.low
    return above / abs(math.log(end / reference.middle))


def _logistic(place: float, usual: tuple[float, float]) -> float:
    """0.5 at place 0, the usual range's ends at -1 and 1."""
    return 1 / (1 + math.exp(-place * math.log(usual[1] / (1 - usual[1]))))
