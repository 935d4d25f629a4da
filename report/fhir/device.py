"""The software that asked and estimated, as a Device: one for each set of models."""

from __future__ import annotations

from collections.abc import Sequence

from contract.messages import Record
from questionnaires.fhir import Json
from report.estimate import models_of
from report.fhir.codes import own_concept
from report.fhir.ids import id_of, identifier
from report.version import vultus


def device(record: Record, *, mood: bool) -> Json:
    """Vultus, with the models and constants that the session's mood was made with."""
    used: tuple[str, ...] = ()
    if mood and record.mood is not None:
        used = (*models_of(record, record.mood.unused), f"constants {record.mood.constants}")
    id = id_of("device", vultus(), *used)
    return {
        "resourceType": "Device",
        "id": id,
        "identifier": identifier(id),
        "status": "active",
        "deviceName": [{"name": "Vultus", "type": "user-friendly-name"}],
        "type": own_concept("software"),
        "version": _versions(used),
    }


def _versions(used: Sequence[str]) -> list[Json]:
    parts = [
        {"component": {"system": "urn:vultus:model", "value": name}, "value": number}
        for name, _, number in (one.partition(" ") for one in used)
    ]
    return [{"value": vultus()}, *parts]
