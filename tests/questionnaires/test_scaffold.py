"""A new file lacks its words and nothing else; with a placeholder left it is offered to nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import BadMessage
from questionnaires.catalogue import Catalogue, read_file
from questionnaires.definition import Questionnaire
from questionnaires.mistakes import BadDefinition, Mistake
from questionnaires.scaffold import LONGEST_ID, scaffold
from questionnaires.shape import OBJECTS
from tests.questionnaires.writing import written


def refused(folder: Path, text: str, id: str = "who5") -> tuple[Mistake, ...]:
    """Every mistake that the text as a file has."""
    path = folder / f"{id}.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadDefinition) as caught:
        read_file(path)
    return caught.value.mistakes


@pytest.mark.parametrize("id", ["who5", "a", "b" * LONGEST_ID])
def test_a_scaffold_lacks_nothing_but_its_words(tmp_path: Path, id: str) -> None:
    text = scaffold(id)
    wrong = refused(tmp_path, text, id)
    assert len(wrong) == text.count('"Write ') == 10
    for one in wrong:
        assert one.line and one.field and "still says" in one.text
        assert '"Write ' in text.splitlines()[one.line - 1]


def test_with_its_words_it_is_good_and_not_offered(tmp_path: Path) -> None:
    path = tmp_path / "who5.yml"
    path.write_text(written("who5"), "utf-8")
    assert read_file(path).offered is False


@pytest.mark.parametrize("left", ["Write the second option", "Write the second option!", "..."])
def test_with_a_placeholder_left_it_is_not_offered(tmp_path: Path, left: str) -> None:
    path, catalogue = tmp_path / "who5.yml", Catalogue(tmp_path)
    good = written("who5").replace("offered: false", "offered: true")
    path.write_text(good, "utf-8")
    found = catalogue.all()["who5"]
    assert isinstance(found, Questionnaire) and found.offered
    label = found.items[0].options[1].label
    path.write_text(good.replace(f'"{label}"', f'"{left}"') + "\n", "utf-8")
    bad = catalogue.all()["who5"]
    assert isinstance(bad, BadDefinition)
    said = [(one.item, one.field) for one in bad.mistakes if "still says" in one.text]
    assert said == [("who5_1", "options[2].label")]


def test_the_dots_of_an_example_are_named_in_a_variant(tmp_path: Path) -> None:
    body = yaml.safe_load(written("who5"))
    items = [{"id": one["id"], "text": "Parole"} for one in body["items"]]
    labels = [{**one, "labels": ["Uno", "..."]} for one in items[:2]]
    variant = {"language": "it", "title": "...", "source": "Ours.", "items": [*labels, items[2]]}
    wrong = refused(tmp_path, yaml.safe_dump({**body, "variants": [variant]}, sort_keys=False))
    fields = {one.field for one in wrong if "still says" in one.text}
    named = {f"variants[1].items[{place}].labels[2]" for place in (1, 2)}
    assert fields == {"variants[1].title", *named}


@pytest.mark.parametrize("text", ["Write a sentence.", "Write the date.", "I felt calm ..."])
def test_official_words_may_resemble_one(tmp_path: Path, text: str) -> None:
    path, body = tmp_path / "who5.yml", yaml.safe_load(written("who5"))
    body["items"][0]["text"] = text
    path.write_text(yaml.safe_dump(body), "utf-8")
    assert read_file(path).items[0].text == text


def test_a_scaffold_names_every_field() -> None:
    text = scaffold("who5")
    names = {name for fields in OBJECTS.values() for name in fields}
    assert [name for name in sorted(names) if f"{name}:" not in text] == []


@given(st.text().filter(lambda text: not text.isascii() or not text.islower()))
def test_what_can_be_no_id_is_refused(text: str) -> None:
    with pytest.raises(BadMessage, match="An id has small letters"):
        scaffold(text)
