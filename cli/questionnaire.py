"""`vultus questionnaire`: begin, check, preview and try out questionnaire files."""

from __future__ import annotations

import asyncio
import json
import signal
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from cli.outcome import scores
from cli.preview import preview as preview_of
from cli.script import Turn
from cli.simulation import apart, simulated_script
from cli.simulation import simulate as simulation
from cli.supervisor import running
from contract.client import StoreClient
from contract.errors import BadMessage, Conflict, NotFound
from contract.messages import Record
from contract.secret import part_secret
from contract.settings import Settings, load_settings
from questionnaires.answers import counting
from questionnaires.catalogue import Catalogue, read_file
from questionnaires.definition import Questionnaire
from questionnaires.fhir import to_fhir
from questionnaires.fhir_import import from_fhir
from questionnaires.loader import FOLDER, load
from questionnaires.mistakes import BadDefinition
from questionnaires.scaffold import scaffold
from questionnaires.score import score
from questionnaires.spoken import speaks, spoken
from texts.speaking import speaking

app = typer.Typer(help="Begin, check and try out questionnaires.", no_args_is_help=True)

Which = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE|ID]...", help="Files, or ids of shipped ones; none: all."),
]

NewId = Annotated[str, typer.Argument(metavar="ID", help="The new questionnaire's id.")]
Folder = Annotated[
    Path,
    typer.Option(
        help="Where to write it; the bot reads the default.", show_default=f"{FOLDER.name}/"
    ),
]
Language = Annotated[
    str | None, typer.Option(help="A variant's tag, such as it; without it the original.")
]
One = Annotated[str, typer.Argument(metavar="FILE|ID", help="A file, or the id of a shipped one.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="A questionnaire that patients can choose.")]
Shipped = Annotated[str, typer.Argument(metavar="FILE|ID", help="What to export.")]
FhirFile = Annotated[Path, typer.Argument(metavar="FILE", help="The resource as JSON.")]
GivenId = Annotated[
    str | None, typer.Option("--id", help="The questionnaire's id; else the resource's name.")
]
Answers = Annotated[
    str,
    typer.Option(
        help="Values to press, one for each choice item that is asked: 1,0,2. When they are used "
        "up: first options."
    ),
]
Url = Annotated[
    str | None,
    typer.Option(help="A running service, e.g. http://127.0.0.1:8080, instead of one apart."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]


@app.callback()
def questionnaire() -> None:
    """Begin, check and try out questionnaires."""


@app.command()
def lint(which: Which = None) -> None:
    """Print every mistake by file, line, item and field; exit code 1 when there is one."""
    paths = [_path(name) for name in which] if which else sorted(FOLDER.glob("*.yml"))
    bad = 0
    for path in paths:
        found = Catalogue(path.parent).all()[path.stem]
        bad += isinstance(found, BadDefinition)
        typer.echo(found.text if isinstance(found, BadDefinition) else _good(path, found))
    if bad:
        raise typer.Exit(1)


@app.command()
def new(id: NewId, folder: Folder = FOLDER) -> None:
    """Write the beginning of `<id>.yml`, with comments, for you to fill in."""
    path = _write(folder / f"{id}.yml", scaffold(id))
    named = id if folder == FOLDER else path
    typer.echo(
        f"{path}: written; patients are not offered it yet. What to do next:\n"
        "1. Replace the words that begin with Write.\n"
        f"2. .venv/bin/vultus questionnaire lint {named}   names what is left or wrong.\n"
        f"3. .venv/bin/vultus questionnaire preview {named}   shows the chat.\n"
        "4. Remove `offered: false`: patients can choose it then."
    )


@app.command()
def preview(which: One, language: Language = None) -> None:
    """Show the chat that a questionnaire leads to."""
    found = read_file(_path(which))
    shown = found if language is None else spoken(found, language)
    if language is not None and not speaks(shown, language):
        has = ", ".join((found.language, *(one.language for one in found.variants)))
        raise NotFound(f"{found.id} is not there in {language}. It has: {has}.")
    with speaking(language):
        typer.echo(preview_of(shown))


@app.command()
def export(id: Shipped) -> None:
    """Print a questionnaire as a FHIR R4 Questionnaire (JSON)."""
    typer.echo(json.dumps(to_fhir(read_file(_path(id))), indent=2, ensure_ascii=False))


@app.command("import")
def import_(file: FhirFile, id: GivenId = None, folder: Folder = FOLDER) -> None:
    """Write a questionnaire file from a FHIR R4 Questionnaire (JSON).

    One that was not exported from here is not offered to patients until you have checked it.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"{file} cannot be read: {error}.") from None
    name, written = from_fhir(text, id)
    with TemporaryDirectory() as checked:
        trial = Path(checked) / f"{name}.yml"
        trial.write_text(written, "utf-8")
        read_file(trial)
    typer.echo(f"{_write(folder / f'{name}.yml', written)}: written. Preview it before use.")


@app.command()
def simulate(id: Id, answers: Answers = "", url: Url = None, as_json: AsJson = False) -> None:
    """Have a simulated patient answer through the real bot, and print the score.

    Without --url a Vultus of its own is started for it in a temporary folder (up to a minute);
    with it the session, and an alert if the answers raise one, are the running service's.
    """
    script = simulated_script(id, _values(answers))
    console = Console(stderr=True, highlight=False)
    with ExitStack() as opened:
        settings = load_settings()
        if url is None:
            folder = opened.enter_context(TemporaryDirectory(prefix="vultus-simulate-"))
            settings = apart(settings, Path(folder))
            for number in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(
                    number, signal.default_int_handler
                )  # so that what we start is stopped
            with console.status("Starting Vultus ..."):
                opened.enter_context(running(settings, lambda names: None))
        base = (url or settings.store_url).rstrip("/")
        record = asyncio.run(_simulated(settings, base, id, script))
    if as_json:
        typer.echo(json.dumps({"scores": scores(record), "alerts": len(record.alerts)}, indent=2))
    else:
        typer.echo(_said(record, load(id)))


def _write(path: Path, text: str) -> Path:
    """Write a new file; one that is there already stays as it is."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise Conflict(f"{path} cannot be written: {error.strerror}.") from None
    return path


async def _simulated(settings: Settings, base: str, id: str, script: tuple[Turn, ...]) -> Record:
    async with StoreClient(base, part_secret(settings)) as store:
        token = (await store.invite()).token
        return await store.conversation(await simulation(base, token, id, script))


def _said(record: Record, questionnaire: Questionnaire) -> str:
    labels = {
        (item.id, option.value): option.label
        for item in questionnaire.items
        for option in item.options
    }
    counted = counting(record.starts, record.answers)
    lines = [
        f"{answer.item}: {answer.value} ({labels[answer.item, answer.value]})"
        for answer in counted.values()
        if answer.value is not None
    ]
    said = score(questionnaire, counted)
    if said.maximum:
        total = "no total" if said.total is None else f"{said.total} of {said.maximum}"
        lines.append(f"{said.name}: {total}" + (f", band: {said.band}" if said.band else ""))
    return "\n".join([*lines, f"Alerts: {len(record.alerts)}"])


def _values(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise BadMessage("--answers takes values separated by commas, such as 1,0,2.")
    return [int(part) for part in parts]


def _good(path: Path, found: Questionnaire) -> str:
    needs = found.permission == "required"
    declare = f"; shown only with VULTUS_LICENCES={found.id}, its owner's permission"
    return f"{path.name}: good{declare if needs else ''}"


def _path(name: str) -> Path:
    """The file meant by a path or an id; NotFound when there is none."""
    for path in (Path(name), FOLDER / f"{name}.yml"):
        if path.suffix == ".yml" and path.is_file():
            return path.resolve()
    raise NotFound(f"{name}: no questionnaire of that id, and no file that ends in .yml.")
