"""The timeline's turns say why a modality is missing, and how the mood went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.messages import Consent, FaceWindow, Record
from questionnaires.loader import load_all
from report.turns import trend, turn_lines
from report.view import TurnLine
from tests.report.records import (
    NEGATIVE,
    OPENED,
    POSITIVE,
    SESSION,
    full,
    reply,
    session_mood,
    turn,
)


def shown(record: Record) -> dict[str, TurnLine]:
    return {line.item: line for line in turn_lines(record, load_all())}


def test_a_button_is_said_where_there_are_no_words() -> None:
    assert shown(full())["phq9_1"].text_missing == "button only"


def test_the_camera_is_paused_on_an_item_that_can_alert() -> None:
    assert shown(full())["phq9_9"].face_missing == "camera paused"


def test_nothing_is_missing_where_both_speak() -> None:
    line = shown(full())["whats_new_before"]
    assert (line.face_missing, line.text_missing, line.label) == (None, None, "before")


def one_turn(at: float, item: str = "phq9_1") -> Record:
    missing = turn(item, at, None, None, None)
    return replace(full(), mood=session_mood((missing,)), windows=())


def test_no_camera_consent_is_camera_off() -> None:
    record = replace(one_turn(OPENED + 60), consents=())
    assert shown(record)["phq9_1"].face_missing == "camera off"


def test_a_withdrawal_turns_the_camera_off_from_then_on() -> None:
    record = one_turn(OPENED + 60)
    withdrawn = Consent(SESSION, "patient-7f3a", "camera", "1", False, OPENED + 50)
    record = replace(record, consents=(*record.consents, withdrawn))
    assert shown(record)["phq9_1"].face_missing == "camera off"


@pytest.mark.parametrize(("reason", "said"), [(None, "no face"), ("dark", "dark")])
def test_windows_without_a_face_say_what_was_wrong(reason: str | None, said: str) -> None:
    start = OPENED + 55
    window = FaceWindow(SESSION, start, start + 1, 5, 0, reason=reason)
    record = replace(one_turn(OPENED + 60), windows=(window,))
    assert shown(record)["phq9_1"].face_missing == said


def test_frames_left_out_while_typing_say_so() -> None:
    start = OPENED + 55
    window = FaceWindow(SESSION, start, start + 1, 5, 5, NEGATIVE)
    typed = reply("m-phq9_1", "phq9_1", "so so", OPENED + 60, typing=((start, start + 4),))
    record = replace(one_turn(OPENED + 60), windows=(window,), replies=(typed,))
    assert shown(record)["phq9_1"].face_missing == "typing"


def test_consented_camera_without_windows_is_no_frames() -> None:
    assert shown(one_turn(OPENED + 60))["phq9_1"].face_missing == "no frames"


@pytest.mark.parametrize(
    ("text", "consented", "said"),
    [
        ("2", True, "option typed"),
        ("so so", False, "not analysed"),
        ("so so", True, "not scored yet"),
    ],
)
def test_words_that_were_not_used_say_why(text: str, consented: bool, said: str) -> None:
    record = one_turn(OPENED + 60)
    typed = reply("m-phq9_1", "phq9_1", text, OPENED + 60)
    consents = record.consents if consented else ()
    record = replace(record, replies=(typed,), consents=consents)
    assert shown(record)["phq9_1"].text_missing == said


def test_the_trend_goes_from_negative_to_positive() -> None:
    ends = trend(turn_lines(full(), load_all()))
    assert ends is not None
    assert ends[0] < 0 < ends[1]


def test_two_turns_are_no_trend() -> None:
    moods = (
        turn("phq9_1", OPENED + 60, NEGATIVE, None, NEGATIVE),
        turn("phq9_2", OPENED + 80, POSITIVE, None, POSITIVE),
    )
    assert trend(turn_lines(replace(full(), mood=session_mood(moods)), load_all())) is None
