"""What the help message says of who is watching: pure, from the alert's trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import BadSetting
from contract.messages import Alert, AlertSource, AlertStep, AlertStepKind
from contract.settings import Settings, load_settings
from safety.help import LATE_S, check_language, help_message, help_texts, unstored_message
from texts.language import texts_of
from texts.speaking import speaking

FRIDAY_EVENING = datetime(2026, 11, 20, 20, 0).timestamp()
CONTACT = "Ward 3: 0800 1234"
ALERT = Alert("s", FRIDAY_EVENING, "phrase", "detail", None, "m")
LIVE = load_settings(
    {
        "VULTUS_MODE": "live",
        "VULTUS_CONTACT": CONTACT,
        "VULTUS_ALERT_TO": "https://hooks.example.org/x",
        "VULTUS_SAFETY_REVIEWED_BY": "the ward's psychologist",
        "VULTUS_COVER_HOURS": "mon-fri 9:00-17:00",
    }
)
DEMO = replace(LIVE, mode="demo")


def said(*kinds: AlertStepKind, settings: Settings = LIVE, after: float = 1.0) -> str:
    steps = [AlertStep(FRIDAY_EVENING, kind, "x") for kind in kinds]
    text = help_message(ALERT, settings, steps, FRIDAY_EVENING + after)
    assert text is not None
    return text


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("item", True),
        ("unconfirmed", True),
        ("phrase", True),
        ("veiled", True),
        ("not_answered", False),
    ],
)
def test_it_is_for_what_was_said_not_for_a_skip(source: AlertSource, shown: bool) -> None:
    alert = replace(ALERT, source=source)
    assert (help_message(alert, LIVE, (), FRIDAY_EVENING) is not None) == shown
    assert (unstored_message(alert, LIVE) is not None) == shown


def test_no_alert_needs_no_message() -> None:
    assert help_message(None, LIVE, (), 0.0) is None
    assert unstored_message(None, LIVE) is None


def test_it_names_when_somebody_reads() -> None:
    assert "it is read by Monday 9:00" in said("raised")
    noon = datetime(2026, 11, 20, 12, 0).timestamp()
    text = help_message(replace(ALERT, at=noon), LIVE, (), noon)
    assert text is not None and "reads notices until 17:00" in text
    assert "may be read later" in said("raised", settings=replace(LIVE, cover_hours=()))


def test_it_says_so_when_nobody_could_be_reached_and_when_somebody_has_seen_it() -> None:
    assert "could not be reached" in said("raised", "failed")
    assert "could not be reached" not in said("raised", "failed", "delivered")
    assert "could not be reached" in said("raised", after=LATE_S + 1)
    assert "could not be reached" not in said("raised", "delivered", after=LATE_S + 1)
    assert "has seen the notice" in said("raised", "failed", "acknowledged")


def test_in_demo_mode_it_never_says_that_anybody_is_told() -> None:
    assert "Demo: nobody reads this." in said("raised", "delivered", settings=DEMO)
    assert "sent a notice" not in said("raised", settings=DEMO)


@given(st.lists(st.sampled_from(["raised", "delivered", "failed", "escalated", "acknowledged"])))
def test_the_second_line_is_always_whom_to_call(kinds: list[AlertStepKind]) -> None:
    lines = said(*kinds).split("\n")
    assert len(lines) == 4 and lines[1] == CONTACT


def test_without_a_contact_it_names_the_emergency_number() -> None:
    assert "local emergency number" in said(settings=replace(DEMO, contact=""))


def test_rules_do_not_make_up_for_texts_that_nobody_approved() -> None:
    for tag in ("it", "pt"):
        with pytest.raises(BadSetting, match="reviewed_by"):
            check_language(replace(LIVE, language=tag))
    for fine in (replace(DEMO, language="el"), LIVE, replace(LIVE, language="en-GB")):
        check_language(fine)


def approved(monkeypatch: pytest.MonkeyPatch, free_text: bool, rules: tuple[str, ...]) -> Settings:
    """The settings of a clinic that speaks Greek, somebody having approved its texts."""
    texts = replace(texts_of("el"), reviewed_by="a nurse who speaks it", free_text=free_text)
    monkeypatch.setattr("safety.help.texts_of", lambda tag: texts)
    monkeypatch.setattr("safety.help.languages", lambda: rules)
    return replace(LIVE, language="el")


def test_free_text_is_asked_for_only_where_there_are_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    check_language(approved(monkeypatch, free_text=False, rules=("en",)))
    check_language(approved(monkeypatch, free_text=True, rules=("el", "en")))
    with pytest.raises(BadSetting, match="no crisis rules"):
        check_language(approved(monkeypatch, free_text=True, rules=("en",)))


def test_a_language_without_texts_gets_the_english_ones() -> None:
    assert help_texts(replace(LIVE, language="pt")) == help_texts(replace(LIVE, language="en-GB"))


@pytest.mark.parametrize("language", ["it", "el", "ro"])
def test_a_patient_is_shown_it_in_the_language_they_chose(language: str) -> None:
    english = said("raised")
    with speaking(language):
        lines = said("raised").split("\n")
    assert len(lines) == 4 and lines[1] == CONTACT
    assert lines[0] == texts_of(language).safety["first"] != english.split("\n")[0]
    assert "9:00" in lines[2]
