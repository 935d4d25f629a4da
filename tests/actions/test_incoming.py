"""What a tracker's latest message says was sent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.incoming import WORDS, Incoming, read


def latest(text: str, message: str | None = "m1") -> dict[str, Any]:
    metadata = {"message": message, "item": "phq9_1"} if message else None
    return {"text": text, "metadata": metadata, "message_id": "rasas-own"}


def test_answer_payload_names_item_and_option() -> None:
    assert read(latest('/answer{"item":"phq9_1","option":"2"}')) == Incoming(
        "answer", "m1", item="phq9_1", option="2"
    )


def test_words_keep_no_intent_whatever_nlu_guessed() -> None:
    guessed = latest("I can't stop worrying") | {"intent": {"name": "stop"}}
    assert read(guessed) == Incoming(WORDS, "m1", words="I can't stop worrying")


@pytest.mark.parametrize("text", ["/", "/answer{", '/answer{"item":1}', "/answer [1]", "/Answer"])
def test_malformed_payload_is_words(text: str) -> None:
    assert read(latest(text)).intent == WORDS


def test_reply_without_metadata_has_the_message_of_its_payload() -> None:
    text = '/reply{"item":"phq9_1","message":"m7"}'
    assert read(latest(text, message=None)).message == "m7"


def test_rasas_message_id_stands_in_when_the_caller_gave_none() -> None:
    assert read(latest("hello", message=None)).message == "rasas-own"


@given(st.text())
def test_any_text_is_read_as_a_payload_or_as_its_words(text: str) -> None:
    incoming = read(latest(text))
    assert (incoming.intent == WORDS) == (incoming.words == text)
