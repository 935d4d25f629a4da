"""A text model as its makers left it: a Hugging Face folder, read without torch."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from models.card import ModelError

TASK = "ForSequenceClassification"
UNKNOWN_LICENCE = "not stated beside the weights; ask those who made them before you use it"


@dataclass(frozen=True)
class Source:
    """What the folder says of itself."""

    folder: Path
    labels: tuple[str, ...]
    """In the order of the output."""
    independent: bool
    """Each label is a yes or no of its own; their shares are taken as probabilities."""
    licence: str


def read_source(folder: Path) -> Source:
    """The folder's configuration; ModelError when it is no classifier of texts."""
    config = _config(folder / "config.json")
    kinds = config.get("architectures") or []
    if not all(str(kind).endswith(TASK) for kind in kinds):
        raise ModelError(f"{folder.name} is a {', '.join(kinds)}; a …{TASK} model is needed.")
    labels = _labels(config)
    if len(labels) < 2:
        raise ModelError(f"{folder.name} gives one number, not labels; a classifier is needed.")
    if len(set(labels)) < len(labels) or not all(labels):
        raise ModelError(f"{folder.name} has labels that are empty or there twice: {labels}.")
    independent = config.get("problem_type") == "multi_label_classification"
    return Source(folder, labels, independent, _licence(folder / "README.md"))


def _config(path: Path) -> dict[str, Any]:
    try:
        config = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ModelError(
            f"{path.parent} has no config.json: it is no Hugging Face model."
        ) from None
    except (ValueError, OSError) as fault:
        kind = type(fault).__name__
        raise ModelError(f"{path.parent.name}/config.json cannot be read ({kind}).") from None
    if not isinstance(config, dict):
        raise ModelError(f"{path.parent.name}/config.json must be a JSON object.")
    return config


def _labels(config: dict[str, Any]) -> tuple[str, ...]:
    """Named by place; transformers leaves them out where they are LABEL_0 and LABEL_1."""
    named = config.get("id2label")
    if not isinstance(named, dict):
        return ("LABEL_0", "LABEL_1")
    if set(named) != {str(place) for place in range(len(named))}:
        raise ModelError(f"config.json: id2label must count from 0 without gaps, got {named}.")
    return tuple(str(named[str(place)]) for place in range(len(named)))


def _licence(page: Path) -> str:
    """The licence in the front matter of the model's page."""
    text = page.read_text("utf-8", errors="replace") if page.is_file() else ""
    front = re.match(r"---\n(.*?)\n---", text, re.S)
    try:
        said = yaml.safe_load(front.group(1)) if front else None
    except yaml.YAMLError:
        said = None
    licence = said.get("license") if isinstance(said, dict) else None
    return str(licence) if licence else UNKNOWN_LICENCE
