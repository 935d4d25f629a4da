"""What of a session may be used: without the modalities that are switched off for the patient."""

from __future__ import annotations

from dataclasses import replace

from contract.messages import Record
from contract.switches import unused

DO_NOT_USE = "do not use"


def usable(record: Record) -> Record:
    """The session as if what is switched off had never been measured."""
    off = unused(record.switches)
    return replace(
        record,
        windows=() if "face" in off else record.windows,
        scores=() if "text" in off else record.scores,
    )
