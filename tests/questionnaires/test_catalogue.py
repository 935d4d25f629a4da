"""Mistakes are named by file, line, item and field; one bad file takes no other down."""

import copy
import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from questionnaires.catalogue import Catalogue, read_file
from questionnaires.definition import Questionnaire
from questionnaires.mistakes import BadDefinition

GOOD: dict[str, Any] = {
    "id": "calm",
    "version": "1",
    "title": "Calm",
    "language": "en",
    "licence": "Apache-2.0",
    "source": "For a test.",
    "score_name": "Calm total",
    "bands": [{"low": 0, "high": 1, "label": "low"}, {"low": 2, "high": 4, "label": "high"}],
    "items": [
        {
            "id": f"calm_{number}",
            "text": "How calm?",
            "kind": "choice",
            "scored": True,
            "options": [{"value": n, "label": f"Level {n}"} for n in range(3)],
        }
        for number in (1, 2)
    ],
}


def write(folder: Path, body: Any, name: str = "calm") -> Path:
    path = folder / f"{name}.yml"
    path.write_text(yaml.safe_dump(body), "utf-8")
    return path


def mistakes(folder: Path, body: Any) -> list[str]:
    with pytest.raises(BadDefinition) as caught:
        read_file(write(folder, body))
    return [str(replace(one, line=None)).split("/", 1)[1] for one in caught.value.mistakes]


def changed(*path: str | int, to: Any) -> dict[str, Any]:
    body = copy.deepcopy(GOOD)
    place: Any = body
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return body


def test_a_good_file_is_read_as_written(tmp_path: Path) -> None:
    questionnaire = read_file(write(tmp_path, GOOD))
    assert questionnaire.maximum == 4
    assert [item.id for item in questionnaire.items] == ["calm_1", "calm_2"]
    assert questionnaire.items[0].options[2].label == "Level 2"


CASES: list[tuple[dict[str, Any], str]] = [
    (changed("langauge", to="en"), "calm.yml, field langauge: unknown"),
    (changed("version", to=1), "calm.yml, field version: must be text in quotes, got 1"),
    (changed("id", to="quiet"), "calm.yml, field id: must be 'calm', like the file."),
    (changed("language", to="English"), "calm.yml, field language: must be a language tag"),
    (changed("items", to=[]), "calm.yml, field items: must be a list of one or more"),
    (changed("items", 0, to="calm_1"), "calm.yml, item number 1, field items: must be an object"),
    (changed("items", 0, "id", to="peace_1"), "item peace_1, field id: must start with calm_."),
    (changed("items", 1, "id", to="calm_1"), "item calm_1, field id: used by an earlier item"),
    (changed("items", 0, "id", to="calm_" + "x" * 28), "field id: must be at most 32"),
    (changed("items", 0, "kind", to="slider"), "item calm_1, field kind: must be choice or text."),
    (changed("items", 0, "kind", to="text"), "item calm_1, field options: only a choice"),
    (changed("items", 0, "scored", to="yes"), "item calm_1, field scored: must be true or false"),
    (
        changed("items", 0, "options", 1, "label", to=False),
        "item calm_1, field options[2].label: must be text in quotes, got false",
    ),
    (
        changed("items", 0, "options", 1, "label", to="Level 1 "),
        "item calm_1, field options[2].label: must not begin or end with a blank.",
    ),
    (
        changed("items", 0, "options", 1, "value", to=True),
        "item calm_1, field options[2].value: must be whole number, got true.",
    ),
    (changed("items", 0, "options", 1, "value", to=0), "field options: value 0 is used 2 times."),
    (changed("items", 0, "options", 1, "value", to=-1), "value -1 must not be negative."),
    (changed("items", 0, "options", 1, "label", to="level 0!"), "label 'level 0' is used 2 times"),
    (changed("items", 0, "options", 1, "label", to="Skip"), "label 'Skip' is a command"),
    (changed("items", 0, "options", 1, "label", to="7"), "label '7' must have that number"),
    (changed("items", 0, "options", 1, "label", to="?!"), "must have letters or digits"),
    (changed("items", 0, "options", to=[{"value": 0, "label": "A"}]), "must be two or more"),
    (changed("items", 0, "alert_from", to=5), "item calm_1, field alert_from: must be one of"),
    (changed("items", 0, "alert_from", to=0), "item calm_1, field alert_from: must be one of"),
    (changed("bands", 1, "low", to=3), "calm.yml, field bands: 'high' must begin at 2; it leaves"),
    (changed("bands", 1, "low", to=1), "field bands: 'high' must begin at 2; it overlaps"),
    (changed("bands", 1, "high", to=3), "field bands: must end at the highest total, 4."),
    (changed("scoring", to={"missing": "zero"}), "scoring.missing: must be none or prorate."),
    (changed("scoring", to={"multiplier": 0}), "field scoring.multiplier: must be above 0."),
    (changed("scoring", to={"multiplier": "4"}), "scoring.multiplier: must be number, got text."),
    (
        changed("scoring", to={"multiplier": float("nan")}),
        "scoring.multiplier: must be a finite number.",
    ),
    (changed("scoring", to={"missing": "prorate"}), "scoring.at_most: must be from 1 to 1 to"),
    (changed("scoring", to={"at_most": 1}), "field scoring.at_most: given, but missing is none"),
    (changed("scoring", to={"multiplier": 2}), "must end at the highest total, 8."),
    (
        changed("subscales", to=[{"name": "A", "items": ["calm_9"]}]),
        "field subscales[1].items: 'calm_9' is no scored item.",
    ),
    (
        changed("subscales", to=[{"name": "A", "items": ["calm_1"]}] * 2),
        "field subscales[2].name: 'A' is used twice.",
    ),
    (changed("permission", to="maybe"), "calm.yml, field permission: must be free or required."),
    (changed("title", to="Our PDQ-8"), "calm.yml, field permission: must be required; this"),
    (changed("min_interval", to=0), "field min_interval: must be one day or more"),
    (changed("max_span", to=0), "field max_span: must be one hour or more."),
    (changed("items", 0, "mark", to="odd"), "item calm_1, field mark: must be overlap."),
    (changed("change", to={"points": 5, "source": "X"}), "field change.points: must be from 1 to"),
    (changed("change", to={"points": 1}), "calm.yml, field change.source: missing."),
    (changed("bands", 1, "label", to="low"), "field bands: label 'low' is used 2 times."),
    (changed("code", to="44249"), "calm.yml, field code: '44249' is no LOINC code like 44250-9."),
    (changed("score_code", to="44261-8"), "score_code: '44261-8' is no LOINC code: its digits"),
    (changed("items", 1, "code", to="44205-9"), "item calm_2, field code: '44205-9' is no LOINC"),
    (
        changed("items", 0, "options", 1, "code", to="6568-5"),
        "item calm_1, field options[2].code: '6568-5' is no LOINC answer code like LA6568-5.",
    ),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_a_mistake_is_named_by_file_item_and_field(
    tmp_path: Path, body: dict[str, Any], expected: str
) -> None:
    assert any(expected in said for said in mistakes(tmp_path, body)), mistakes(tmp_path, body)


def show_if(any_of: list[str], at_least: int) -> dict[str, Any]:
    body = changed("bands", to=[{"low": 0, "high": 2, "label": "all"}])
    body["items"][1]["scored"] = False
    body["items"][1]["show_if"] = {"any_of": any_of, "at_least": at_least}
    return body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (show_if(["calm_9"], 1), "field show_if.any_of: 'calm_9' is no earlier item."),
        (show_if(["calm_2"], 1), "field show_if.any_of: 'calm_2' is no earlier item."),
        (show_if(["calm_1"], 3), "field show_if.at_least: no option of these items reaches 3."),
    ],
)
def test_a_condition_that_cannot_hold_is_refused(
    tmp_path: Path, body: dict[str, Any], expected: str
) -> None:
    assert [said.split(", ", 2)[2] for said in mistakes(tmp_path, body)] == [expected]


