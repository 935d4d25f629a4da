"""What a message does to a questionnaire."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import wording
from actions.decide import decide
from actions.incoming import Incoming
from actions.state import State
from contract.messages import Answer, CloseReason, Record, Session, Start
from questionnaires.plan import current, plan
from tests.actions.session import Sitting


@pytest.fixture
def sitting() -> Sitting:
    """A PHQ-9 with its first item on show."""
    one = Sitting("phq9")
    one.type("quite well")
    return one


def shown(sitting: Sitting) -> str | None:
    return sitting.item.id if sitting.item else None


def test_start_is_posted_with_the_version_of_the_definition() -> None:
    post = Sitting("gad7").decision.post
    assert isinstance(post, Start)
    assert (post.questionnaire, post.message) == ("gad7", "m1")


def test_unknown_questionnaire_opens_nothing() -> None:
    assert Sitting("nope").decision.end == "nothing_open"


def test_frame_questionnaire_cannot_be_chosen() -> None:
    assert Sitting("whats_new").decision.end == "nothing_open"


def test_free_text_is_an_answer_without_value_and_always_thanked(sitting: Sitting) -> None:
    post = sitting.decision.post
    assert isinstance(post, Answer)
    assert (post.questionnaire, post.item, post.value) == ("whats_new", "whats_new_before", None)
    assert sitting.decision.state.note == wording.THANKS


def test_pressed_option_is_an_answer_at_the_time_of_its_reply(sitting: Sitting) -> None:
    post = sitting.choose(2).post
    assert isinstance(post, Answer)
    assert (post.item, post.value, post.message, post.at) == ("phq9_1", 2, "m3", 3.0)
    assert shown(sitting) == "phq9_2"


@pytest.mark.parametrize("words", ["several days", "Several  days.", "1", "SEVERAL DAYS"])
def test_typed_label_or_number_is_an_answer(sitting: Sitting, words: str) -> None:
    post = sitting.type(words).post
    assert isinstance(post, Answer)
    assert post.value == 1


@pytest.mark.parametrize("words", ["banana", "I can't stop worrying", "7", "half the days", ""])
def test_anything_else_typed_is_asked_again(sitting: Sitting, words: str) -> None:
    decision = sitting.type(words)
    assert (decision.post, decision.state.note) == (None, wording.CHOOSE_OR_MORE)
    assert shown(sitting) == "phq9_1"


@pytest.mark.parametrize("words", ["hello", "help", "thank you", "several days", "start a form"])
def test_words_that_come_without_an_item_change_nothing(sitting: Sitting, words: str) -> None:
    decision = sitting.say(words)
    assert (decision.post, decision.end) == (None, None)
    assert shown(sitting) == "phq9_1"


def test_repeat_of_a_message_changes_nothing(sitting: Sitting) -> None:
    first = sitting.choose(2, item="phq9_1", message="once")
    again = sitting.choose(2, item="phq9_1", message="once")
    assert again == replace(first, post=None)
    assert sitting.answers.count(("phq9_1", 2)) == 1


def test_second_press_on_one_option_answers_nothing_more(sitting: Sitting) -> None:
    sitting.choose(2, item="phq9_1")
    decision = sitting.choose(2, item="phq9_1")
    assert (decision.post, decision.state.note) == (None, wording.ALREADY_ANSWERED)
    assert shown(sitting) == "phq9_2"


def test_press_without_an_item_answers_nothing(sitting: Sitting) -> None:
    assert sitting.press('/answer{"option":"1"}').post is None


def test_press_on_an_item_yet_to_come_answers_nothing(sitting: Sitting) -> None:
    decision = sitting.choose(1, item="phq9_7")
    assert (decision.post, decision.state.note) == (None, None)


def test_option_that_the_item_does_not_have_is_asked_again(sitting: Sitting) -> None:
    assert sitting.choose(9).state.note == wording.CHOOSE_OR_MORE


def test_answer_counts_even_when_the_tracker_was_lost(sitting: Sitting) -> None:
    sitting.state = State()
    sitting.choose(3)
    assert sitting.answers[-1] == ("phq9_1", 3)


def test_answer_stored_before_a_failure_is_not_stored_again(sitting: Sitting) -> None:
    before = sitting.state
    sitting.choose(3, item="phq9_1", message="m")
    sitting.state = before  # Rasa lost the turn's events
    assert sitting.choose(3, item="phq9_1", message="m").post is None
    assert shown(sitting) == "phq9_2"


def test_back_shows_the_item_before_and_a_new_answer_replaces_the_old(sitting: Sitting) -> None:
    sitting.choose(1)
    sitting.choose(1)
    sitting.command("go_back")
    assert shown(sitting) == "phq9_2"
    sitting.choose(3)
    assert (sitting.answers[-1], shown(sitting)) == (("phq9_2", 3), "phq9_3")


def test_back_twice_goes_back_two_items(sitting: Sitting) -> None:
    sitting.choose(1)
    sitting.choose(1)
    sitting.command("go_back")
    sitting.command("go_back")
    assert shown(sitting) == "phq9_1"


def test_repeat_of_the_old_answer_does_not_undo_going_back(sitting: Sitting) -> None:
    sitting.choose(1, message="old")
    sitting.type("back")
    sitting.choose(1, item="phq9_1", message="old")
    assert shown(sitting) == "phq9_1"


def test_new_answer_after_back_counts_when_rasa_lost_the_turn(sitting: Sitting) -> None:
    sitting.choose(1)
    sitting.command("go_back")
    before = sitting.state
    sitting.choose(2, item="phq9_1", message="new")
    sitting.state = before
    sitting.choose(2, item="phq9_1", message="new")
    assert (sitting.answers.count(("phq9_1", 2)), shown(sitting)) == (1, "phq9_2")


def test_back_at_the_first_question_says_so() -> None:
    sitting = Sitting("phq9")
    assert sitting.command("go_back").state.note == wording.FIRST
    assert shown(sitting) == "whats_new_before"


@pytest.mark.parametrize("words", ["skip", " SKIP "])
def test_typed_skip_asks_why_and_is_recorded_with_the_reason(sitting: Sitting, words: str) -> None:
    assert (sitting.type(words).post, sitting.state.aside) == (None, "skip")
    post = sitting.say("i do not know").post
    assert isinstance(post, Answer)
    assert (post.value, post.skipped, post.reason) == (None, True, "unknown")
    assert shown(sitting) == "phq9_2"


def test_skipping_can_be_thought_better_of(sitting: Sitting) -> None:
    sitting.command("skip")
    sitting.say("Answer the question")
    assert (sitting.state.aside, shown(sitting), len(sitting.answers)) == (None, "phq9_1", 1)


def test_skipped_free_text_is_not_thanked() -> None:
    assert Sitting("gad7").command("skip").state.note is None


def test_stop_asks_before_it_stops(sitting: Sitting) -> None:
    assert (sitting.command("stop").end, sitting.state.aside) == (None, "stop")
    assert sitting.press("/confirm_stop").end == "stopped"


def test_confirming_again_stops_again_when_closing_failed(sitting: Sitting) -> None:
    sitting.type("stop")
    sitting.press("/confirm_stop", message="yes")
    assert sitting.press("/confirm_stop", message="yes").end == "stopped"


def test_confirmation_without_a_question_asks_it(sitting: Sitting) -> None:
    assert (sitting.press("/confirm_stop").end, sitting.state.aside) == (None, "stop")


@pytest.mark.parametrize("words", ["yes", "Yes, stop"])
def test_typed_yes_stops(sitting: Sitting, words: str) -> None:
    sitting.type("stop")
    assert sitting.say(words).end == "stopped"


@pytest.mark.parametrize("words", ["no", "No, go on."])
def test_typed_no_goes_on_with_the_same_item(sitting: Sitting, words: str) -> None:
    sitting.type("stop")
    sitting.say(words)
    assert (sitting.state.aside, shown(sitting)) == (None, "phq9_1")


def test_unclear_words_at_the_stop_question_ask_it_again(sitting: Sitting) -> None:
    sitting.type("stop")
    decision = sitting.say("hm")
    assert (decision.end, decision.state.aside) == (None, "stop")
    assert decision.state.note == wording.CHOOSE_OPTION, "there is no More to choose"


def test_answer_at_the_stop_question_goes_on(sitting: Sitting) -> None:
    sitting.type("stop")
    sitting.choose(1)
    assert (sitting.state.aside, shown(sitting)) == (None, "phq9_2")


def test_other_questionnaire_does_not_start_in_the_middle(sitting: Sitting) -> None:
    decision = sitting.press('/start_questionnaire{"questionnaire":"gad7"}')
    assert (decision.post, decision.state.note) == (None, wording.BUSY)


def test_difficulty_is_asked_only_when_something_was_a_problem(sitting: Sitting) -> None:
    sitting.until("whats_new_after")
    assert "phq9_difficulty" not in dict(sitting.answers)
    other = Sitting("phq9")
    other.type("so so")
    other.choose(1)
    other.until("whats_new_after")
    assert "phq9_difficulty" in dict(other.answers)


def test_last_answer_completes(sitting: Sitting) -> None:
    sitting.until("whats_new_after")
    assert sitting.type("nothing more").end == "completed"


def test_repeat_of_the_last_answer_completes_again(sitting: Sitting) -> None:
    sitting.until("whats_new_after")
    sitting.type("nothing more", message="last")
    again = sitting.type("nothing more", message="last")
    assert (again.post, again.end) == (None, "completed")


@pytest.mark.parametrize("reason", ["completed", "stopped"])
def test_message_to_an_ended_session_says_how_it_ended(
    sitting: Sitting, reason: CloseReason
) -> None:
    closed = replace(sitting.record.session, closed=9.0, reason=reason)
    sitting.record = replace(sitting.record, session=closed)
    decision = sitting.choose(1, item="phq9_1")
    assert (decision.post, decision.end) == (None, reason)


def test_session_that_was_closed_for_being_idle_goes_on(sitting: Sitting) -> None:
    closed = replace(sitting.record.session, closed=9.0, reason="idle")
    sitting.record = replace(sitting.record, session=closed)
    sitting.choose(1)
    assert sitting.answers[-1] == ("phq9_1", 1)


moves = st.one_of(
    st.tuples(st.just("choose"), st.integers(0, 4)),
    st.tuples(
        st.just("type"),
        st.sampled_from(
            ["2", "hm", "back", "skip", "stop", "yes", "no", "change", "pause", "restart"]
        ),
    ),
    st.tuples(st.just("old"), st.sampled_from(["phq9_1", "phq9_4", "phq9_9"])),
    st.tuples(st.just("repeat"), st.none()),
    st.tuples(st.just("forget"), st.none()),
)


@given(st.lists(moves, max_size=40))
def test_whatever_is_sent_every_answer_is_for_the_item_then_on_show(
    steps: list[tuple[str, int | str | None]],
) -> None:
    sitting = Sitting("phq9")
    for kind, what in steps:
        on_show, count = shown(sitting), len(sitting.answers)
        if kind == "choose":
            sitting.choose(int(what or 0))
        elif kind == "type":
            sitting.type(str(what))
        elif kind == "old":
            sitting.choose(0, item=str(what))
        elif kind == "forget":
            sitting.state = State()
        else:
            sitting.choose(0, item="phq9_1", message="the same each time")
        assert [item for item, _ in sitting.answers[count:]] in ([], [on_show])


@given(st.lists(st.integers(0, 3), min_size=10, max_size=10))
def test_every_answer_is_kept_and_the_plan_is_walked_in_order(values: list[int]) -> None:
    sitting = Sitting("phq9")
    for value in values:
        if shown(sitting) == "whats_new_before":
            sitting.type("words")
        else:
            sitting.choose(value)
    answers = {answer.item: answer for answer in sitting.record.answers}
    items = plan("phq9", answers)
    assert [item for item, _ in sitting.answers] == [item.id for item in items[: len(values)]]
    assert current("phq9", answers) == items[len(values)]


def test_one_that_was_answered_lately_cannot_be_started_from_an_old_button() -> None:
    record = Record(Session("s", "p", "web", opened=0.0))
    incoming = Incoming("start_questionnaire", "m", questionnaire="gad7")
    refused = decide(record, State(), incoming, 1.0, waiting={"gad7"})
    assert (refused.post, refused.end) == (None, "nothing_open")
    allowed = decide(record, State(), incoming, 1.0, waiting={"phq9"})
    assert isinstance(allowed.post, Start)
