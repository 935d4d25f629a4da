"""The `vultus` command."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

import typer
from aiohttp import ClientConnectorError

from cli import clinic, fhir, key, model, patient, questionnaire, reminder, user
from cli.backup import backup, restore
from cli.flags import untyped
from cli.labels import labels
from cli.purge import purge
from cli.replay import replay
from cli.research import research
from cli.run import run
from contract.errors import Unavailable, VultusError

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
)
app.command()(run)
app.command()(replay)
app.command()(labels)
app.command()(research)
app.command()(purge)
app.command()(backup)
app.command()(restore)
app.add_typer(questionnaire.app, name="questionnaire")
app.add_typer(model.app, name="model")
app.add_typer(reminder.app, name="reminder")
app.add_typer(key.app, name="key")
app.add_typer(patient.app, name="patient")
app.add_typer(fhir.app, name="fhir")
app.add_typer(clinic.app, name="clinic")
app.add_typer(user.app, name="user")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; an error is one clear text on stderr and exit code 1."""
    logging.getLogger().addHandler(logging.NullHandler())  # commands say themselves what matters
    try:
        command = typer.main.get_command(app)
        untyped(command)
        command(args=arguments)
    except VultusError as error:
        sys.exit(_nobody_there(error) or error.text)


def _nobody_there(error: VultusError) -> str | None:
    """What to do where no service listens at all; None where there is one."""
    cause = error.__cause__
    if not isinstance(error, Unavailable) or not isinstance(cause, ClientConnectorError):
        return None
    return (
        f"Nothing answers at {cause.host}:{cause.port}. This command asks a running Vultus: "
        "start it with `make run`, or set VULTUS_PORT to the port that it was started with."
    )


if __name__ == "__main__":
    main()
