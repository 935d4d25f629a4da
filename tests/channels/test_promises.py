"""What the patient is told of the clinic is what its settings say, in every language."""

from __future__ import annotations

from datetime import datetime

import pytest

from channels.promises import numbers_kept, reads
from contract.settings import Settings, load_settings
from texts.language import known, texts_of
from texts.speaking import speaking

MONDAY = datetime(2026, 11, 23)


def settings_of(**given: str) -> Settings:
    return load_settings({f"VULTUS_{name.upper()}": value for name, value in given.items()})


@pytest.mark.parametrize("tag", known())
def test_when_the_clinic_reads_next_is_said_by_its_hours(tag: str) -> None:
    settings = settings_of(cover_hours="mon-fri 9:00-17:00")
    with speaking(tag):
        early, there, late = (
            reads(settings, MONDAY.replace(hour=hour).timestamp()) for hour in (8, 12, 18)
        )
        unknown = reads(settings_of(), MONDAY.timestamp())
    assert "9:00" in early and "17:00" in there and "9:00" in late
    assert early != late  # another day
    assert unknown == texts_of(tag).promises["read_later"]


def test_the_day_is_named() -> None:
    with speaking("it"):
        said = reads(settings_of(cover_hours="wed 9:00-10:00"), MONDAY.timestamp())
    assert said == "La clinica legge la prossima volta mercoledì alle 9:00."


@pytest.mark.parametrize("tag", known())
def test_how_long_the_cameras_numbers_are_kept_is_said(tag: str) -> None:
    with speaking(tag):
        assert "365" in numbers_kept(settings_of())
        assert "90" in numbers_kept(settings_of(keep="face=30,scores=90"))
        for_ever = numbers_kept(settings_of(keep="face=forever"))
    assert for_ever == texts_of(tag).promises["numbers_kept_on"]
