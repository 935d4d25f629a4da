"""`python -m bench.attention --images DIR --out DIR`: where the model looked, drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import cv2
import typer

from bench.cannot_measure import CannotMeasure
from bench.command import run
from contract.errors import VultusError
from models.card import ModelError, load_card
from vision.emotion import MODEL
from vision.explain import Explainer
from vision.quiet import quiet

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp"})

Images = Annotated[Path, typer.Option(help="Folder of pictures with one face each.")]
Out = Annotated[Path, typer.Option(help="Folder for the drawings, NAME.attention.png.")]
Model = Annotated[str, typer.Option(help="Name of a face model in models/.")]
Label = Annotated[str | None, typer.Option(help="What to explain; without: the most probable.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of lines.")]


def attention(
    images: Images, out: Out, model: Model = MODEL, label: Label = None, as_json: AsJson = False
) -> None:
    """Draw the evidence for a label over each picture of a folder, as the service would see it.

    Orange speaks for the label, blue against it. A picture that cannot be explained, such as one
    without a face, is said and left out.
    """
    try:
        with quiet():
            explainer = Explainer(load_card(model))
    except ModelError as error:
        raise CannotMeasure(str(error)) from None
    out.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {}
    for path in _pictures(images):
        found[path.name] = _drawn(explainer, path, out, label)
        if not as_json:
            typer.echo(f"{path.name}: {_sentence(found[path.name])}")
    if as_json:
        typer.echo(json.dumps({"model": model, "pictures": found}, indent=2))


def _pictures(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise CannotMeasure(f"There is no folder {folder}.")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    if not paths:
        raise CannotMeasure(f"{folder} holds no picture ({', '.join(sorted(ENDINGS))}).")
    yield from paths


def _drawn(explainer: Explainer, path: Path, out: Path, label: str | None) -> dict[str, Any]:
    """The explanation and the name of the drawing, or the error."""
    try:
        jpeg = _jpeg(path)
        explained = explainer.explain(jpeg, label)
        drawing = out / f"{path.stem}.attention.png"
        drawing.write_bytes(explainer.draw(jpeg, label))
    except VultusError as error:
        return error.body()
    return {"drawing": drawing.name, **asdict(explained)}


def _jpeg(path: Path) -> bytes:
    """The file as the page would send it; a JPEG stays as it is."""
    if path.suffix.lower() in (".jpg", ".jpeg"):
        return path.read_bytes()
    picture = cv2.imread(str(path))
    if picture is None:
        raise CannotMeasure("The file cannot be read as a picture.")
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes())


def _sentence(found: dict[str, Any]) -> str:
    if "error" in found:
        return str(found["error"]["text"])
    label = found["label"]
    return f"{label} {found['probabilities'][label]:.2f}, see {found['drawing']}"


if __name__ == "__main__":
    run(attention)
