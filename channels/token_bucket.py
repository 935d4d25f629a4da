"""The rate limit of one page: a bucket of tokens that fills steadily; each message takes one."""

from __future__ import annotations

from dataclasses import dataclass

from contract.errors import TooMany


@dataclass
class TokenBucket:
    """`burst` messages at once, then `per_second` for long."""

    burst: float = 20.0
    per_second: float = 2.0
    _tokens: float | None = None
    _seen: float = 0.0

    def take(self, now: float) -> None:
        """Take one token at the time `now` (any steady clock, seconds); TooMany when empty."""
        left = self.burst if self._tokens is None else self._tokens
        left = min(self.burst, left + max(0.0, now - self._seen) * self.per_second)
        self._tokens, self._seen = left, now
        if left < 1:
            raise TooMany("Too many messages at once; wait a moment, then send it again.")
        self._tokens = left - 1
