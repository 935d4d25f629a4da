"""The card beside a model's files, written and read back as the service reads it. No torch."""

import hashlib
import json
from pathlib import Path
from typing import Any

from models.card import Card, load_card


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_card(models: Path, name: str, extra: list[str], words: dict[str, Any]) -> Card:
    """The card of `models/name.onnx`, read back as the service reads it."""
    weights = models / f"{name}.onnx"
    found = {
        "name": name,
        "file": weights.name,
        "sha256": sha256(weights),
        "size_bytes": weights.stat().st_size,
        "extra_files": {file: sha256(models / file) for file in extra},
    }
    fields = {**words, **found}
    ordered = {key: fields.pop(key) for key in Card.__dataclass_fields__ if key in fields} | fields
    text = json.dumps(ordered, indent=2, ensure_ascii=False) + "\n"
    (models / f"{name}.json").write_text(text, encoding="utf-8")
    return load_card(name, models)
