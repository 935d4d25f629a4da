"""Answers in one's own words: what they may mean, and where nothing is proposed."""

from __future__ import annotations

import pytest

from questionnaires.loader import find_item
from questionnaires.own_words.reading import LONGEST, Reading, read_reply

OPEN, UNSURE = Reading(None, settled=False), Reading(None, settled=True)


def read(item_id: str, text: str) -> Reading:
    questionnaire, item = find_item(item_id)
    return read_reply(questionnaire, item, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pretty much every day", 3),
        ("2-3 days", 1),
        ("2 \u2013 3 days", 1),
        ("two or three days a week", 1),
        ("5 days a week", 2),
        ("once or twice a week", 1),
        ("ten out of the fourteen", 2),
        ("80 % of the days", 2),
        ("every third day", 1),
        ("more than nine days", 2),
        ("up to 14 days", 3),
        ("mroe than hlaf the days", 2),
        ("nealry evry day", 3),
        ("most nights", 2),
        ("no, never", 0),
        ("not tired at all", 0),
        ("NEARLY EVERY SINGLE DAY!!!", 3),
    ],
)
def test_how_often_is_understood(text: str, value: int) -> None:
    assert read("phq9_4", text) == Reading(value, settled=True)


@pytest.mark.parametrize(
    "text",
    [
        "not every day",
        "isn't every day",
        "a few days, but every day last week",
        "one day",
        "half the days",
        "twice a day",
        "seven days",
        "almost never",
        "I don't know",
        "every day?",
        "every day. " * 30,
    ],
)
def test_what_is_taken_back_or_lies_between_two_options_stays_unsure(text: str) -> None:
    assert read("phq9_4", text) == UNSURE


@pytest.mark.parametrize("text", ["because of the pills", "since the stroke"])
def test_what_says_no_option_is_left_open(text: str) -> None:
    assert read("phq9_4", text) == OPEN


@pytest.mark.parametrize("text", ["every day", "no, never", "2-3 days", "not at all, really"])
def test_nothing_is_proposed_at_an_item_that_can_alert(text: str) -> None:
    assert read("phq9_9", text) == UNSURE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven", 7),
        ("about a seven", 7),
        ("7/10", 7),
        ("ten out of 10", 10),
        ("eigth", 8),
        ("hmm, maybe 6 or so", 6),
    ],
)
def test_numbers_and_words_for_numbers_are_places_on_a_scale(text: str, value: int) -> None:
    assert read("daily_checkin_mood", text) == Reading(value, settled=True)


@pytest.mark.parametrize("text", ["6 or 7", "eleven", "-3", "7.5", "two tablets", "3 of 5"])
def test_other_numbers_are_none(text: str) -> None:
    assert read("daily_checkin_mood", text).value is None


@pytest.mark.parametrize(
    "text",
    ["never hungry", "no joy", "not rested at all", "happy every day", "I wish I slept well"],
)
def test_what_denies_or_names_something_good_proposes_nothing(text: str) -> None:
    assert read("phq9_3", text) == UNSURE


@pytest.mark.parametrize(
    "text", ["no, that has not been a problem", "never, I am fine", "no trouble with sleep at all"]
)
def test_denying_a_trouble_proposes_the_first_option(text: str) -> None:
    assert read("phq9_3", text) == Reading(0, settled=True)


def test_a_number_is_not_read_into_another_word() -> None:
    assert read("phq9_4", "I have fine days").value is None
    assert read("phq9_4", "three times in two weeks") == Reading(1, settled=True)


def test_a_quality_counts_only_where_little_else_is_said() -> None:
    assert read("daily_checkin_sleep", "pretty good I'd say") == Reading(3, settled=True)
    assert read("daily_checkin_sleep", "the food was good") == OPEN


def test_a_language_of_which_nothing_is_known_proposes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VULTUS_LANGUAGE", "it")
    assert read("daily_checkin_sleep", "benissimo") == OPEN


def test_a_long_reply_is_not_read() -> None:
    assert read("phq9_4", "every day " + "x" * LONGEST) == UNSURE
