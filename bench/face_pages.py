"""The pages of all face models, and the one where they stand side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.face_card import measured
from bench.face_page import FIGURES, page
from bench.markdown import figure, paragraph, table
from models.card import Card, load_card

TASK = "face-emotion"


def face_cards(models: Path) -> list[Card]:
    """The cards of a folder that have figures of their own weights by `bench.face`."""
    found = (json.loads(path.read_text("utf-8")) for path in sorted(models.glob("face-*.json")))
    cards = [load_card(raw["name"], models) for raw in found if raw.get("task") == TASK]
    return [card for card in cards if card.metrics.get("sha256") == card.sha256]


def write_pages(models: Path, pages: Path) -> None:
    """Write every page anew; each is a function of the cards alone."""
    cards = face_cards(models)
    pages.mkdir(parents=True, exist_ok=True)
    for card in cards:
        (pages / f"{card.name}.md").write_text(page(card), "utf-8")
    (pages / "faces.md").write_text(side_by_side(cards), "utf-8")


def side_by_side(cards: Sequence[Card]) -> str:
    """One column for each model."""
    links = [f"[{card.name}]({card.name}.md) {card.version}" for card in cards]
    said = paragraph(
        "Written from the cards by `python -m bench.face --card`; change nothing here by hand. The "
        "rows are those of FER+'s valid split that trained, chose and fitted nothing and have no "
        "near-duplicate in the training split. Each model's page has the rest."
    )
    parts = (
        "# The face models side by side",
        said,
        table(("figure", *links), _figures(cards)),
        "Weighted F1 of the four moods on poor pictures:",
        table(("picture", *links), _worsened(cards)),
    )
    return "\n\n".join(parts) + "\n"


def _figures(cards: Sequence[Card]) -> Iterator[tuple[str, ...]]:
    yield "bytes", *(figure(card.size_bytes) for card in cards)
    reports = [measured(card)["report"] for card in cards]
    for title, group, name in FIGURES:
        yield title, *(figure((one[group] or {}).get(name)) for one in reports)


def _worsened(cards: Sequence[Card]) -> Iterator[tuple[str, ...]]:
    poor = [measured(card)["robustness"] for card in cards]
    for condition in dict.fromkeys(name for one in poor for name in one):
        found = [(one.get(condition) or {}).get("mood_weighted_f1") for one in poor]
        yield condition, *map(figure, found)
