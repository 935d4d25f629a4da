"""How much a face moved, and usually moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Standing = Literal["below", "within", "above"]


@dataclass(frozen=True)
class Expressivity:
    """Session-wide facial expressivity, measured once over all usable windows."""

    value: float | None
    """E, relative to the shipped reference (0.5 = its middle); None when insufficient."""
    amplitude: float | None
    """Mean 5th to 95th percentile range of the measures, IOD; at least the noise floor."""
    activity: float | None
    """Typical landmark speed (mean of the middle half of the windows), IOD per second; at least the
    noise floor."""
    seconds: float
    """Seconds of usable frames outside typing."""
    insufficient: bool
    """True below 10 s of usable frames: the weight then uses a constant."""
    parts: dict[str, float] = field(default_factory=dict)
    """Amplitude of the left, right, upper and lower part of the face, IOD; empty when
    insufficient. None of them enters a weight."""
    blink_rate: float | None = None
    """Blinks a minute; None below 10 s of windows that could show them."""
    tremor: float | None = None
    """Median amplitude of periodic movement of 3 to 7 Hz over the windows that could show it, IOD;
    None below 10 s of them: then it is not told apart from other movement."""
    at_floor: bool = False
    """True where neither amplitude nor activity is above what a still picture reads."""


@dataclass(frozen=True)
class Measured:
    """How much the face moved in one session."""

    session: str
    at: float
    """When the session was opened."""
    value: float
    """E on the scale of today's constants, whichever it was estimated with."""


@dataclass(frozen=True)
class Baseline:
    """A session's expressivity beside the same person's earlier ones. It enters no weight."""

    value: float | None
    """E of the session, on the scale of today's constants; None when it was insufficient."""
    earlier: tuple[Measured, ...]
    """The person's sessions before it in which E was measured, oldest first."""
    needed: int
    """So many more of them are needed before anything is compared; 0 when there are enough."""
    middle: float | None = None
    """Mean of the earlier ones, taken in log odds; None while more are needed."""
    expected: tuple[float, float] | None = None
    """Where they let 95 of 100 further sessions lie; None while more are needed."""
    drift: float | None = None
    """`value` minus `middle`."""
    standing: Standing | None = None
    """Where `value` lies beside `expected`."""
