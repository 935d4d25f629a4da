"""What can be done around the items: change, skip, pause, start again, ask, go on with another."""

from __future__ import annotations

import pytest

from actions import wording
from actions.bubbles import ended, offers, question
from actions.course import Course
from actions.incoming import Incoming
from actions.interruption import INTERRUPTIONS, said_to
from actions.state import State
from contract.messages import Answer, Bubble, Start
from questionnaires.answers import counting
from questionnaires.loader import find_item, load
from questionnaires.payload import INTENTS, parse_payload
from questionnaires.resolve import commands
from questionnaires.typed import typed_payload
from tests.actions.session import Sitting


@pytest.fixture
def sitting() -> Sitting:
    """A PHQ-9 with its first three items answered with 1."""
    one = Sitting("phq9")
    one.type("quite well")
    for _ in range(3):
        one.choose(1)
    return one


def shown(sitting: Sitting) -> Bubble:
    course = Course.of(sitting.record)
    assert course is not None
    return question(course, sitting.state)[-1]


def test_an_earlier_answer_is_picked_changed_and_the_questionnaire_goes_on(
    sitting: Sitting,
) -> None:
    sitting.type("change an earlier answer")
    titles = [button.title for button in shown(sitting).buttons]
    assert len(titles) == 5 and titles[0].endswith("(in your own words)")
    assert titles[2] == "2. Feeling down, depressed, or hopeless (Several days)"
    assert "quite well" not in str(titles)
    sitting.say("7")
    assert shown(sitting).item is None, "no such answer"
    sitting.say("2.")
    assert shown(sitting).item == "phq9_2"
    sitting.choose(3)
    sitting.type("change an earlier answer")
    sitting.button("2. Feeling down")
    sitting.choose(3)
    assert (sitting.answers[-1], shown(sitting).item) == (("phq9_2", 3), "phq9_4")


def test_a_picked_answer_can_be_left_as_it_is(sitting: Sitting) -> None:
    sitting.command("change_answer")
    sitting.button("None of them")
    assert (shown(sitting).item, len(sitting.answers)) == ("phq9_4", 4)


def test_nothing_can_be_changed_before_there_is_an_answer() -> None:
    sitting = Sitting("gad7")
    assert sitting.type("change").state.note == wording.NOTHING_TO_CHANGE


def test_an_edit_that_hides_an_item_takes_its_answer_out_and_back_again(sitting: Sitting) -> None:
    sitting.until("phq9_difficulty")
    sitting.choose(2)
    for item in ("phq9_1", "phq9_2", "phq9_3"):
        sitting.press(f'/change_answer{{"to":"{item}"}}')
        sitting.choose(0)
    course = Course.of(sitting.record)
    assert course is not None and "phq9_difficulty" not in [one.id for one in course.answered()]
    sitting.press('/change_answer{"to":"phq9_1"}')
    sitting.choose(3)
    assert shown(sitting).item == "whats_new_after"
    course = Course.of(sitting.record)
    assert course is not None and "phq9_difficulty" in [one.id for one in course.answered()]


def test_an_edit_that_shows_an_item_has_it_asked(sitting: Sitting) -> None:
    other = Sitting("phq9")
    other.until("whats_new_after")
    other.press('/change_answer{"to":"phq9_1"}')
    other.choose(1)
    assert shown(other).item == "phq9_difficulty"


def test_a_pause_keeps_everything_and_takes_no_words_for_an_answer(sitting: Sitting) -> None:
    sitting.command("pause")
    bubble = shown(sitting)
    assert (bubble.text, bubble.item, bubble.camera_pause) == (wording.PAUSED, None, True)
    sitting.say("not at all")
    assert (shown(sitting).item, len(sitting.answers)) == ("phq9_4", 4)


def test_starting_again_asks_first_and_then_counts_only_the_new_answers(sitting: Sitting) -> None:
    sitting.type("restart")
    sitting.say("no")
    assert shown(sitting).item == "phq9_4"
    sitting.type("restart")
    sitting.say("yes")
    assert isinstance(sitting.decision.post, Start)
    assert (shown(sitting).item, shown(sitting).progress) == ("phq9_1", "1 of 9")
    sitting.choose(0)
    counted = counting(sitting.record.starts, sitting.record.answers)
    assert {id: one.value for id, one in counted.items()} == {"whats_new_before": None, "phq9_1": 0}
    assert len(sitting.answers) == 5


