"""The operator's own models: `<data>/models/`, never the repository."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.text_reader import probabilities
from bench.text_report import described, measured
from bench.text_rows import read_text_rows
from models.card import FOLDER, Card, ModelError
from sentiment.mood import TextModel
from train.exported import FLOAT32, INT8, TOKENIZER
from train.write_card import write_card

Words = Callable[[dict[str, Any] | None], dict[str, Any]]
"""The card's words around a measurement, or around none."""


class OwnModels:
    """The folder; a model is in it once its card is."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "models"

    def check_free(self, name: str) -> None:
        """ModelError when the name is taken: a model in use is never changed under the service."""
        for folder in (FOLDER, self.folder):
            if (folder / f"{name}.json").exists():
                raise ModelError(f"There is a model {name} in {folder}: choose another --name.")

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """An empty folder on the same disk; what is still in it at the end is removed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".adding-", dir=self.folder) as draft:
            yield Path(draft)

    def keep(self, name: str, draft: Path) -> None:
        """Move the model out of the draft; the card last, so that half a model is never found."""
        for ending in ("onnx", "tokenizer.json", "json"):
            file = f"{name}.{ending}"
            (draft / file).replace(self.folder / file)


def assemble(name: str, draft: Path, exported: Path, words: Words, data: Path | None) -> Card:
    """The exported files under their name, measured on `data`, with their card, in the draft."""
    (exported / INT8).replace(draft / f"{name}.onnx")
    (exported / TOKENIZER).replace(draft / f"{name}.tokenizer.json")
    extra = [f"{name}.tokenizer.json"]
    card = write_card(draft, name, extra, words(None))
    model = TextModel.load(name, folder=draft)
    model.score("ok")  # it must run here too, not only where it was exported
    if data is None:
        return card
    rows = read_text_rows(data)
    scores = probabilities(model, rows.texts, name)
    found = measured(model, rows, scores, exported / FLOAT32)
    return write_card(draft, name, extra, words({"data": described(data, rows), **found}))
