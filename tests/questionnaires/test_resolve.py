"""Typed words become an option or a command only when they are exactly that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.definition import Item
from questionnaires.loader import find_item, load_all
from questionnaires.resolve import is_command, resolve

CHOICES = [item for one in load_all().values() for item in one.items if item.kind == "choice"]
_, ITEM = find_item("phq9_1")
_, SCALE = find_item("daily_checkin_mood")


@pytest.mark.parametrize("item", CHOICES, ids=lambda item: item.id)
def test_each_label_and_number_of_every_shipped_item_is_its_value(item: Item) -> None:
    for option in item.options:
        assert resolve(item, option.label) == option.value
        assert resolve(item, str(option.value)) == option.value


@given(st.sampled_from(CHOICES), st.data())
def test_case_blanks_and_punctuation_do_not_matter(item: Item, data: st.DataObject) -> None:
    option = data.draw(st.sampled_from(item.options))
    blank = st.text(" \t\n", max_size=3)
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title]))
    text = case(option.label).replace(" ", " " + data.draw(blank))
    text = data.draw(blank) + text + data.draw(st.sampled_from(["", ".", "!", " . "]))
    assert resolve(item, text) == option.value


@pytest.mark.parametrize(
    "text",
    [
        "not",
        "not at all really",
        "sometimes",
        "4",
        "-1",
        "1.5",
        "1-2",
        "1 2",
        "",
        "   ",
        "?",
        "0 3",
    ],
)
def test_anything_else_is_no_answer(text: str) -> None:
    assert resolve(ITEM, text) is None


@pytest.mark.parametrize("text", ["-1", "1/10", "(3) or (4)", "11", "9" * 5000, "5,", "~5"])
def test_on_a_scale_only_the_plain_number_counts(text: str) -> None:
    assert resolve(SCALE, text) is None


@pytest.mark.parametrize(("text", "value"), [("7", 7), (" 10 ", 10), ("3.", 3), ("\uff15", 5)])
def test_numbers_may_be_written_as_people_write_them(text: str, value: int) -> None:
    assert resolve(SCALE, text) == value


@given(st.sampled_from(CHOICES), st.text())
def test_it_only_ever_gives_a_value_of_the_item(item: Item, text: str) -> None:
    value = resolve(item, text)
    assert value is None or value in [option.value for option in item.options]


@pytest.mark.parametrize("text", ["stop", " Stop ", "STOP\n", "back", "Skip"])
def test_commands_are_exact_words(text: str) -> None:
    assert is_command(text) == text.strip().lower()


@pytest.mark.parametrize("text", ["why", "Why?", "why do you ask?", " WHY "])
def test_why_asks_why(text: str) -> None:
    assert is_command(text) == "why"


@pytest.mark.parametrize("text", ["I can't stop worrying", "stop!", "go back to it", "", "st op"])
def test_a_sentence_is_never_a_command(text: str) -> None:
    assert is_command(text) is None
