"""Every line goes to its item, or an error names the line, never its words."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.cannot_replay import CannotReplay
from cli.script import Line, due_times, make_script, read_lines
from contract.errors import NotFound

PHQ9 = [f"phq9_{number}" for number in range(1, 10)]


def lines(*words: str) -> tuple[Line, ...]:
    return tuple(Line(number, text) for number, text in enumerate(words, start=1))


def phq9(*answers: str, more: tuple[str, ...] = ()) -> tuple[Line, ...]:
    return lines("A good week.", *answers, *more, "Nothing else.")


def test_the_first_and_last_line_answer_the_free_text_questions() -> None:
    script = make_script("phq9", phq9(*["0"] * 9))
    assert [turn.item for turn in script] == ["whats_new_before", *PHQ9, "whats_new_after"]
    assert [turn.line for turn in script] == list(range(1, 12))
    assert script[0].text == "A good week."


def test_labels_and_numbers_both_answer_items() -> None:
    script = make_script("phq9", phq9("not at all", "Several days", *["0"] * 7))
    assert script[2].text == "Several days"


def test_an_item_without_a_line_that_is_asked_only_sometimes_is_pressed() -> None:
    script = make_script("phq9", phq9("1", *["0"] * 8))
    pressed = script[-2]
    assert (pressed.item, pressed.line) == ("phq9_difficulty", None)
    assert pressed.payload == '/answer{"item":"phq9_difficulty","option":"0"}'
    assert pressed.text == "Not difficult at all"
    assert (script[-1].item, script[-1].line) == ("whats_new_after", 11)


def test_a_line_for_it_answers_it() -> None:
    script = make_script("phq9", phq9("1", *["0"] * 8, more=("Very difficult",)))
    assert (script[-2].item, script[-2].line) == ("phq9_difficulty", 11)


def test_a_line_for_an_item_that_is_not_asked_is_one_too_many() -> None:
    with pytest.raises(CannotReplay, match="Line 12 is one too many"):
        make_script("phq9", phq9(*["0"] * 9, more=("Very difficult",)))


@pytest.mark.parametrize(("id", "count", "needed"), [("phq9", 5, "11 or 12"), ("gad7", 20, "9")])
def test_too_few_and_too_many_lines_say_how_many_are_needed(
    id: str, count: int, needed: str
) -> None:
    with pytest.raises(CannotReplay, match=f"have {count} lines; {id} needs {needed}:"):
        make_script(id, lines(*["0"] * count))


def test_a_line_that_is_no_option_is_named_without_its_words() -> None:
    with pytest.raises(
        CannotReplay, match=r"Line 4 is no option of phq9_3; it has 0 \(Not"
    ) as error:
        make_script("phq9", phq9("0", "0", "secret words", *["0"] * 6))
    assert "secret" not in error.value.text


def test_a_command_cannot_be_replayed() -> None:
    with pytest.raises(CannotReplay, match="Line 3 is a command"):
        make_script("phq9", phq9("0", "Stop", *["0"] * 7))


def test_the_questionnaires_own_free_text_takes_its_line_as_it_is() -> None:
    script = make_script("daily_checkin", lines("Fine.", "7", "3", "0", "2", "on", "Calm.", "No."))
    assert (script[6].item, script[6].text) == ("daily_checkin_words", "Calm.")


@pytest.mark.parametrize("id", ["phq10", "whats_new"])
def test_an_unknown_questionnaire_is_not_found(id: str) -> None:
    with pytest.raises(NotFound, match=id):
        make_script(id, phq9(*["0"] * 9))


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_any_nine_answers_make_a_script_that_uses_every_line_once(values: list[int]) -> None:
    script = make_script("phq9", phq9(*map(str, values)))
    assert [turn.line for turn in script if turn.line] == list(range(1, 12))
    assert len(script) == 11 + any(values)


@given(st.integers(1, 40), st.floats(15, 600))
def test_replies_are_spread_evenly_and_end_with_the_clip(turns: int, seconds: float) -> None:
    due = (0.0, *due_times(turns, seconds))
    gaps = [later - earlier for earlier, later in pairwise(due)]
    assert gaps == pytest.approx([seconds / turns] * turns)
    assert due[-1] == seconds


def test_blank_lines_are_left_out_and_lines_count_as_in_an_editor(tmp_path: Path) -> None:
    path = tmp_path / "replies.txt"
    path.write_bytes("\ufeffHello.\r\n\r\n 2 \n\n".encode())
    assert read_lines(path) == (Line(1, "Hello."), Line(3, "2"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"", "is empty"), (b"\n \n", "is empty"), (b"caf\xe9\n", "is not UTF-8"), (None, "No such")],
)
def test_a_file_without_replies_is_named(
    tmp_path: Path, content: bytes | None, expected: str
) -> None:
    path = tmp_path / "replies.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CannotReplay, match=rf"replies\.txt .*{expected}"):
        read_lines(path)
