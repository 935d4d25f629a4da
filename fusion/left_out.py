"""Why a window of the camera is not used, and how many seconds that takes from a span."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contract.messages import FaceWindow, Record, Used

Span = tuple[float, float]
TYPING, PAUSED, NO_FACE = "typing", "paused", "no face"


@dataclass(frozen=True)
class Barred:
    """Times in which the camera is not read, whatever it shows."""

    paused: tuple[Span, ...]
    """Items that can alert were on show."""
    typing: tuple[Span, ...]

    def why(self, window: FaceWindow) -> str | None:
        """Why the window is not used; None when it is."""
        here = (window.start, window.end)
        if any(overlap(here, span) for span in self.paused):
            return PAUSED
        if any(overlap(here, span) for span in self.typing):
            return TYPING
        if window.mood is None or not window.quality:
            return window.reason or NO_FACE
        return None


def barred(record: Record, paused: Iterable[Span]) -> Barred:
    """`paused` are the spans of the items that can alert."""
    typing = tuple(span for reply in record.replies for span in reply.typing)
    return Barred(tuple(paused), typing)


def used_in(span: Span, windows: Sequence[FaceWindow], bars: Barred) -> Used:
    """What of the windows lies in the span, used or left out."""
    shares = [(one, overlap((one.start, one.end), span), bars.why(one)) for one in windows]
    inside = [(one, seconds, why) for one, seconds, why in shares if seconds > 0]
    kept = [(one, seconds) for one, seconds, why in inside if why is None]
    frames = math.fsum(one.faces * seconds / (one.end - one.start) for one, seconds in kept)
    return Used(
        frames=round(frames),
        seconds=_rounded(math.fsum(seconds for _, seconds in kept)),
        left_out=_by_reason([(why, seconds) for _, seconds, why in inside if why is not None]),
    )


def left_out(windows: Sequence[FaceWindow], bars: Barred) -> dict[str, float]:
    """Seconds of all windows that are not used, by reason."""
    told = [(bars.why(one), one.end - one.start) for one in windows]
    return _by_reason([(why, seconds) for why, seconds in told if why is not None])


def overlap(one: Span, other: Span) -> float:
    """Seconds that two spans share; 0 when they only touch."""
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def _by_reason(told: Sequence[tuple[str, float]]) -> dict[str, float]:
    reasons = sorted({why for why, _ in told})
    return {
        reason: _rounded(math.fsum(seconds for why, seconds in told if why == reason))
        for reason in reasons
    }


def _rounded(seconds: float) -> float:
    """Milliseconds: times are Unix seconds, whose differences have noise behind that."""
    return round(seconds, 3)
