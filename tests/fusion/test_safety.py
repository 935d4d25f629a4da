"""Which replies raise an alert: at once, with the reply, whatever becomes of the second look."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import Conflict
from contract.messages import Answer, Reply
from fusion.store import Store
from questionnaires.loader import find_item
from questionnaires.payload import make_payload
from questionnaires.resolve import commands, is_command, resolve
from safety.alert import alert_of

AT = 1_800_000_000.0
NINE = find_item("phq9_9")[1]
TYPED = Reply("s1", "m1", AT, "words", "phq9_9", AT - 5)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("I want to kill myself.", "phrase"),
        ("I don't want to die", "veiled"),
        ("everyone would be better off without me", "veiled"),
        ("this tremor is killing me", None),
        ("I want to stop this questionnaire", None),
    ],
)
def test_words_alert_by_how_openly_they_speak(text: str, source: str | None) -> None:
    for item in (None, "whats_new_before"):
        alert = alert_of(replace(TYPED, text=text, item=item), None)
        assert (alert.source if alert else None) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("0", None),
        ("not at all", None),
        ("Not at all.", None),
        ("back", None),
        ("1", "item"),
        ("nearly every day", "item"),
        ("not at all really", "unconfirmed"),
        ("no", "unconfirmed"),
        ("7", "unconfirmed"),
        ("I want to die", "phrase"),
        ("I do not want to die", "unconfirmed"),
        ("skip", "not_answered"),
        ("Stop", "not_answered"),
    ],
)
def test_typed_words_at_item_nine(text: str, source: str | None) -> None:
    alert = alert_of(replace(TYPED, text=text), NINE)
    assert (alert.source if alert else None) == source


@pytest.mark.parametrize(
    ("payload", "source"),
    [
        (make_payload("answer", item="phq9_9", option="0"), None),
        (make_payload("answer", item="phq9_9", option="1"), "item"),
        (make_payload("answer", item="phq9_9", option="3"), "item"),
        (make_payload("skip", item="phq9_9"), "not_answered"),
        (make_payload("stop", item="phq9_9"), "not_answered"),
        (make_payload("skip", item="phq9_9", reason="declined"), None),  # the skip has alerted
        (make_payload("pause", item="phq9_9"), "not_answered"),
        (make_payload("start_over", item="phq9_9"), "not_answered"),
        (make_payload("ask_person", item="phq9_9"), "unconfirmed"),
        (make_payload("ask_meaning", item="phq9_9"), None),
        (make_payload("change_answer", to="phq9_1"), None),
        (make_payload("back", item="phq9_9"), None),
        (make_payload("answer", item="phq9_9", option="9"), "unconfirmed"),
        ("/answer{broken", "unconfirmed"),
        (None, "unconfirmed"),
    ],
)
def test_buttons_at_item_nine(payload: str | None, source: str | None) -> None:
    alert = alert_of(replace(TYPED, typed=False, payload=payload), NINE)
    assert (alert.source if alert else None) == source


SILENT = ("back", "change", "repeat", "why", "meaning", "more")
"""Commands that ask about the item or come back to it."""


@given(st.text() | st.sampled_from([phrase for said in commands().values() for phrase in said]))
def test_at_item_nine_every_typed_text_but_zero_and_questions_alerts(text: str) -> None:
    silent = resolve(NINE, text) == 0 or is_command(text) in SILENT
    assert (alert_of(replace(TYPED, text=text), NINE) is None) == silent


def test_the_alert_names_the_option_and_never_the_patients_words() -> None:
    pressed = replace(TYPED, typed=False, payload=make_payload("answer", item="phq9_9", option="2"))
    alert = alert_of(pressed, NINE)
    assert alert is not None and alert.detail == 'Answered "More than half the days" (2).'
    words = "secret words I want to die"
    typed = alert_of(replace(TYPED, text=words), NINE)
    assert typed is not None and "secret" not in typed.detail


def test_a_tap_on_an_older_item_nine_button_alerts_too(store: Store, session: str) -> None:
    payload = make_payload("answer", item="phq9_9", option="2")
    late = Reply(session, "m1", AT, "More", "phq9_difficulty", AT, typed=False, payload=payload)
    alert = store.put(late).alert
    assert alert is not None and (alert.source, alert.item) == ("item", "phq9_9")


def test_words_are_screened_in_the_language_that_the_session_speaks(
    store: Store, session: str
) -> None:
    patient = store.session(session).patient
    for number, (tag, text, source) in enumerate(
        [
            (None, "voglio morire", "phrase"),
            ("it", "voglio morire", "phrase"),
            ("it", "I want to die", "phrase"),
            ("el", "thelo na pethano", "phrase"),
            ("ro", "mor de foame", None),
        ]
    ):
        store.choose_language(patient, tag)
        alert = store.put(Reply(session, f"m{number}", AT + number, text)).alert
        assert (alert.source if alert else None) == source


def test_what_alerts_is_stored_even_when_the_session_is_complete(
    store: Store, session: str
) -> None:
    store.close_session(session, "completed", AT)
    with pytest.raises(Conflict):
        store.put(Reply(session, "m1", AT + 1, "thank you"))
    receipt = store.put(Reply(session, "m2", AT + 2, "I want to die"))
    assert receipt.alert is not None and receipt.alert.source == "phrase"
    assert store.session(session).reason == "completed"
    assert [reply.message for reply in store.record(session).replies] == ["m2"]


def test_an_alert_stays_when_the_reply_repeats_or_the_answer_changes(
    store: Store, session: str
) -> None:
    pressed = Reply(session, "m1", AT, "Several days", "phq9_9", AT, typed=False)
    pressed = replace(pressed, payload=make_payload("answer", item="phq9_9", option="1"))
    first = store.put(pressed)
    assert store.put(pressed).alert == first.alert
    undone = make_payload("answer", item="phq9_9", option="0")
    store.put(replace(pressed, message="m2", payload=undone, text="Not at all", at=AT + 9))
    store.put(Answer(session, "phq9", "1", "phq9_9", 0, AT + 9, "m2"))
    assert store.record(session).alerts == (first.alert,)
    assert store.summaries()[0].alerts == 1
