"""What the types of a message do not say: limits, sane times, text without control characters."""

from __future__ import annotations

import dataclasses
import math
import unicodedata
from dataclasses import replace
from typing import Any, TypeVar

from contract.errors import BadMessage, TooLarge
from contract.messages import REGIONS, FaceWindow, Mood, Reply, ReplyScore

T = TypeVar("T")

LONGEST_TEXT = 5_000
LONGEST_FIELD = 500
LARGEST_INT = 2**31 - 1
LONGEST_WINDOW_S = 1.5
MOOD_SLACK = 1e-3
"""Rounding that the probabilities of a mood may be off their sum of 1."""
_FREE_TEXT = {"Reply": {"text", "payload"}}


def checked(message: T) -> T:
    """The message, as it may be stored; BadMessage or TooLarge naming the field otherwise."""
    _check_fields(message)
    if isinstance(message, FaceWindow):
        _check_window(message)
    if isinstance(message, ReplyScore):
        _check_mood(message.mood, "ReplyScore")
        _refuse(message.tokens < 0, "ReplyScore.tokens must not be negative.")
    if isinstance(message, Reply):
        return _clean_reply(message)  # type: ignore[return-value]
    return message


def clean_text(text: str) -> str:
    """Without control characters and lone surrogates; line ends become newlines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = lines.encode("utf-8", "replace").decode()
    return "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def _clean_reply(reply: Reply) -> Reply:
    if len(reply.text) > LONGEST_TEXT or len(reply.payload or "") > LONGEST_TEXT:
        raise TooLarge(f"A reply has at most {LONGEST_TEXT:,} characters; send it in parts.")
    text = clean_text(reply.text)
    _refuse(not _visible(text), "The reply is empty; write something or press a button.")
    payload = None if reply.payload is None else clean_text(reply.payload)
    typing = tuple(sorted(span for span in reply.typing if span[0] <= span[1]))
    return replace(reply, text=text, payload=payload, typing=typing)


def _visible(text: str) -> bool:
    """Whether anything is left to read: marks and blanks alone are not."""
    return any(unicodedata.category(c)[0] not in "CZM" for c in text)


def _check_fields(message: Any) -> None:
    """Ids and names are short and printable, so that every database takes them."""
    kind = type(message).__name__
    for field in dataclasses.fields(message):
        value = getattr(message, field.name)
        if isinstance(value, int):
            _refuse(abs(value) > LARGEST_INT, f"{kind}.{field.name} is too large a number.")
        if not isinstance(value, str) or field.name in _FREE_TEXT.get(kind, ()):
            continue
        if len(value) > LONGEST_FIELD or not value.isprintable():
            limit = f"at most {LONGEST_FIELD} printable characters"
            raise BadMessage(f"{kind}.{field.name} must be {limit}.")


def _check_window(window: FaceWindow) -> None:
    length = window.end - window.start
    _refuse(length <= 0, "FaceWindow.end must be after start.")
    _refuse(length > LONGEST_WINDOW_S, f"A FaceWindow has at most {LONGEST_WINDOW_S} s.")
    counts = window.faces, window.frames, window.dropped
    _refuse(min(counts) < 0, "FaceWindow's counts must not be negative.")
    _refuse(window.faces > window.frames, "FaceWindow.faces must be at most frames.")
    _refuse((window.mood is None) != (window.faces == 0), "FaceWindow.mood goes with faces.")
    _refuse(not 0 <= (window.quality or 0) <= 1, "FaceWindow.quality must be in 0 to 1.")
    parts = (window.quality_parts or {}).values()
    _refuse(not all(0 <= part <= 1 for part in parts), "FaceWindow.quality_parts are in 0 to 1.")
    if window.mood is not None:
        _check_mood(window.mood, "FaceWindow")
    if window.regions is not None:
        _check_regions(window)
    if window.expressivity is not None:
        moved = window.expressivity
        _refuse(moved.activity < 0, "FaceWindow.expressivity.activity must not be negative.")
        _refuse(moved.seconds < 0, "FaceWindow.expressivity.seconds must not be negative.")
        least = min(moved.blinks or 0, moved.tremor or 0)
        _refuse(least < 0, "FaceWindow.expressivity's blinks and tremor must not be negative.")


def _check_mood(mood: Mood, kind: str) -> None:
    sums_up = math.isclose(sum(mood), 1, abs_tol=MOOD_SLACK)
    _refuse(not sums_up or min(mood) < 0, f"{kind}.mood must be probabilities that sum to 1.")


def _check_regions(window: FaceWindow) -> None:
    shares = window.regions or {}
    _refuse(window.mood is None, "FaceWindow.regions goes with a mood.")
    _refuse(set(shares) != set(REGIONS), f"FaceWindow.regions has {', '.join(REGIONS)}.")
    sums_up = math.isclose(sum(shares.values()), 1, abs_tol=MOOD_SLACK)
    wrong = not sums_up or min(shares.values()) < 0
    _refuse(wrong, "FaceWindow.regions must be shares that sum to 1.")


def _refuse(wrong: bool, text: str) -> None:
    if wrong:
        raise BadMessage(text)
