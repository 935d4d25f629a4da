"""The patient's own words are what was typed and is neither an option nor a command."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questionnaires.loader import load_all
from report.replies import reply_lines
from tests.report.records import FIRST_WORDS, LAST_WORDS, OPENED, full, reply


def test_buttons_are_not_words() -> None:
    assert [line.words for line in reply_lines(full(), load_all())] == [FIRST_WORDS, LAST_WORDS]


@pytest.mark.parametrize("text", ["2", "several days", " Skip ", "back", "STOP"])
def test_typed_options_and_commands_are_not_words(text: str) -> None:
    typed = reply("m-typed", "phq9_1", text, OPENED + 30)
    assert reply_lines(replace(full(), replies=(typed,)), load_all()) == ()


def test_words_typed_to_a_choice_item_are_kept_with_the_question() -> None:
    typed = reply("m-typed", "phq9_1", "most days, I think", OPENED + 30)
    (line,) = reply_lines(replace(full(), replies=(typed,)), load_all())
    assert line.question == "Little interest or pleasure in doing things"
    assert line.words == "most days, I think"


def test_words_outside_a_question_are_kept() -> None:
    typed = reply("m-typed", None, "hello?", OPENED + 30)
    (line,) = reply_lines(replace(full(), replies=(typed,)), load_all())
    assert (line.question, line.words) == (None, "hello?")
