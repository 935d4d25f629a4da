"""What a patient agreed to can be found again: words that change need a new line, kept for good."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from texts.consent import (
    SHOWN,
    TELEGRAM_VERSION,
    TELEGRAMS_OWN,
    VERSION,
    consent_version,
    telegram_version,
)
from texts.language import FOLDER, known, texts_of

LINES = (FOLDER / "consents.txt").read_text("utf-8").splitlines()
LISTED = [line for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize("tag", known())
def test_the_words_of_today_are_listed(tag: str) -> None:
    for version in (consent_version(texts_of(tag)), telegram_version(texts_of(tag))):
        assert version in LISTED, f"add {version!r} to texts/consents.txt; see texts/consent.py"


def test_no_version_is_listed_twice_or_of_an_unknown_form() -> None:
    assert len(set(LISTED)) == len(LISTED)
    assert all(len(one.split()) == 3 for one in LISTED)
    for today in (VERSION, TELEGRAM_VERSION):
        assert {one.split()[1] for one in LISTED if one.split()[0] == today} == set(known())


@pytest.mark.parametrize("name", SHOWN)
def test_other_words_are_another_version(name: str) -> None:
    texts = texts_of("en")
    changed = replace(texts, page={**texts.page, name: texts.page[name] + " "})
    assert consent_version(changed) not in LISTED


@pytest.mark.parametrize("name", TELEGRAMS_OWN)
def test_other_words_on_telegram_are_another_version(name: str) -> None:
    texts = texts_of("en")
    changed = replace(texts, telegram={**texts.telegram, name: texts.telegram[name] + " "})
    assert telegram_version(changed) not in LISTED


def test_all_that_the_page_shows_when_it_asks_is_in_it() -> None:
    page = (FOLDER.parent / "channels" / "pages" / "patient.html").read_text("utf-8")
    asked = page[page.index('data-step="text"') : page.rindex("data-back>")]
    assert set(re.findall(r"t\.([a-z_]+)", asked)) - {"step", "back"} == set(SHOWN)
