"""The page's clock against the server's: one offset, taken from the quickest round trip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class PageClock:
    """Offset of one page's clock; NTP's rule: the sample with the least round trip counts."""

    offset: float = 0.0
    """Seconds by which the page's clock is ahead of the server's."""
    round_trip: float = float("inf")
    """Seconds of the quickest round trip seen; infinite before the first."""

    def observe(self, sent: float, page: float, received: float) -> None:
        """Take one ping: server time `sent`, page time in the pong, server time `received`."""
        round_trip = received - sent
        if 0 <= round_trip < self.round_trip:
            self.round_trip = round_trip
            self.offset = page - (sent + received) / 2

    def server_time(self, page: float) -> float:
        """Server time of a moment on the page's clock, Unix seconds."""
        return page - self.offset
