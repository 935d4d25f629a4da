"""Whose text may be shown: a file that needs permission waits until the operator declares it."""

from __future__ import annotations

import re
from collections.abc import Collection

from questionnaires.definition import Questionnaire

_NEEDS_PERMISSION = re.compile(
    r"\b(mds.?updrs|pdq.?(8|39)|eq.?5d|bdi|hads|msis.?29|fss|nihss|moca|mmse)\b"
)
"""Instruments whose owners must be asked (as of 2026), to catch slips; the list is not complete."""


def refusal(questionnaire: Questionnaire, declared: Collection[str]) -> str | None:
    """Why the text may not be shown, and what to do; None when it may."""
    id = questionnaire.id
    if questionnaire.permission == "free" or id in declared:
        return None
    return (
        "its text may only be shown with its owner's permission. If you hold it, declare that: "
        f"VULTUS_LICENCES={id}"
    )


def seems_licensed(questionnaire: Questionnaire) -> bool:
    """Whether id or title name an instrument that is known to need permission."""
    named = f"{questionnaire.id.replace('_', '-')} {questionnaire.title}".casefold()
    return _NEEDS_PERMISSION.search(named) is not None
