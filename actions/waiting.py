"""What a patient has answered lately: what must wait, and what was answered today already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contract.client import StoreClient
from contract.settings import load_settings
from questionnaires.interval import waiting
from questionnaires.loader import offered

Waiting = Mapping[str, date]
"""By id: the day from which it can be answered again."""


@dataclass(frozen=True)
class Lately:
    """What was answered lately, by the clinic's calendar."""

    waiting: Waiting
    today: frozenset[str]
    """Ids of those that were completed today."""


async def lately_of(store: StoreClient, patient: str) -> Lately:
    """What the patient has answered lately."""
    done = await store.completed(patient)
    days = {id: date.fromtimestamp(at) for id, at in done.items()}
    today = date.today()
    must_wait = waiting(offered().values(), days, load_settings().min_interval_of, today)
    return Lately(must_wait, frozenset(id for id, day in days.items() if day == today))
