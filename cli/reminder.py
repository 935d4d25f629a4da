"""`vultus reminder`: when patients are to answer a questionnaire."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

import typer

from cli.operator import operator
from contract.clinic_client import ClinicClient
from contract.errors import BadMessage
from contract.messages import Planned, Schedule
from contract.settings import Settings, load_settings
from questionnaires.loader import load

app = typer.Typer(help="Say when patients are to answer a questionnaire.", no_args_is_help=True)

Patient = Annotated[str, typer.Argument(metavar="PATIENT", help="As the clinician's page has it.")]
Which = Annotated[str, typer.Argument(metavar="ID", help="The questionnaire's id.")]
Every = Annotated[str, typer.Option(help="daily, weekly, or a number of days.")]
At = Annotated[str, typer.Option(help="The patient's local time, such as 18:30.")]
Zone = Annotated[str, typer.Option(help="The patient's time zone, such as Europe/Athens.")]
First = Annotated[str | None, typer.Option(help="Date of the first one; else today.")]

_OFTEN = {"daily": 1, "weekly": 7}


@app.command("set")
def set_(
    patient: Patient, questionnaire: Which, at: At, zone: Zone, every: Every = "daily",
    first: First = None,
) -> None:  # fmt: skip
    """Remind a patient from now on; in place of an earlier schedule for that questionnaire."""
    days = _days(every)
    settings = load_settings()
    _refuse(questionnaire, days, settings)
    began = first or date.today().isoformat()
    schedule = Schedule(patient, questionnaire, days, began, at, zone)
    planned = asyncio.run(_set(settings, schedule))
    often = "every day" if days == 1 else f"every {days} days"
    typer.echo(f"{patient} is reminded of {questionnaire} {often} at {at}, from {began}.")
    for note in _notes(planned, settings.quiet_hours):
        typer.echo(note)


@app.command("end")
def end(patient: Patient, questionnaire: Which) -> None:
    """No more reminders of that questionnaire."""
    asyncio.run(_end(load_settings(), patient, questionnaire))
    typer.echo(f"{patient} is not reminded of {questionnaire} any more.")


@app.command("list")
def list_() -> None:
    """Every schedule; what was answered and missed stands on the clinician's page."""
    for one in asyncio.run(_planned(load_settings())):
        schedule, next_ = one.schedule, datetime.fromtimestamp(one.next)
        when = f"every {schedule.every} days at {schedule.time} ({schedule.zone})"
        then = f"next {next_:%Y-%m-%d %H:%M} here"
        typer.echo(f"{schedule.patient}  {schedule.questionnaire}  {when}, {then}")


def _notes(planned: Planned, quiet: str) -> Iterator[str]:
    """What the operator may not expect."""
    from fusion.dues import is_quiet  # other commands need no store

    if planned.channel is None:
        yield (
            f"{planned.schedule.patient} has no Telegram chat: no reminder is sent. What is due "
            "stands on the clinician's page."
        )
    elif is_quiet(planned.schedule, quiet, planned.next):
        yield (
            f"{planned.schedule.time} is within the quiet hours, {quiet}: the reminder waits for "
            "their end, for 12 hours at most."
        )


def _days(every: str) -> int:
    if every in _OFTEN:
        return _OFTEN[every]
    if not (every.isascii() and every.isdigit()):
        raise BadMessage(f"--every is {every!r}; it must be daily, weekly or a number of days.")
    return int(every)


def _refuse(id: str, days: int, settings: Settings) -> None:
    questionnaire = load(id)
    if not questionnaire.offered:
        raise BadMessage(f"{id} is not offered to patients, so nobody can be reminded of it.")
    least = settings.min_interval_of.get(id, questionnaire.min_interval or 0)
    if days < least:
        raise BadMessage(f"{questionnaire.title} can be answered every {least} days at most.")


async def _set(settings: Settings, schedule: Schedule) -> Planned:
    async with ClinicClient.of(settings) as store:
        who, what = operator(), f"{schedule.questionnaire}, every {schedule.every} days"
        await store.operated(who, "reminders set", patient=schedule.patient, note=what)
        await store.set_schedule(schedule)
        mine = schedule.patient, schedule.questionnaire
        every = await store.planned()
        return next(
            one for one in every if mine == (one.schedule.patient, one.schedule.questionnaire)
        )


async def _end(settings: Settings, patient: str, questionnaire: str) -> None:
    async with ClinicClient.of(settings) as store:
        who = operator()
        await store.operated(who, "reminders ended", patient=patient, note=questionnaire)
        await store.end_schedule(patient, questionnaire)


async def _planned(settings: Settings) -> tuple[Planned, ...]:
    async with ClinicClient.of(settings) as store:
        await store.operated(operator(), "schedules read")
        return await store.planned()
