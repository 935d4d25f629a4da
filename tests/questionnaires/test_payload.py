"""A button's payload round-trips; anything malformed is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import BadMessage
from questionnaires.loader import load_all
from questionnaires.payload import Payload, make_payload, parse_payload

INTENTS = st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True)
NAMES = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True).filter(lambda name: name != "intent")


def test_an_answer_looks_as_documented() -> None:
    payload = make_payload("answer", item="phq9_1", option="2")
    assert payload == '/answer{"item":"phq9_1","option":"2"}'
    assert parse_payload(payload) == Payload("answer", {"item": "phq9_1", "option": "2"})


@given(INTENTS, st.dictionaries(NAMES, st.text(max_size=20), max_size=3))
def test_a_payload_round_trips(intent: str, entities: dict[str, str]) -> None:
    payload = make_payload(intent, **entities)
    if len(payload) <= 500:
        assert parse_payload(payload) == Payload(intent, entities)


def test_every_answer_button_fits_telegrams_64_bytes() -> None:
    for questionnaire in load_all().values():
        for item in questionnaire.items:
            for option in item.options:
                payload = make_payload("answer", item=item.id, option=str(option.value))
                assert len(payload.encode()) <= 64


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "answer",
        "/",
        "/Answer",
        "hello /answer",
        '/answer{"item":"phq9_1"',
        '/answer{"item":1}',
        '/answer{"item":null}',
        '/answer["item"]',
        "/answer{}x",
        "/answer" + '{"a":' * 90 + "}" * 90,
        '/answer{"item":"' + "x" * 500 + '"}',
    ],
)
def test_malformed_payloads_are_refused(payload: str) -> None:
    with pytest.raises(BadMessage):
        parse_payload(payload)
