"""Which modalities are switched off for a patient: pure, read off what was decided."""

from __future__ import annotations

from collections.abc import Iterable

from contract.messages import MODALITIES, Modality, Switch


def latest(switches: Iterable[Switch], modality: Modality) -> Switch | None:
    """What counts now, whatever the order: of two at the same time the one that leaves it out."""
    about = [one for one in switches if one.modality == modality]
    return max(about, key=lambda one: (one.at, not one.used), default=None)


def unused(switches: Iterable[Switch]) -> tuple[Modality, ...]:
    """The modalities that must not be used; all are until someone decides otherwise."""
    known = tuple(switches)
    decided = {modality: latest(known, modality) for modality in MODALITIES}
    return tuple(name for name, last in decided.items() if last is not None and not last.used)
