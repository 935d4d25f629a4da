"""When a frame was taken, on the server's clock."""

from __future__ import annotations

from contract.clock import PageClock
from vision.frame import Frame

MOST_DELAY_S = 5.0
"""A frame that claims to be further than this from its arrival has a clock that jumped."""


def taken_at(frame: Frame, clock: PageClock) -> float:
    """Server time at which the frame was taken, Unix seconds.

    Its arrival counts as that while the page's clock is unknown, and when it cannot be right.
    """
    if clock.round_trip == float("inf"):
        return frame.received
    at = min(clock.server_time(frame.page), frame.received)
    return at if frame.received - at <= MOST_DELAY_S else frame.received
