"""An answer to an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SkipReason = Literal["declined", "unknown", "not_applicable", "unclear", "unsaid"]


@dataclass(frozen=True)
class Answer:
    """One item's answer. Unique by (session, item, message); the latest of an item counts."""

    session: str
    questionnaire: str
    version: str
    item: str
    value: int | None
    """The option's official value; None for free text (the words are in the reply) or a skip."""
    at: float
    message: str
    """The reply it came from."""
    skipped: bool = False
    reason: SkipReason | None = None
    """Why it was skipped; None when it was not, or when the patient was not asked."""
