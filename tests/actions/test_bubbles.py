"""What the bot says, as bubbles."""

from __future__ import annotations

from datetime import date

import pytest

from actions import wording
from actions.bubbles import asking_who, choice, ended, greeting, question
from actions.course import Course
from actions.state import State
from contract.messages import Bubble
from contract.wire import from_json, to_json
from questionnaires.loader import load, offered
from questionnaires.payload import parse_payload
from questionnaires.plan import plan
from tests.actions.session import Sitting


def said(sitting: Sitting) -> tuple[Bubble, ...]:
    course = Course.of(sitting.record)
    assert course is not None
    return question(course, sitting.state)


def at(item: str, questionnaire: str = "phq9") -> Sitting:
    sitting = Sitting(questionnaire)
    sitting.until(item)
    return sitting


def test_greeting_says_that_a_program_asks_and_that_one_may_stop() -> None:
    texts = " ".join(bubble.text for bubble in greeting({}))
    assert "computer program" in texts
    assert "stop at any time" in texts


def test_a_chat_is_asked_who_answers_beside_the_choice() -> None:
    asked = asking_who(greeting({})[-1])
    assert asked.buttons == greeting({})[-1].buttons
    who = [parse_payload(one.payload).entities["who"] for one in asked.commands]
    assert (who, wording.WHO_ANSWERS in asked.text) == (["self", "helped", "proxy"], True)


def test_every_offered_questionnaire_is_a_button_with_its_title() -> None:
    assert [button.title for button in choice({})[-1].buttons] == [
        q.title for q in offered().values()
    ]
    chosen = {
        parse_payload(button.payload).entities["questionnaire"] for button in choice({})[-1].buttons
    }
    assert chosen == set(offered())


@pytest.mark.parametrize("questionnaire", sorted(offered()))
def test_items_are_asked_word_for_word_with_their_options_in_order(questionnaire: str) -> None:
    for item in plan(questionnaire, {}):
        bubble = said(at(item.id, questionnaire))[-1]
        assert (bubble.text, bubble.item, bubble.input) == (item.text, item.id, item.kind)
        assert [button.title for button in bubble.buttons] == [o.label for o in item.options]


def test_option_button_carries_its_item_and_value() -> None:
    payloads = [button.payload for button in said(at("phq9_3"))[-1].buttons]
    assert payloads[2] == '/answer{"item":"phq9_3","option":"2"}'


def test_opening_words_come_before_the_first_item_only() -> None:
    intro = load("phq9").intro
    assert [b.text for b in said(at("phq9_1"))] == [
        wording.THANKS,
        intro,
        load("phq9").items[0].text,
    ]
    assert intro not in [bubble.text for bubble in said(at("phq9_2"))]


def test_progress_counts_the_items_and_not_the_free_text() -> None:
    assert said(at("phq9_4"))[-1].progress == "4 of 9"
    assert said(at("whats_new_before"))[-1].progress is None


def test_the_period_asked_about_stays_beside_every_scored_item() -> None:
    assert said(at("phq9_7"))[-1].recall == "Over the last 2 weeks"
    assert said(at("whats_new_before"))[-1].recall is None


def test_camera_pauses_on_an_item_that_can_alert_and_on_no_other() -> None:
    assert said(at("phq9_9"))[-1].camera_pause
    assert not said(at("phq9_8"))[-1].camera_pause


def test_camera_stays_paused_while_stopping_is_confirmed_there() -> None:
    sitting = at("phq9_9")
    sitting.command("stop")
    assert said(sitting)[-1].camera_pause


def test_first_question_offers_no_back() -> None:
    assert [c.title for c in said(at("whats_new_before"))[-1].commands] == ["Skip", "Stop", "More"]
    assert [c.title for c in said(at("phq9_1"))[-1].commands] == ["Back", "Skip", "Stop", "More"]


def test_stop_question_asks_no_item() -> None:
    sitting = at("phq9_2")
    sitting.command("stop")
    (bubble,) = said(sitting)
    assert (bubble.item, bubble.input) == (None, "none")
    assert [b.payload for b in bubble.buttons] == ["/confirm_stop", "/continue"]


def test_note_comes_before_the_question() -> None:
    sitting = at("phq9_2")
    sitting.type("banana")
    assert said(sitting)[0].text == wording.CHOOSE_OR_MORE


def test_end_says_no_score_and_ends() -> None:
    bubbles = ended("completed", State(note=wording.THANKS))
    assert [b.text for b in bubbles] == [wording.THANKS, wording.COMPLETED]
    assert bubbles[-1].ends
    assert not any(character.isdigit() for bubble in bubbles for character in bubble.text)


def test_stopped_session_ends_without_the_note_of_another_question() -> None:
    assert [b.text for b in ended("stopped", State(note=wording.CHOOSE_OR_MORE))] == [
        wording.STOPPED
    ]


@pytest.mark.parametrize(
    "bubble", [*greeting({}), *said(Sitting("gad7")), *ended("stopped", State())]
)
def test_bubbles_survive_the_wire(bubble: Bubble) -> None:
    assert from_json(to_json(bubble), Bubble) == bubble


def test_what_was_answered_lately_is_not_offered_and_says_from_when_it_is() -> None:
    again, offer = choice({"phq9": date(2026, 12, 4)})
    assert again.text == wording.ANSWERED.format(title=load("phq9").title, day="4 December 2026")
    chosen = {parse_payload(button.payload).entities["questionnaire"] for button in offer.buttons}
    assert chosen == set(offered()) - {"phq9"}


def test_with_nothing_to_offer_there_is_no_button_and_no_question() -> None:
    last = choice(dict.fromkeys(offered(), date(2026, 12, 4)))[-1]
    assert (last.text, last.buttons) == (wording.NOTHING_TODAY, ())
