"""Alerts say what raised them and stand beside the patient's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.messages import Alert, AlertSource
from questionnaires.loader import load_all
from report.alerts import alert_lines
from tests.report.records import FIRST_WORDS, OPENED, SESSION, answer, full, reply


def raised(source: AlertSource, item: str | None, message: str) -> Alert:
    return Alert(SESSION, OPENED + 300, source, "", item, message)


@pytest.mark.parametrize(
    ("source", "item", "explanation"),
    [
        ("item", "phq9_9", "PHQ-9 item 9: answered above 'Not at all'"),
        (
            "unconfirmed",
            "phq9_9",
            "PHQ-9 item 9: typed words that are not exactly 'Not at all' (unconfirmed)",
        ),
        ("not_answered", "phq9_9", "PHQ-9 item 9: not answered"),
        ("phrase", None, "Crisis phrase in free text (outside a question)"),
        ("veiled", None, "Possible hint at a crisis in free text (outside a question)"),
        (
            "phrase",
            "whats_new_before",
            "Crisis phrase in free text ('How have you been since we last talked?')",
        ),
    ],
)
def test_an_alert_says_what_raised_it(
    source: AlertSource, item: str | None, explanation: str
) -> None:
    record = replace(full(), alerts=(raised(source, item, "m-whats_new_before"),))
    (line,) = alert_lines(record, load_all())
    assert line.explanation == explanation


def test_an_alert_carries_the_words_of_its_reply() -> None:
    record = replace(full(), alerts=(raised("phrase", None, "m-whats_new_before"),))
    (line,) = alert_lines(record, load_all())
    assert (line.words, line.typed) == (FIRST_WORDS, True)


def test_an_alert_of_a_button_carries_the_pressed_option() -> None:
    (line,) = alert_lines(full(), load_all())
    assert (line.words, line.typed, line.changed_to) == ("Several days", False, None)


def test_an_answer_changed_later_is_said_and_removes_nothing() -> None:
    record = full()
    later = answer("phq9_9", 0, OPENED + 400, "m-edit")
    (line,) = alert_lines(replace(record, answers=(*record.answers, later)), load_all())
    assert line.words == "Several days"
    assert line.changed_to == "'Not at all'"


def test_an_item_skipped_later_is_said() -> None:
    record = full()
    later = answer("phq9_9", None, OPENED + 400, "m-edit", skipped=True)
    (line,) = alert_lines(replace(record, answers=(*record.answers, later)), load_all())
    assert line.changed_to == "skipped"


def test_an_alert_without_its_reply_or_definition_still_stands() -> None:
    record = replace(full(), alerts=(raised("item", "gone_1", "m-gone"),))
    (line,) = alert_lines(record, load_all())
    assert line.explanation == "'gone_1': answered above the option without an alert"
    assert line.words is None


def test_words_typed_to_an_alerting_item_are_shown_as_typed() -> None:
    record = full()
    typed = reply("m-typed", "phq9_9", "not really", OPENED + 300)
    record = replace(
        record,
        replies=(*record.replies, typed),
        alerts=(raised("unconfirmed", "phq9_9", "m-typed"),),
    )
    (line,) = alert_lines(record, load_all())
    assert (line.words, line.typed) == ("not really", True)
    assert line.changed_to == "'Several days'"