def test_a_repeat_of_starting_again_starts_once(sitting: Sitting) -> None:
    sitting.type("restart")
    sitting.press("/confirm_start_over", message="again")
    sitting.press("/confirm_start_over", message="again")
    sitting.state = State()
    sitting.press("/confirm_start_over", message="again")
    assert len(sitting.record.starts) == 2


def test_a_confirmation_that_was_not_asked_for_starts_nothing(sitting: Sitting) -> None:
    sitting.press("/confirm_start_over")
    assert (sitting.state.aside, len(sitting.record.starts)) == ("restart", 1)


def test_another_questionnaire_follows_without_the_free_text_again() -> None:
    sitting = Sitting("gad7")
    sitting.until("whats_new_after")
    sitting.type("nothing more")
    sitting.press('/start_questionnaire{"questionnaire":"gad7"}')
    assert (len(sitting.record.starts), sitting.decision.end) == (1, "completed")
    sitting.press('/start_questionnaire{"questionnaire":"phq8"}')
    assert shown(sitting).item == "phq8_1"
    for _ in range(8):
        sitting.choose(0)
    assert sitting.decision.end == "completed"


def test_the_end_offers_what_else_can_be_answered() -> None:
    (bubble,) = ended("completed", State(), offers({"phq9", "phq8"}))
    chosen = [parse_payload(one.payload).entities["questionnaire"] for one in bubble.buttons]
    assert (chosen, bubble.ends) == (["daily_checkin", "gad7"], True)
    assert ended("stopped", State(), offers(()))[0].buttons == ()


def test_more_offers_every_command_that_has_no_button_of_its_own(sitting: Sitting) -> None:
    sitting.type("help")
    intents = {parse_payload(button.payload).intent for button in shown(sitting).buttons}
    assert intents == {*INTENTS.values(), "continue"} - {"go_back", "skip", "stop", "more"}


@pytest.mark.parametrize("intent", INTERRUPTIONS)
def test_an_interruption_changes_no_answer_and_asks_again(sitting: Sitting, intent: str) -> None:
    sitting.command("more")
    sitting.command(intent)
    assert (shown(sitting).item, len(sitting.answers)) == ("phq9_4", 4)


def test_a_validated_item_is_not_explained_and_an_own_one_is() -> None:
    asked = Incoming("ask_meaning", "m")
    nine, mood = find_item("phq9_9")[1], find_item("daily_checkin_mood")[1]
    assert said_to(asked, nine, load("phq9")) == wording.AS_YOU_UNDERSTAND
    assert said_to(asked, mood, load("daily_checkin")) == mood.explain


def test_small_talk_is_talk_at_options_and_an_answer_among_own_words() -> None:
    talk = typed_payload("phq9_1", "m", "Good morning!")
    assert talk == '/small_talk{"item":"phq9_1","kind":"hello"}'
    own = typed_payload("whats_new_before", "m", "Good morning!")
    assert own == '/reply{"item":"whats_new_before","message":"m"}'


@pytest.mark.parametrize("name", commands())
def test_every_phrase_of_a_command_is_its_intent_at_any_item(name: str) -> None:
    for phrase in commands()[name]:
        for item in ("phq9_1", "whats_new_after"):
            sent = parse_payload(typed_payload(item, "m", f" {phrase.upper()} "))
            assert (sent.intent, sent.entities) == (INTENTS[name], {"item": item})


def test_words_that_only_contain_a_command_stay_words() -> None:
    for words in ("I want to stop worrying", "why me?", "I pause often", "please change my pills"):
        assert parse_payload(typed_payload("phq9_1", "m", words)).intent == "reply"


def test_a_skip_of_own_words_is_not_asked_why() -> None:
    post = Sitting("gad7").command("skip").post
    assert isinstance(post, Answer) and (post.skipped, post.reason) == (True, "unsaid")
