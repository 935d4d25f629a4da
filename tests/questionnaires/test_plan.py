"""The plan of a session: frame, items that apply, frame; it always comes to its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import NotFound
from contract.messages import Answer
from questionnaires.loader import load, offered
from questionnaires.plan import current, plan, progress

IDS = sorted(offered())


def answer(item: str, value: int | None, at: float = 1.0) -> Answer:
    return Answer("s", "q", "1", item, value, at, f"m-{item}", skipped=value is None)


def phq9(*values: int) -> dict[str, Answer]:
    items = ["phq9_1", "phq9_2", "phq9_3", "phq9_4", "phq9_5", "phq9_6", "phq9_7", "phq9_8"]
    return {id: answer(id, value) for id, value in zip([*items, "phq9_9"], values, strict=False)}


def test_the_free_text_question_comes_first_and_last() -> None:
    items = [item.id for item in plan("gad7", {})]
    assert items == [
        "whats_new_before",
        *(f"gad7_{n}" for n in range(1, 8)),
        "whats_new_after",
    ]


def test_difficulty_is_asked_only_when_some_item_is_above_zero() -> None:
    assert "phq9_difficulty" not in [item.id for item in plan("phq9", phq9(*[0] * 9))]
    assert "phq9_difficulty" in [item.id for item in plan("phq9", phq9(0, 0, 1))]


def test_a_skip_is_an_answer_that_shows_no_further_item() -> None:
    answers = {"whats_new_before": answer("whats_new_before", None)}
    answers["phq9_1"] = answer("phq9_1", None)
    item = current("phq9", answers)
    assert item is not None
    assert item.id == "phq9_2"
    assert "phq9_difficulty" not in [item.id for item in plan("phq9", answers)]


def test_progress_counts_the_instruments_own_items() -> None:
    assert progress("phq9", "phq9_4", phq9(0, 0, 0)) == "4 of 9"
    assert progress("phq9", "phq9_4", phq9(3, 3, 3)) == "4 of 9"
    assert progress("phq9", "phq9_difficulty", phq9(1)) == "10 of 10"
    assert progress("phq9", "whats_new_before", {}) is None
    assert progress("phq9", "whats_new_after", phq9(1)) is None


@pytest.mark.parametrize("id", ["whats_new", "nothing"])
def test_what_cannot_be_chosen_has_no_plan(id: str) -> None:
    with pytest.raises(NotFound, match=id):
        plan(id, {})


@given(st.sampled_from(IDS), st.data())
def test_answering_or_skipping_the_current_item_comes_to_the_end(
    id: str, data: st.DataObject
) -> None:
    answers: dict[str, Answer] = {}
    asked: list[str] = []
    while (item := current(id, answers)) is not None:
        asked.append(item.id)
        values: list[int | None] = [option.value for option in item.options]
        answers[item.id] = answer(item.id, data.draw(st.sampled_from([*values, None])))
        assert len(asked) <= len(load(id).items) + 2
    assert asked == [item.id for item in plan(id, answers)]
    assert len(set(asked)) == len(asked)


@given(st.sampled_from(IDS), st.data())
def test_progress_never_changes_what_it_counts_to_before_a_conditional_item(
    id: str, data: st.DataObject
) -> None:
    questionnaire = load(id)
    always = sum(item.show_if is None for item in questionnaire.items)
    answers: dict[str, Answer] = {}
    for place, item in enumerate(questionnaire.items, start=1):
        if item.show_if is None:
            assert progress(id, item.id, answers) == f"{place} of {always}"
        values: list[int | None] = [option.value for option in item.options]
        answers[item.id] = answer(item.id, data.draw(st.sampled_from([*values, None])))
