"""Which questionnaires a patient has answered too recently to answer again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract.client import StoreClient
from contract.settings import load_settings
from questionnaires.interval import waiting
from questionnaires.loader import offered

Waiting = Mapping[str, date]
"""By id: the day from which it can be answered again."""


async def waiting_of(store: StoreClient, patient: str) -> Waiting:
    """What the patient must wait for, by the clinic's calendar."""
    completed = await store.completed(patient)
    return waiting(
        offered().values(),
        {id: date.fromtimestamp(at) for id, at in completed.items()},
        load_settings().min_interval_of,
        date.today(),
    )
