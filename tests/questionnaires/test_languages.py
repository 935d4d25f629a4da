"""A questionnaire in further languages: whole, the same underneath, and missing where it is."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.bubbles import offers
from questionnaires.catalogue import read_file
from questionnaires.fhir import to_fhir
from questionnaires.fhir_import import from_fhir
from questionnaires.loader import FOLDER, find_item, load, load_all
from questionnaires.resolve import resolve
from questionnaires.spoken import speaks, spoken
from tests.questionnaires.test_catalogue import GOOD, mistakes, write

ITALIAN: dict[str, Any] = {
    "language": "it",
    "title": "Calma",
    "source": "For a test.",
    "items": [
        {"id": f"calm_{n}", "text": "Quanta calma?", "labels": ["Livello 0", "Poca", "Molta"]}
        for n in (1, 2)
    ],
}


def with_variant(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(GOOD) | {"variants": [copy.deepcopy(ITALIAN) | changes]}


@pytest.mark.parametrize("tag", ["it", "IT", "it-CH"])
def test_it_is_asked_in_the_language_and_scored_as_ever(tmp_path: Path, tag: str) -> None:
    english = read_file(write(tmp_path, with_variant()))
    italian = spoken(english, tag)
    assert (italian.title, italian.items[0].text, italian.language) == (
        "Calma",
        "Quanta calma?",
        "it",
    )
    assert [(o.value, o.label) for o in italian.items[0].options][2] == (2, "Molta")
    assert resolve(italian.items[0], "molta") == 2
    assert replace(italian.items[0], text="", options=()) == replace(
        english.items[0], text="", options=()
    )
    assert (italian.bands, italian.maximum) == (english.bands, english.maximum)


@pytest.mark.parametrize("tag", ["en", "en-GB", "el"])
def test_without_that_language_it_stays_as_it_is(tmp_path: Path, tag: str) -> None:
    english = read_file(write(tmp_path, with_variant()))
    assert spoken(english, tag) is english
    assert speaks(english, tag) == (tag != "el")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"language": "Italian"}, "variants[1].language: must be a language tag like it or el."),
        ({"language": "en"}, "variants[1].language: en is there already."),
        ({"title": None}, "variants[1].title: must be text in quotes, got nothing"),
        ({"intro": "Prego."}, "variants[1].intro: must be there where the original has it"),
        ({"items": ITALIAN["items"][:1]}, "variants[1].items: calm_2 is missing"),
        (
            {"items": [*ITALIAN["items"], {"id": "calm_9", "text": "?"}]},
            "variants[1].items[3].id: 'calm_9' is no item",
        ),
        (
            {"items": [ITALIAN["items"][0] | {"labels": ["Poca"]}, ITALIAN["items"][1]]},
            "variants[1].items[1].labels: must be 3, one for each option; got 1.",
        ),
        (
            {"items": [ITALIAN["items"][0] | {"labels": ["a", "b", "A!"]}, ITALIAN["items"][1]]},
            "variants[1].items[1].labels: label 'a' is used 2 times",
        ),
        (
            {"items": [ITALIAN["items"][0] | {"labels": ["1", "stop", "c"]}, ITALIAN["items"][1]]},
            "variants[1].items[1].labels: label 'stop'",
        ),
        (
            {"items": [ITALIAN["items"][0] | {"explain": "x"}, ITALIAN["items"][1]]},
            "variants[1].items[1].explain: must be there where the original has it",
        ),
    ],
)
def test_what_is_missing_or_does_not_fit_is_named(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    assert any(said in one for one in mistakes(tmp_path, with_variant(**changes)))


def test_a_variant_survives_fhir(tmp_path: Path) -> None:
    for id in ("daily_checkin", "whats_new"):
        original = read_file(FOLDER / f"{id}.yml")
        _, text = from_fhir(json.dumps(to_fhir(original)))
        path = tmp_path / f"{id}.yml"
        path.write_text(text, "utf-8")
        assert read_file(path) == original and original.variants


def test_patients_are_asked_in_the_language_of_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load("daily_checkin").title == "Daily check-in"
    monkeypatch.setenv("VULTUS_LANGUAGE", "it")
    assert load("daily_checkin").title == "Come va oggi"
    assert resolve(find_item("daily_checkin_sleep")[1], "molto bene") == 4
    assert load_all()["phq9"].language == "en-US"
    titles = {button.title for button in offers(())}
    assert "Come va oggi" in titles
    assert "Patient Health Questionnaire (PHQ-9) (solo in inglese)" in titles