def test_a_scored_item_cannot_depend_on_a_condition(tmp_path: Path) -> None:
    body = changed("items", 1, "show_if", to={"any_of": ["calm_1"], "at_least": 1})
    said = mistakes(tmp_path, body)
    assert said == ["calm.yml, item calm_2, field show_if: a scored item must always be asked."]


def test_missing_fields_are_all_named_at_once(tmp_path: Path) -> None:
    body = {key: value for key, value in GOOD.items() if key not in ("licence", "source")}
    said = mistakes(tmp_path, body)
    assert said == ["calm.yml, field licence: missing.", "calm.yml, field source: missing."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: calm\nid: calm\n", "'id' is written twice"),
        ("title: [unclosed\n", "calm.yml:2: Not YAML"),
        ("just words", "must hold fields like id and items, got text."),
        ("", "must hold fields like id and items, got nothing."),
    ],
)
def test_a_file_that_is_no_definition_says_where_it_breaks(
    tmp_path: Path, text: str, expected: str
) -> None:
    (tmp_path / "calm.yml").write_text(text, "utf-8")
    with pytest.raises(BadDefinition, match=r"calm\.yml") as caught:
        read_file(tmp_path / "calm.yml")
    assert expected in caught.value.text


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "calm.yml").write_bytes(b"title: caf\xe9\n")
    with pytest.raises(BadDefinition, match="Not UTF-8"):
        read_file(tmp_path / "calm.yml")


def test_one_bad_file_is_logged_and_leaves_the_others_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "broken.yml").write_text("id: broken\n", "utf-8")
    (tmp_path / "dangling.yml").symlink_to(tmp_path / "gone.yml")
    with caplog.at_level(logging.ERROR):
        found = Catalogue(tmp_path).all()
    assert isinstance(found["calm"], Questionnaire)
    assert isinstance(found["broken"], BadDefinition)
    assert isinstance(found["dangling"], BadDefinition)
    assert "broken.yml:1, field items: missing." in caplog.text


def test_a_new_or_changed_file_is_served_without_a_restart(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    assert catalogue.all() == {}
    path = write(tmp_path, GOOD)
    first = catalogue.all()["calm"]
    assert isinstance(first, Questionnaire)
    write(tmp_path, changed("title", to="Rest"))
    os.utime(path, ns=(0, 1))
    second = catalogue.all()["calm"]
    assert isinstance(second, Questionnaire)
    assert (first.title, second.title) == ("Calm", "Rest")
    path.unlink()
    assert catalogue.all() == {}


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    catalogue = Catalogue(tmp_path)
    assert catalogue.all()["calm"] is catalogue.all()["calm"]


def test_an_item_id_of_another_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, changed("items", 0, "id", to="calm_two_1"))
    body = changed("id", to="calm_two")
    body["items"][0]["id"], body["items"][1]["id"] = "calm_two_1", "calm_two_2"
    write(tmp_path, body, "calm_two")
    refused = Catalogue(tmp_path).all()["calm_two"]
    assert isinstance(refused, BadDefinition)
    assert "item calm_two_1, field id: used in" in refused.text
