"""A page's reply with its times on the server's clock."""

from __future__ import annotations

from channels.inbound import Said
from contract.clock import PageClock
from contract.messages import Reply


def clocked(said: Said, session: str, clock: PageClock, now: float) -> Reply:
    """The `Reply` to store. No time lies after `now`, and the question precedes its answer."""
    at = min(clock.server_time(said.at), now)
    asked_at = None if said.asked_at is None else min(clock.server_time(said.asked_at), at)
    spans = ((clock.server_time(start), clock.server_time(end)) for start, end in said.typing)
    return Reply(
        session=session,
        message=said.message,
        at=at,
        text=_well_formed(said.text),
        item=said.item,
        asked_at=asked_at,
        typed=said.payload is None,
        payload=said.payload,
        typing=tuple((start, min(end, at)) for start, end in spans if start < min(end, at)),
        offset=clock.offset,
    )


def _well_formed(text: str) -> str:
    """JSON can smuggle in half a surrogate pair, which no encoding takes: it becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
