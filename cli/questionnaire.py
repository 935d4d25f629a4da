"""`vultus questionnaire`: check questionnaire files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contract.errors import NotFound
from questionnaires.catalogue import Catalogue
from questionnaires.definition import Questionnaire
from questionnaires.loader import FOLDER
from questionnaires.mistakes import BadDefinition

app = typer.Typer(help="Check questionnaire files.", no_args_is_help=True)

Which = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE|ID]...", help="Files, or ids of shipped ones; none: all."),
]


@app.callback()
def questionnaire() -> None:
    """Check questionnaire files."""


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
