"""A page's reply with its times on the server's clock."""

from __future__ import annotations

from channels.inbound import Said
from contract.clock import PageClock
from contract.messages import Reply


def clocked(said: Said, session: str, clock: PageClock, now: float) -> Reply:
    """The `Reply` to store. No time lies after `now`, and the question precedes its answer.

    A reply from the future shows that the page's clock is further ahead than was measured: all of
    its times move alike, so that the time taken to answer stays what it was.
    """
    offset = max(clock.offset, said.at - now)
    at = min(said.at - offset, now)
    asked_at = None if said.asked_at is None else min(said.asked_at - offset, at)
    spans = ((start - offset, min(end - offset, at)) for start, end in said.typing)
    return Reply(
        session=session,
        message=said.message,
        at=at,
        text=_well_formed(said.text),
        item=said.item,
        asked_at=asked_at,
        typed=said.payload is None,
        payload=said.payload,
        typing=tuple((start, end) for start, end in spans if start < end),
        offset=offset,
    )


def _well_formed(text: str) -> str:
    """JSON can smuggle in half a surrogate pair, which no encoding takes: it becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
