"""What was deleted of a session that is still there, in sentences."""

from __future__ import annotations

from contract.messages import Record, Removal, RemovalReason, Removed
from report.view import RemovalLine

_WHAT: dict[Removed, tuple[str, str, str]] = {
    "face": ("The camera's numbers", "window", "windows"),
    "text": ("The scores of the words", "score", "scores"),
    "words": ("What the patient wrote", "reply", "replies"),
}
_WHY: dict[RemovalReason, str] = {
    "withdrawn": "the patient withdrew the consent",
    "proxy": "somebody else answers for the patient",
    "expired": "the time for which it is kept is over",
}


def removal_lines(record: Record) -> tuple[RemovalLine, ...]:
    """One line each time something was deleted, in the order of the times."""
    return tuple(
        RemovalLine(one.at, one.what, one.why, one.rows, _sentence(one)) for one in record.removals
    )


def removed(record: Record, what: Removed, at: float) -> bool:
    """Whether what there was at that time has been deleted since."""
    return any(one.what == what and one.at >= at for one in record.removals)


def _sentence(one: Removal) -> str:
    name, single, several = _WHAT[one.what]
    count = f"{one.rows:,} {single if one.rows == 1 else several}"
    verb = "was" if one.what == "words" else "were"
    return f"{name} ({count}) {verb} deleted: {_WHY[one.why]}."
