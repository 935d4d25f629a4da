"""An option is proposed for words of one's own; it counts once it is pressed or confirmed."""

from __future__ import annotations

from actions import wording
from actions.bubbles import question
from actions.course import Course
from actions.proposal import by_likeness
from contract.likeness import Likeness
from contract.messages import Answer, Bubble
from questionnaires.loader import find_item
from tests.actions.session import Sitting


def at(item: str, questionnaire: str = "phq9") -> Sitting:
    sitting = Sitting(questionnaire)
    sitting.until(item)
    return sitting


def said(sitting: Sitting) -> tuple[Bubble, ...]:
    course = Course.of(sitting.record)
    assert course is not None
    return question(course, sitting.state)


def test_words_propose_an_option_and_record_nothing() -> None:
    sitting = at("phq9_2")
    decision = sitting.type("pretty much every day")
    note, asked = said(sitting)
    assert decision.post is None
    assert note.text == wording.DO_YOU_MEAN.format(option="Nearly every day")
    _, item = find_item("phq9_2")
    assert (asked.text, asked.item, asked.recall) == (item.text, item.id, "Over the last 2 weeks")
    assert [one.title for one in asked.buttons] == [one.label for one in item.options]
    assert asked.suggested == asked.buttons[3].payload


def test_yes_records_the_option_with_the_message_that_said_yes() -> None:
    sitting = at("phq9_2")
    sitting.type("pretty much every day")
    post = sitting.type("Yes.", message="yes").post
    assert isinstance(post, Answer)
    assert (post.item, post.value, post.message) == ("phq9_2", 3, "yes")
    assert said(sitting)[-1].suggested is None


def test_the_proposed_option_can_be_pressed_and_so_can_another() -> None:
    sitting = at("phq9_2")
    sitting.type("pretty much every day")
    post = sitting.choose(1).post
    assert isinstance(post, Answer)
    assert post.value == 1


def test_no_and_anything_else_takes_the_mark_away() -> None:
    for words in ("no", "No.", "nope", "not really", "no idea", "banana"):
        sitting = at("phq9_2")
        sitting.type("pretty much every day")
        assert sitting.type(words).post is None
        assert said(sitting)[-1].suggested is None


def test_a_no_and_something_else_proposes_that() -> None:
    for words, option in (("no, several days", 1), ("no never", 0), ("No - most days", 2)):
        sitting = at("phq9_2")
        sitting.type("pretty much every day")
        assert sitting.type(words).post is None
        asked = said(sitting)[-1]
        assert asked.suggested == asked.buttons[option].payload


def test_a_no_where_nothing_is_proposed_still_says_not_at_all() -> None:
    sitting = at("phq9_2")
    sitting.type("no")
    asked = said(sitting)[-1]
    assert asked.suggested == asked.buttons[0].payload


def test_yes_to_nothing_proposed_is_no_answer() -> None:
    sitting = at("phq9_2")
    assert sitting.type("yes").post is None


def test_a_question_in_between_keeps_no_mark_for_the_next_item() -> None:
    sitting = at("phq9_2")
    sitting.type("pretty much every day")
    sitting.choose(3)
    assert said(sitting)[-1].item == "phq9_3"
    assert sitting.type("yes").post is None


def test_nothing_is_proposed_at_an_item_that_can_alert() -> None:
    sitting = at("phq9_9")
    decision = sitting.type("pretty much every day")
    assert (decision.post, decision.unclear) == (None, None)
    assert said(sitting)[0].text == wording.CHOOSE_OR_MORE
    assert said(sitting)[-1].suggested is None


def test_words_are_not_read_as_an_option_while_something_else_is_asked() -> None:
    sitting = at("phq9_2")
    sitting.command("stop")
    assert sitting.type("every day").state.suggested is None


async def test_without_the_text_model_the_options_are_shown() -> None:
    sitting = at("daily_checkin_sleep", "daily_checkin")
    decision = sitting.type("superbly")
    assert decision.unclear == "superbly"
    _, item = find_item("daily_checkin_sleep")
    nobody = Likeness("http://127.0.0.1:9", "secret")
    assert await by_likeness(decision, item, nobody) == decision
