"""Where a session stands, in the pages' words."""

from __future__ import annotations

from contract.messages import Session
from report.view import Status


def status(session: Session) -> Status:
    """Where a session stands: "unfinished" is one that was closed for want of replies."""
    if session.closed is None:
        return "open"
    if session.reason is None or session.reason == "idle":
        return "unfinished"
    return session.reason
