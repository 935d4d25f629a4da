"""Out to FHIR and in nothing is lost; foreign forms are read as far as a chat can ask them."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import BadMessage
from contract.messages import Answer
from questionnaires.catalogue import read_file
from questionnaires.definition import Questionnaire
from questionnaires.fhir import LOINC, ORDINAL, OWN, to_fhir
from questionnaires.fhir_import import from_fhir
from questionnaires.loader import load, load_all
from questionnaires.mistakes import BadDefinition
from questionnaires.score import score
from tests.questionnaires.writing import written

PHQ9 = "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8 69722-7".split()
GAD7 = "69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7".split()


def again(folder: Path, resource: Any, id: str | None = None) -> Questionnaire:
    """What comes in when the resource is imported as a file."""
    name, text = from_fhir(json.dumps(resource), id)
    path = folder / f"{name}.yml"
    path.write_text(text, "utf-8")
    return read_file(path)


def foreign(resource: dict[str, Any]) -> dict[str, Any]:
    """The resource as another system would have it: none of our extensions, no ordinal values."""
    other = copy.deepcopy(resource)
    for element in (other, *other["item"]):
        element.pop("extension", None)
        for option in element.get("answerOption", ()):
            del option["extension"]
    return other


@pytest.mark.parametrize("id", sorted(load_all()))
def test_nothing_is_lost_out_and_in(tmp_path: Path, id: str) -> None:
    assert again(tmp_path, to_fhir(load(id))) == load(id)


def test_nothing_is_lost_of_subscales_and_multipliers(tmp_path: Path) -> None:
    text = written("calm").replace("# scoring: {multiplier: 4,", "scoring: {multiplier: 2.5,")
    text = text.replace("# subscales:\n#   -", "subscales:\n  -").replace("high: 2,", "high: 5,")
    (tmp_path / "calm.yml").write_text(text.replace("# max_span", "max_span"), "utf-8")
    calm = read_file(tmp_path / "calm.yml")
    assert calm.subscales and calm.scoring.multiplier == 2.5 and calm.scoring.missing == "prorate"
    assert again(tmp_path, to_fhir(calm)) == calm


@pytest.mark.parametrize(
    ("id", "panel", "total", "items"),
    [("phq9", "44249-1", "44261-6", PHQ9), ("gad7", "69737-5", "70274-6", GAD7)],
)
def test_the_resource_has_the_loinc_codes(
    id: str, panel: str, total: str, items: list[str]
) -> None:
    resource = to_fhir(load(id))
    assert resource["code"] == [{"system": LOINC, "code": panel}]
    coded = [one["code"][0]["code"] for one in resource["item"] if "code" in one]
    assert coded == [*items, total]


def test_a_foreign_phq9_scores_and_alerts_as_ours(tmp_path: Path) -> None:
    one = again(tmp_path, foreign(to_fhir(load("phq9"))))
    assert [item.code for item in one.items] == PHQ9
    assert [item.scored for item in one.items] == [True] * 9 + [False]
    assert one.items[8].alert_from == 1
    assert one.items[9].show_if == load("phq9").items[9].show_if
    assert (one.maximum, one.score_code, one.offered) == (27, "44261-6", False)


@pytest.mark.parametrize("code", ["LA18938-3", "LA6570-1"])
def test_either_code_of_gad7_item_2_scores_two(tmp_path: Path, code: str) -> None:
    resource = foreign(to_fhir(load("gad7")))
    (item,) = (one for one in resource["item"] if one["linkId"] == "gad7_2")
    item["answerOption"][2]["valueCoding"]["code"] = code
    option = again(tmp_path, resource).items[1].options[2]
    assert (option.value, option.code) == (2, code)


@given(st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_an_imported_gad7_scores_like_the_shipped_one(values: list[int]) -> None:
    answers = {
        f"gad7_{n}": Answer("s", "gad7", "1", f"gad7_{n}", value, 1.0, "m")
        for n, value in enumerate(values, start=1)
    }
    with TemporaryDirectory() as folder:
        one = again(Path(folder), foreign(to_fhir(load("gad7"))))
    assert score(one, answers).total == score(load("gad7"), answers).total == sum(values)


def test_groups_value_sets_and_other_link_ids_are_understood(tmp_path: Path) -> None:
    concepts = [{"code": "LA6568-5", "display": "Not at all"}, {"code": "LA6569-3"}]
    question = {"linkId": "/44250-9", "type": "choice", "text": "?", "answerValueSet": "#list"}
    resource = {
        "resourceType": "Questionnaire",
        "title": "Some Form",
        "status": "draft",
        "copyright": "Free.",
        "contained": [
            {"id": "list", "compose": {"include": [{"system": LOINC, "concept": concepts}]}}
        ],
        "item": [{"linkId": "g", "type": "group", "item": [question]}],
    }
    one = again(tmp_path, resource)
    assert (one.id, one.items[0].id, one.permission) == ("some_form", "some_form_1", "free")
    assert [option.value for option in one.items[0].options] == [0, 1]
    assert [option.label for option in one.items[0].options] == ["Not at all", "LA6569-3"]


def test_without_a_copyright_a_permission_is_needed(tmp_path: Path) -> None:
    resource = foreign(to_fhir(load("gad7")))
    del resource["copyright"]
    assert again(tmp_path, resource).permission == "required"


def test_options_without_values_are_not_scored(tmp_path: Path) -> None:
    resource = foreign(to_fhir(load("daily_checkin")))
    assert again(tmp_path, resource).maximum == 0


HALF = {"url": ORDINAL, "valueDecimal": 0.5}
ITEM = {"linkId": "a_1", "text": "?", "type": "choice"}


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"linkId": "a_1", "type": "date"}, "Item a_1 has type date; a chat here asks choice"),
        ({"linkId": "a_1"}, "no linkId or no type"),
        (ITEM | {"answerOption": [{"valueCoding": {}, "extension": [HALF]}]}, "counts 0.5: no"),
        (ITEM, "Item a_1 has no options in the file itself"),
        (
            ITEM | {"type": "text", "enableWhen": [{"question": "x", "operator": "exists"}]},
            "Item a_1 has an enableWhen that a file here cannot hold",
        ),
    ],
)
def test_what_a_chat_cannot_ask_is_named(item: dict[str, Any], said: str) -> None:
    resource = {"resourceType": "Questionnaire", "name": "a", "item": [item]}
    with pytest.raises(BadMessage, match=said):
        from_fhir(json.dumps(resource))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", "no FHIR Questionnaire"),
        ('{"resourceType":"Patient"}', "no FHIR Questionnaire"),
        ('{"resourceType":"Questionnaire"}', "give one with --id"),
        ('{"resourceType":"Questionnaire","name":"a","item":[3]}', "no well-formed FHIR"),
    ],
)
def test_what_is_no_questionnaire_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadMessage, match=said):
        from_fhir(text)


def test_our_own_extensions_have_one_prefix() -> None:
    resource = to_fhir(load("phq9"))
    urls = [one["url"] for one in resource["extension"]]
    assert urls and all(url.startswith(OWN) for url in urls)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=50)
@given(st.data())
def test_a_resource_with_anything_in_it_is_read_or_refused_in_words(data: st.DataObject) -> None:
    resource: Any = to_fhir(load("gad7"))
    place = resource
    while True:
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)))
        inner = place[key]
        if not isinstance(inner, (dict, list)) or not inner or data.draw(st.booleans()):
            break
        place = inner
    place[key] = data.draw(JSON)
    with suppress(BadMessage, BadDefinition), TemporaryDirectory() as folder:
        again(Path(folder), resource)
