"""The view of a session is the one source of its page and its JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from contract.messages import Record
from questionnaires.loader import load_all
from report.reference import load_reference
from report.render import session_page
from report.session import view, view_json
from report.view import SessionView
from tests.report.browsing import VIEWER
from tests.report.records import OPENED, full, reply

ESTIMATE_KEYS = {
    "mood",
    "probabilities",
    "weights",
    "expressivity",
    "coverage",
    "turns",
    "notes",
    "abstained",
    "models",
}
KEYS = {"session", "patient", "channel", "opened", "closed", "reason", "alerts", "scores"}


def shown(record: Record, hide: bool = False) -> SessionView:
    return view(record, load_all(), load_reference(), demo=True, hide_estimates=hide)


class Text(HTMLParser):
    """The text of a page and its tags, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def page(record: Record, hide: bool = False) -> Text:
    return Text(session_page(shown(record, hide), VIEWER))


def test_json_has_every_documented_key() -> None:
    body = view_json(shown(full()))
    assert body.keys() >= KEYS | ESTIMATE_KEYS | {"answers", "replies"}
    assert json.loads(json.dumps(body)) == body


def test_hidden_estimates_are_absent_from_json_and_page() -> None:
    body = view_json(shown(full(), hide=True))
    assert not ESTIMATE_KEYS & body.keys()
    assert body.keys() >= KEYS
    hidden = page(full(), hide=True)
    assert "Estimated mood" not in hidden.text
    assert "svg" not in hidden.tags
    assert "Weights" not in hidden.text


def test_an_open_session_keeps_the_keys_without_values() -> None:
    record = replace(full(), mood=None)
    body = view_json(shown(record))
    assert body.keys() >= ESTIMATE_KEYS
    assert body["mood"] is None


def test_alerts_come_before_scores_words_and_estimate() -> None:
    text = page(full()).text
    places = [
        text.index(part)
        for part in ("1 alert", "PHQ-9: 11 of 27", "own words", "Estimated mood", "Consents")
    ]
    assert places == sorted(places)


def test_every_alert_score_and_word_of_the_json_is_on_the_page() -> None:
    body = view_json(shown(full()))
    text = page(full()).text
    said = [alert["explanation"] for alert in body["alerts"]]
    said += [score["text"] for score in body["scores"]]
    said += [reply["words"] for reply in body["replies"]]
    said += [*body["notes"], body["explanation"], *body["models"]]
    assert all(part in text for part in said)


def test_the_caveat_and_the_intended_use_stand_on_the_page() -> None:
    text = page(full()).text
    assert "Estimated from words and face; not validated in Parkinson's, MS or stroke." in text
    assert "not a medical device" in text
    assert "Demo: nobody is notified of alerts." in text


def test_the_page_names_no_illness_by_itself() -> None:
    names = r"\b(depress(ion|ive)|anxiety|hypomimia|suicid\w*|diagnos(ed|tic))\b"
    assert not re.search(names, page(full()).text, re.IGNORECASE)


@given(st.text(min_size=1, max_size=60))
def test_whatever_the_patient_types_stays_text(words: str) -> None:
    record = full()
    typed = replace(record, replies=(reply("m-x", None, words, OPENED + 300),))
    plain = replace(record, replies=(reply("m-x", None, "plain", OPENED + 300),))
    assert page(typed).tags == page(plain).tags


def test_markup_and_right_to_left_text_are_shown_as_typed() -> None:
    words = "<script>alert(1)</script> \u0645\u0631\u062d\u0628\u0627"
    record = replace(full(), replies=(reply("m-x", None, words, OPENED + 300),))
    got = page(record)
    assert words in got.text
    assert "script" not in got.tags
    assert "dir" in got.attributes


def test_the_page_keeps_the_content_security_policy() -> None:
    got = page(full())
    assert not {"script", "style"} & set(got.tags)
    assert not [name for name in got.attributes if name == "style" or name.startswith("on")]


def test_a_session_without_anything_is_a_page_too() -> None:
    record = Record(session=replace(full().session, closed=None, reason=None))
    text = page(record).text
    assert "No alerts" in text
    assert "Session still open; the estimate comes when it closes." in text
