"""The shipped files are the official instruments, and the editors' schema knows their fields."""

import json
from dataclasses import replace

import pytest

from questionnaires import shape
from questionnaires.loader import FOLDER, find_item, load, load_all, offered

FREQUENCY = [
    (0, "Not at all"),
    (1, "Several days"),
    (2, "More than half the days"),
    (3, "Nearly every day"),
]


def test_every_file_in_the_folder_is_served() -> None:
    assert set(load_all()) == {path.stem for path in FOLDER.glob("*.yml")}


def test_the_frame_is_not_offered() -> None:
    assert set(load_all()) - set(offered()) == {"whats_new"}


@pytest.mark.parametrize(
    ("id", "scored", "maximum", "code", "score_code"),
    [("phq9", 9, 27, "44249-1", "44261-6"), ("gad7", 7, 21, "69737-5", "70274-6")],
)
def test_official_instruments_score_all_their_items_zero_to_three(
    id: str, scored: int, maximum: int, code: str, score_code: str
) -> None:
    questionnaire = load(id)
    items = [item for item in questionnaire.items if item.scored]
    assert len(items) == scored
    assert questionnaire.maximum == maximum
    assert (questionnaire.code, questionnaire.score_code) == (code, score_code)
    for item in items:
        assert [(option.value, option.label) for option in item.options] == FREQUENCY


def test_phq9_has_its_loinc_codes_in_the_official_order() -> None:
    codes = "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8 69722-7"
    assert [item.code for item in load("phq9").items] == codes.split()


def test_phq8_is_phq9_without_its_ninth_item() -> None:
    eight, nine = load("phq8"), load("phq9")
    pairs = zip(eight.items, nine.items[:8], strict=True)
    for one, other in pairs:
        assert one == replace(other, id=one.id)
    assert (eight.intro, eight.recall, eight.maximum) == (nine.intro, nine.recall, 24)
    assert [band.label for band in eight.bands] == [band.label for band in nine.bands]


def test_phq_and_gad_flag_a_change_with_its_source() -> None:
    flags = {one.id: one.change for one in load_all().values()}
    points = {id: flag.points for id, flag in flags.items() if flag is not None}
    assert points == {"phq9": 5, "phq8": 5, "gad7": 4}


def test_items_that_overlap_with_neurological_symptoms_are_marked() -> None:
    marked = [item.id for item in load("phq9").items if item.mark]
    assert marked == ["phq9_3", "phq9_4", "phq9_7", "phq9_8"]


def test_gad7_item_2_has_the_answer_code_of_its_own() -> None:
    codes = {item.id: item.options[2].code for item in load("gad7").items}
    assert codes.pop("gad7_2") == "LA18938-3"
    assert set(codes.values()) == {"LA6570-1"}


def test_only_item_9_of_phq9_alerts() -> None:
    alerts = {item.id: item.alert_from for one in load_all().values() for item in one.items}
    assert {id: value for id, value in alerts.items() if value is not None} == {"phq9_9": 1}


def test_phq9_difficulty_is_not_scored() -> None:
    questionnaire, item = find_item("phq9_difficulty")
    assert questionnaire.id == "phq9"
    assert not item.scored
    assert item.show_if is not None


def test_daily_checkin_has_a_way_out_for_who_takes_no_medicine() -> None:
    _, item = find_item("daily_checkin_medicine")
    assert item.options[-1].label == "Does not apply to me"
    assert load("daily_checkin").maximum == 0


def test_schema_for_editors_has_the_fields_of_the_loader() -> None:
    schema = json.loads((FOLDER / "schema.json").read_text("utf-8"))
    objects = {"questionnaire": schema, **schema["$defs"]}
    assert set(objects) == set(shape.OBJECTS)
    for name, fields in shape.OBJECTS.items():
        assert list(objects[name]["properties"]) == list(fields)
        assert objects[name]["required"] == [key for key, field in fields.items() if field.required]
        assert objects[name]["additionalProperties"] is False


def test_every_file_points_editors_to_the_schema() -> None:
    for path in FOLDER.glob("*.yml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=schema.json"
