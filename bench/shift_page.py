"""What `bench.shift` found, as a section of a face model's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.markdown import figure, paragraph, picture, table
from bench.shift_study import FIGURES, REMEDIES
from bench.shift_tables import HEADS, framing_rows, framing_title
from models.card import Card

_SHOWN = {
    "mood_weighted_f1": "Weighted F1 of the mood",
    "called_neutral": "Share of faces called neutral",
    "mood_ece": "ECE of the mood",
}


def shift(card: Card, metrics: dict[str, Any]) -> str:
    """The section; empty when it was not measured with these weights."""
    found = metrics.get("shift")
    if not found:
        return ""
    said = (
        f"`{found['command']}` at commit {found['commit']}: the report rows, drawn anew so that "
        "classes are as common as elsewhere, and with FER2013's own labels in place of the "
        f"voters'. Means over {found['draws']} draws. What the remedies are, and what follows: "
        "[Other pictures](../shift.md)."
    )
    return "\n\n".join(
        (
            "## Other pictures than FER+",
            paragraph(said),
            picture(f"{card.name}/shift-shares.svg", "Weighted F1 under other class shares"),
            *(_table(found["shares"], name, title) for name, title in _SHOWN.items()),
            _framing(card, found["framing"]),
        )
    )


def _table(shares: dict[str, Any], name: str, title: str) -> str:
    """One figure: a row for each kind of picture, a column for each remedy."""
    return f"{title}:\n\n" + table(("pictures", "neutral", *REMEDIES), _rows(shares, name))


def _rows(shares: dict[str, Any], name: str) -> Iterator[tuple[str, ...]]:
    for who, conditions in shares.items():
        for condition, one in conditions.items():
            cells = (figure(one["remedies"][remedy][name]) for remedy in REMEDIES)
            yield f"{who}, {condition}", f"{one['neutral']:.0%}", *cells


def _framing(card: Card, framing: dict[str, Any]) -> str:
    head = ("framing", *(HEADS[name] for name in FIGURES))
    return "\n\n".join(
        (
            paragraph(
                f"Other framing: {framing_title(framing)}. In brackets: how often a face was found."
            ),
            picture(f"{card.name}/shift-framing.svg", "Weighted F1 under other framing"),
            table(head, framing_rows(framing)),
        )
    )
