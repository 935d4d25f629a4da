"""Which of face and words are used for a patient: what stands, and the buttons that change it."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from contract.clinic_client import ClinicClient
from contract.errors import BadMessage
from contract.messages import MODALITIES, Deed, Modality, Staff, Switch
from contract.switches import latest

log = logging.getLogger(__name__)
NAMES: dict[Modality, str] = {"face": "face", "text": "words"}


@dataclass(frozen=True)
class Choice:
    """One modality as it stands, with the button that changes it."""

    name: str
    used: bool
    by: str | None
    """Who decided it; None while nobody has."""
    at: float | None
    value: str
    """What the button sends."""
    button: str


def choices(switches: Sequence[Switch]) -> tuple[Choice, ...]:
    """Face and words, each as it counts now."""
    return tuple(_choice(modality, switches) for modality in MODALITIES)


async def decide(
    request: web.Request,
    store: ClinicClient,
    staff: Staff,
    *,
    patient: str | None = None,
    session: str | None = None,
) -> str:
    """Carry out a button of the form for the patient or the session's; BadMessage without one.

    Gives the patient.
    """
    modality, used = _asked(str((await request.post()).get("switch", "")))
    note = f"{NAMES[modality]} {'on' if used else 'off'}"
    deed = Deed(staff.staff, "use switched", patient=patient, session=session, note=note)
    theirs = (await store.witness(deed)).patient or ""
    log.info("modality switched", extra={"patient": theirs, "modality": modality, "used": used})
    await store.switch(Switch(theirs, modality, used, staff.name, time.time()))
    return theirs


def _choice(modality: Modality, switches: Sequence[Switch]) -> Choice:
    last = latest(switches, modality)
    used, name = last is None or last.used, NAMES[modality]
    return Choice(
        name=name,
        used=used,
        by=last.by if last else None,
        at=last.at if last else None,
        value=f"{modality} {'off' if used else 'on'}",
        button=f"Do not use the {name}" if used else f"Use the {name} again",
    )


def _asked(value: str) -> tuple[Modality, bool]:
    for modality in MODALITIES:
        for word, used in (("off", False), ("on", True)):
            if value == f"{modality} {word}":
                return modality, used
    raise BadMessage("The form has no such switch; load the page again.")
