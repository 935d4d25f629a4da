"""What a reply raises: the more urgent of what the rules and the second look find.

The rules are the floor. What they find stands, whatever becomes of the second look.
"""

from __future__ import annotations

import logging

from safety.screen import Class, Finding, screen
from safety.second_look import LANGUAGE, Reader, shipped

log = logging.getLogger(__name__)


def find(text: str, tag: str = "en", reader: Reader | None = None) -> Finding | None:
    """The most serious thing found in a reply; None when there is nothing.

    The second look never lowers the rules' finding.
    """
    ruled = screen(text, tag)
    if tag != LANGUAGE or (ruled is not None and ruled.kind == "explicit"):
        return ruled
    kind = _second(text, reader or shipped())
    if kind is None or (ruled is not None and kind == "veiled"):
        return ruled
    return Finding(kind, rule="")


def _second(text: str, reader: Reader) -> Class | None:
    """Never an error: it must not cost the patient the rules' finding."""
    try:
        model = reader.get()
        return model.kind(text) if model else None
    except Exception as error:
        log.error("second look failed", extra={"error": type(error).__name__})
        return None
