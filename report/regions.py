"""Which regions of the face the score came from, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from contract.messages import SessionMood
from report.wording import percent

GROUPS = {
    "brows and forehead": ("brow_right", "brow_left"),
    "eyes": ("eye_right", "eye_left"),
    "nose": ("nose",),
    "cheeks": ("cheek_right", "cheek_left"),
    "mouth": ("mouth",),
    "chin and jaw": ("chin",),
}
NAMED_FROM = 0.15
"""A group with a smaller share is left to the drawing."""
MOSTLY_FROM = 0.5
"""What the groups named must have together for "mostly"."""
MOST_NAMED = 3
OUTSIDE_FROM = 0.15
"""Share from outside the face that a clinician must be told of."""
ENOUGH = 6
"""Windows looked into, one in twenty seconds, below which the shares are a rough guide."""
_OUTSIDE = "hair, neck and background outside the face"
NOT_LOOKED_INTO = "Which regions of the face the score came from was not looked into."


def regions_sentence(mood: SessionMood) -> str | None:
    """Where the face's score came from; None without a face, so without a score."""
    if mood.coverage.turns_face == 0:
        return None
    if mood.regions is None:
        return NOT_LOOKED_INTO
    outside = mood.regions.get("outside", 0.0)
    if outside >= MOSTLY_FROM:
        return (
            f"The face's score came mostly from {_OUTSIDE} ({percent(outside)}): do not rely on it."
        )
    warned = f" {percent(outside)} came from {_OUTSIDE}: rely on it less."
    told = _inside(mood.regions) + (warned if outside >= OUTSIDE_FROM else "")
    return told + _rough(mood.coverage.looked_into)


def _rough(looked_into: int) -> str:
    times = "once" if looked_into == 1 else f"{looked_into} times"
    return f" A rough guide: looked into only {times}." if looked_into < ENOUGH else ""


def _inside(regions: Mapping[str, float]) -> str:
    shares = {name: sum(regions.get(one, 0.0) for one in of) for name, of in GROUPS.items()}
    ranked = sorted(shares, key=lambda name: -shares[name])
    named = [name for name in ranked[:MOST_NAMED] if shares[name] >= NAMED_FROM]
    if sum(shares[name] for name in named[:2]) >= MOSTLY_FROM:
        named = named[:2]
    said = _listed([f"the {name} ({percent(shares[name])})" for name in named])
    if sum(shares[name] for name in named) >= MOSTLY_FROM:
        return f"The face's score came mostly from {said}."
    return f"The face's score came from the whole face{f', most from {said}' if said else ''}."


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
