"""Figures into a face model's card: one section for each command, each of these very weights."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

from bench.cannot_measure import CannotMeasure
from models.card import FOLDER, Card

PAGES = FOLDER.parent / "docs" / "models"
SECTIONS = ("shift", "clips")
"""What other commands than `bench.face` write, each beside the sha256 of what it measured."""


def command(module: str, *arguments: object) -> str:
    """The command that a card names; files that are not ours by their names alone."""
    words = [_told(one) if isinstance(one, Path) else str(one) for one in arguments]
    return shlex.join(["python", "-m", module, *words])


def face_metrics(found: dict[str, Any], data: Path) -> dict[str, Any]:
    """What `bench.face` found on the part `report`, as the card has it."""
    options = ("--data", data, "--model", found["model"]["name"], "--part", "report", "--card")
    return {
        "command": command("bench.face", *options),
        "commit": found["commit"],
        "sha256": found["model"]["sha256"],
        "data": {name: found["data"][name] for name in ("file", "sha256", "part")},
        "report": found["all"],
        "report_with_near_duplicates": found["with_near_duplicates"],
        "robustness": found["robustness"],
        "no_face": found["no_face"],
    }


def record(card: Card, metrics: dict[str, Any], folder: Path) -> None:
    """Write the figures of `bench.face` into the card's file.

    The temperature stays, being the training's; so do other sections of these weights.
    """
    kept = {name: card.metrics[name] for name in SECTIONS if _current(card, name)}
    trained = {k: v for k, v in card.metrics.items() if k in ("temperature", "approaches")}
    _write(card, {**metrics, **trained, **kept}, folder)


def record_section(card: Card, name: str, found: dict[str, Any], folder: Path) -> None:
    """Write what another command found beside them; CannotMeasure without figures to stand by."""
    section = {"sha256": card.sha256, **found}
    _write(card, {**measured(card), name: section}, folder)


def measured(card: Card) -> dict[str, Any]:
    """The card's figures by `bench.face`; CannotMeasure when it has none of these weights."""
    if card.metrics.get("sha256") != card.sha256:
        raise CannotMeasure(
            f"The card of {card.name} has no figures of these weights: run `python -m bench.face "
            f"--data FILE.npz --model {card.name} --part report --card` first."
        )
    return card.metrics


def _current(card: Card, name: str) -> bool:
    section = card.metrics.get(name)
    return isinstance(section, dict) and section.get("sha256") == card.sha256


def _told(path: Path) -> str:
    """From the repository's root where it lies within; elsewhere it lies elsewhere for everyone."""
    whole, root = path.resolve(), FOLDER.parent
    return str(whole.relative_to(root)) if whole.is_relative_to(root) else path.name


def _write(card: Card, metrics: dict[str, Any], folder: Path) -> None:
    path = folder / f"{card.name}.json"
    raw = json.loads(path.read_text("utf-8")) | {"metrics": metrics}
    path.write_text(json.dumps(raw, indent=2, ensure_ascii=False) + "\n", "utf-8")
