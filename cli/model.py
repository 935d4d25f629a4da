"""`vultus model`: bring your own text model."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.prompt import Prompt

from bench.text_rows import read_text_rows
from cli.own_models import OwnModels, assemble
from cli.programs import ROOT
from cli.torch_python import DEFAULT, TorchPython
from contract.messages import MOODS
from contract.settings import Settings, load_settings
from models.card import Card, ModelError
from models.meaning import check_moods, must_be_told, told_moods, untold
from models.source import read_source
from train.own_card import own_card

app = typer.Typer(help="Bring your own models.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(metavar="FOLDER|HUB_ID", help="A Hugging Face model.")]
Name = Annotated[str, typer.Option(help="What it is called here, such as my-xlm-r.")]
Language = Annotated[str, typer.Option(help="What patients write in, such as el.")]
Label = Annotated[
    list[str] | None,
    typer.Option(metavar="LABEL=MOOD", help="What a label means; asked for when it is not said."),
]
Data = Annotated[Path | None, typer.Option(help="Measure it on these lines `mood<TAB>text`.")]
Python = Annotated[
    Path,
    typer.Option(
        help="A Python that has torch, if not `make train-env`'s.",
        show_default=str(DEFAULT.relative_to(ROOT)),
    ),
]


@app.callback()
def model() -> None:
    """Bring your own models."""


@app.command("add-text")
def add_text(
    which: Which,
    name: Name,
    language: Language,
    label: Label = None,
    data: Data = None,
    python: Python = DEFAULT,
) -> None:
    """Take a model that sorts texts into classes, and let it read the replies of one language.

    It is written as ONNX, compared with torch, quantised, measured on --data, and kept with its
    card in the data folder; docs/models.md has the details.
    """
    load_settings({"VULTUS_TEXT_MODELS": f"{language}={name}"})  # refuses what no setting can hold
    settings, torch = load_settings(), TorchPython(python)
    own = OwnModels(settings.data)
    own.check_free(name)
    if data is not None:
        read_text_rows(data)  # a mistake in it is better known before the export
    torch.check()
    with own.draft() as draft:
        source = read_source(_folder(which, torch, draft / "hub"))
        moods = _moods(source.labels, label or [])
        command = _command(which, name, language, moods)
        with Console(stderr=True).status("Exporting, comparing with torch, quantising ..."):
            found = torch.export(source.folder, draft / "export")
        words = partial(own_card, name, language, command, source, moods, found)
        card = assemble(name, draft, draft / "export", words, data)
        own.keep(name, draft)
    _say(card, own.folder, language, settings)


def _folder(which: str, torch: TorchPython, to: Path) -> Path:
    """The model's folder; downloaded to `to` when an id of the hub was given."""
    if Path(which).is_dir():
        return Path(which)
    if not re.fullmatch(r"[\w-][\w.-]*(/[\w-][\w.-]*)?", which):
        raise ModelError(f"There is no folder {which}, and it is no id of the Hugging Face hub.")
    torch.fetch(which, to)
    return to


def _moods(labels: Sequence[str], told: Sequence[str]) -> dict[str, str]:
    """Label to mood: told, or called like one, or asked at the terminal."""
    known = told_moods(labels, told)
    asked = untold(labels, known)
    screen = Console(stderr=True, highlight=False)
    try:
        for label in asked:
            question = f"What does {escape(label)} mean"
            known[label] = Prompt.ask(question, choices=list(MOODS), console=screen)
    except EOFError:  # nobody is at the terminal
        screen.print()
        raise must_be_told(asked) from None
    check_moods(known)
    return {label: known[label] for label in labels}


def _command(which: str, name: str, language: str, moods: dict[str, str]) -> str:
    """What would add it again. Of a folder only its name: the path says where, not what."""
    origin = Path(which).resolve().name if Path(which).is_dir() else which
    words = ["vultus", "model", "add-text", origin, "--name", name, "--language", language]
    pairs = (word for label, mood in moods.items() for word in ("--label", f"{label}={mood}"))
    return shlex.join([*words, *pairs])


def _say(card: Card, folder: Path, language: str, settings: Settings) -> None:
    screen = Console(highlight=False, soft_wrap=True, markup=False)
    gaps, report = card.metrics["export"], card.metrics["report"]
    screen.print(
        f"{card.name} is in {folder}, {card.size_bytes / 1e6:.1f} MB. On {gaps['texts_compared']} "
        f"texts ONNX differs from torch by at most {gaps['largest_gap_torch_float32']:g}, "
        f"int8 from float32 by {gaps['largest_gap_float32_int8']:g}."
    )
    for weights in ("int8", "float32") if report else ():
        figures = report[weights]
        screen.print(
            f"{weights}: accuracy {figures['accuracy']:.3f}, macro-F1 {figures['macro_f1']:.3f}, "
            f"ECE {figures['ece']:.3f} on {figures['rows']} replies"
        )
    if report:
        screen.print(f"{report['speed']['ms_median']:.1f} ms a reply of 20 tokens, one thread")
    else:
        screen.print("Nothing was measured: add --data, or run python -m bench.text later.")
    chosen = {**settings.text_model_of, language.lower(): card.name}
    pairs = ",".join(f"{one}={name}" for one, name in chosen.items())
    screen.print(f"\nTo use it:\n  VULTUS_LANGUAGE={language}\n  VULTUS_TEXT_MODELS={pairs}")
