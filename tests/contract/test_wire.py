"""Every message survives the wire, and what is wrong with one is named."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import BadMessage
from contract.messages import Answer, Bubble, FaceWindow, Reply
from contract.wire import KINDS, any_from_json, from_json, to_json

ANSWER = Answer("s", "phq9", "1", "phq9_1", 2, 1.5, "m")


@given(st.one_of([st.from_type(kind) for kind in KINDS.values()]))
def test_every_kind_survives_the_round_trip(message: object) -> None:
    body = to_json(message)
    try:
        sent = json.loads(json.dumps(body, allow_nan=False))
    except ValueError:  # an infinite number: refused on arrival, see below
        return
    assert any_from_json(sent) == message


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"value": "2"}, "Answer.value must be int or null, got str."),
        ({"value": True}, "Answer.value must be int or null, got bool."),
        ({"at": "now"}, "Answer.at must be float, got str."),
        ({"at": float("nan")}, "Answer.at must be a finite number."),
        ({"at": 10**400}, "Answer.at must be a finite number."),
        ({"skipped": 1}, "Answer.skipped must be bool, got int."),
        ({"valeu": 2}, "Answer has no field 'valeu'."),
        ({"item": None}, "Answer.item must be str, got null."),
        ({"kind": "Reply"}, "Expected kind Answer, got 'Reply'."),
    ],
)
def test_a_wrong_field_is_refused_by_name(change: dict[str, object], text: str) -> None:
    with pytest.raises(BadMessage) as caught:
        from_json({**to_json(ANSWER), **change}, Answer)
    assert caught.value.text == text


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_missing_field_is_refused_by_name(kind: type) -> None:
    first = next(part for part in dataclasses.fields(kind) if part.default is dataclasses.MISSING)
    with pytest.raises(BadMessage, match=f"{kind.__name__}.{first.name} is missing"):
        from_json({}, kind)


@pytest.mark.parametrize("body", [None, [], 3, "x", {}, {"kind": 4}, {"kind": "Nothing"}])
def test_what_is_no_message_is_refused(body: object) -> None:
    with pytest.raises(BadMessage, match="kind must be one of"):
        any_from_json(body)


def test_a_mood_has_four_probabilities() -> None:
    body = {"session": "s", "start": 0, "end": 1, "frames": 5, "faces": 5, "mood": [0.5, 0.5]}
    with pytest.raises(BadMessage, match=r"FaceWindow.mood must have 4 entries"):
        from_json(body, FaceWindow)


def test_a_wrong_entry_of_a_list_is_named() -> None:
    body = to_json(Reply("s", "m", 1.0, "fine", typing=((1.0, 2.0),)))
    with pytest.raises(BadMessage, match=r"Reply.typing\[0\]\[1\] must be float, got str"):
        from_json({**body, "typing": [[1.0, "2"]]}, Reply)


def test_nested_messages_are_checked_too() -> None:
    with pytest.raises(BadMessage, match=r"Bubble.buttons\[0\].payload is missing"):
        from_json({"text": "Hello", "buttons": [{"title": "Yes"}]}, Bubble)


def test_a_choice_outside_the_list_is_refused() -> None:
    with pytest.raises(BadMessage, match=r"Bubble\.input must be one of choice, text, none"):
        from_json({"text": "Hello", "input": "slider"}, Bubble)
