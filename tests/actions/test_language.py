"""The bot speaks the session's language, and asks for words only where crises are recognised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from actions import wording
from actions.bubbles import choice, greeting, question
from actions.course import Course
from contract.messages import Answer
from questionnaires.loader import find_item, load
from questionnaires.resolve import plain
from tests.actions.session import Sitting
from texts.language import texts_of
from texts.speaking import speaking


@pytest.fixture(params=["it", "el", "ro"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with speaking(str(request.param)):
        yield str(request.param)


def test_a_session_without_free_text_is_pressed_from_start_to_end(language: str) -> None:
    sitting = Sitting("phq9")
    while sitting.item is not None:
        sitting.choose(0)
    assert sitting.answers[0] == ("phq9_1", 0)
    assert sitting.decision.end == "completed"
    assert [item for item, _ in sitting.answers][-1] == "phq9_9"


def test_commands_progress_and_menus_are_in_the_language(language: str) -> None:
    sitting = Sitting("daily_checkin")
    course = Course.of(sitting.record)
    assert course is not None
    bubble = question(course, sitting.state)[-1]
    assert bubble.progress == wording.PLACE.format(place=1, count=5)
    assert [one.title for one in bubble.commands] == [wording.SKIP, wording.STOP, wording.MORE]
    assert "Skip" not in str(bubble.commands)
    sitting.command("more")
    menu = question(course, sitting.state)[-1]
    assert [one.title for one in menu.buttons] == [*wording.more().values(), wording.GO_ON]


def test_a_yes_and_a_no_are_typed_in_the_language(language: str) -> None:
    typed = texts_of(language).typed
    yes, no = typed.agreeing[0].upper(), f"{plain(typed.refusing[0])}."
    sitting = Sitting("phq9")
    for words in (no, wording.NO_GO_ON):
        assert sitting.type(wording.STOP).state.aside == "stop"
        assert sitting.say(words).state.aside is None
    sitting.type("pretty much every day")
    post = sitting.type(yes).post
    assert isinstance(post, Answer) and post.value == 3
    sitting.type(wording.STOP)
    assert sitting.say(yes).end == "stopped"


def test_an_instrument_is_offered_as_missing_in_the_language(language: str) -> None:
    titles = [button.title for button in choice({})[-1].buttons]
    name = wording.language_name("en-US")
    phq9 = wording.ONLY_IN.format(title=load("phq9").title, language=name)
    assert phq9 in titles and name != "English"
    assert find_item("phq9_1")[1].options[0].label == "Not at all"


def test_a_question_says_its_own_language(language: str) -> None:
    sitting = Sitting("phq9")
    course = Course.of(sitting.record)
    assert course is not None
    assert [one.language for one in question(course, sitting.state)] == ["en-US", "en-US"]


def test_dates_are_in_the_language() -> None:
    with speaking("ro"):
        said = greeting({"phq9": date(2026, 12, 9)})
    assert "9 decembrie 2026" in " ".join(one.text for one in said)
