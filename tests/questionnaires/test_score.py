"""The official total and its band; no total while anything scored is missing."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import Answer
from questionnaires.definition import Band, Scoring, Subscale
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


def phq9_values(data: st.DataObject) -> list[int]:
    return data.draw(st.lists(st.integers(0, 3), min_size=9, max_size=9))


@given(st.sampled_from([1, 2, 4, 2.5, 3.125, 0.1]), st.data())
def test_a_multiplied_total_is_the_rounded_product_and_bands_are_over_it(
    multiplier: float, data: st.DataObject
) -> None:
    values = phq9_values(data)
    plain = replace(load("phq9"), scoring=Scoring(multiplier=multiplier))
    half = plain.maximum // 2
    bands = (Band(0, half, "lower"), Band(half + 1, plain.maximum, "upper"))
    result = score(replace(plain, bands=bands), answers("phq9", values))
    product = sum(values) * Fraction(str(multiplier))
    assert result.total is not None
    assert abs(result.total - product) <= Fraction(1, 2)
    assert 0 <= result.total <= result.maximum
    assert result.band == ("lower" if result.total <= half else "upper")


@given(st.integers(1, 8), st.sets(st.integers(1, 9), max_size=8), st.data())
def test_prorating_needs_few_enough_missing_and_keeps_the_mean(
    at_most: int, gone: set[int], data: st.DataObject
) -> None:
    values = phq9_values(data)
    every = answers("phq9", values)
    given = {id: one for id, one in every.items() if int(id[-1]) not in gone}
    lenient = replace(load("phq9"), scoring=Scoring(missing="prorate", at_most=at_most))
    result = score(lenient, given)
    if len(gone) > at_most:
        assert (result.total, result.band, result.prorated) == (None, None, False)
        return
    mean = Fraction(sum(one.value or 0 for one in given.values()), len(given))
    assert result.total is not None
    assert abs(result.total - mean * 9) <= Fraction(1, 2)
    assert 0 <= result.total <= 27
    assert (result.prorated, len(result.missing)) == (bool(gone), len(gone))


@given(st.data())
def test_subscales_that_share_out_the_items_sum_to_the_total(data: st.DataObject) -> None:
    values = phq9_values(data)
    cut = data.draw(st.integers(1, 8))
    ids = tuple(answers("phq9", values))
    parts = (Subscale("first", ids[:cut]), Subscale("rest", ids[cut:]))
    result = score(replace(load("phq9"), subscales=parts), answers("phq9", values))
    assert sum(one.total or 0 for one in result.subscales) == result.total
    assert sum(one.maximum for one in result.subscales) == 27


def test_a_subscale_needs_all_its_items_whatever_the_total_does() -> None:
    parts = (Subscale("pair", ("phq9_1", "phq9_2"), multiplier=10), Subscale("one", ("phq9_3",)))
    scoring = Scoring(missing="prorate", at_most=1)
    given = answers("phq9", [2] * 9)
    whole = score(replace(load("phq9"), subscales=parts, scoring=scoring), given)
    assert [(one.total, one.maximum) for one in whole.subscales] == [(40, 60), (2, 3)]
    del given["phq9_2"]
    less = score(replace(load("phq9"), subscales=parts, scoring=scoring), given)
    assert [one.total for one in less.subscales] == [None, 2]
    assert less.total == 18


@given(st.sampled_from(SCORED), st.floats(0, 48))
def test_there_is_a_total_only_within_a_day_from_first_to_last_answer(
    id: str, hours: float
) -> None:
    given = answers(id, [1] * sum(item.scored for item in load(id).items))
    last = next(reversed(given))
    given[last] = replace(given[last], at=given[last].at + hours * 3600)
    result = score(load(id), given)
    assert result.spread == (result.total is None)
    if abs(hours - 24) > 0.01:
        assert result.spread == (hours > 24)
