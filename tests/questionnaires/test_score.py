"""The official total and its band; no total while anything scored is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import Answer
from questionnaires.loader import load
from questionnaires.score import band, score

SCORED = ["phq9", "phq8", "gad7"]


def answers(id: str, values: list[int]) -> dict[str, Answer]:
    items = [item.id for item in load(id).items if item.scored]
    return {
        item: Answer("s", id, "1", item, value, 1.0, f"m-{item}")
        for item, value in zip(items, values, strict=True)
    }


@pytest.mark.parametrize(
    ("id", "total", "expected"),
    [
        ("phq9", 0, "minimal"),
        ("phq9", 4, "minimal"),
        ("phq9", 5, "mild"),
        ("phq9", 9, "mild"),
        ("phq9", 10, "moderate"),
        ("phq9", 14, "moderate"),
        ("phq9", 15, "moderately severe"),
        ("phq9", 19, "moderately severe"),
        ("phq9", 20, "severe"),
        ("phq9", 27, "severe"),
        ("phq8", 24, "severe"),
        ("gad7", 4, "minimal"),
        ("gad7", 5, "mild"),
        ("gad7", 9, "mild"),
        ("gad7", 10, "moderate"),
        ("gad7", 14, "moderate"),
        ("gad7", 15, "severe"),
        ("gad7", 21, "severe"),
    ],
)
def test_bands_are_the_official_ones(id: str, total: int, expected: str) -> None:
    assert band(load(id), total) == expected


@given(st.sampled_from(SCORED), st.data())
def test_the_total_is_the_sum_within_its_range_and_has_a_band(id: str, data: st.DataObject) -> None:
    size = sum(item.scored for item in load(id).items)
    values = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    result = score(load(id), answers(id, values))
    assert result.total == sum(values)
    assert 0 <= result.total <= result.maximum == 3 * size
    assert result.band is not None
    assert (result.answered, result.missing) == (size, ())


@given(st.sampled_from(SCORED), st.data())
def test_one_missing_item_leaves_no_total(id: str, data: st.DataObject) -> None:
    given = answers(id, [3] * sum(item.scored for item in load(id).items))
    gone = data.draw(st.sampled_from(sorted(given)))
    skip = Answer("s", id, "1", gone, None, 2.0, "m", skipped=True)
    strange = Answer("s", id, "1", gone, 9, 2.0, "m")
    del given[gone]
    for without in (given, {**given, gone: skip}, {**given, gone: strange}):
        result = score(load(id), without)
        assert (result.total, result.band, result.missing) == (None, None, (gone,))


def test_difficulty_never_counts() -> None:
    given = answers("phq9", [1] * 9)
    given["phq9_difficulty"] = Answer("s", "phq9", "1", "phq9_difficulty", 3, 1.0, "m")
    assert score(load("phq9"), given).total == 9


def test_an_unscored_questionnaire_has_no_total() -> None:
    result = score(load("daily_checkin"), {})
    assert (result.total, result.maximum, result.band, result.missing) == (None, 0, None, ())
    assert result.name == "Daily check-in"
