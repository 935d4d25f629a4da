"""What the crisis rules find, on the phrasings that stand beside them and on typing slips."""

# ruff: noqa: RUF001

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.safety_figures import GOALS, figures
from bench.safety_rows import read_phrasings
from safety.language import languages
from safety.screen import screen
from texts.language import known, texts_of

PHRASINGS = Path(__file__).resolve().parents[2] / "safety" / "phrasings"
WITH_HELD_BACK = [tag for tag in languages() if (PHRASINGS / f"{tag}_held_back.tsv").exists()]
PLAIN = ("I want to kill myself", "I want to die", "I am going to end my life", "I feel suicidal")
WISHES = {"en": PLAIN[1], "it": "Voglio morire", "el": "Θέλω να πεθάνω", "ro": "Vreau să mor"}


@pytest.mark.parametrize("tag", languages())
def test_every_language_meets_the_goals_on_the_phrasings_it_was_written_against(tag: str) -> None:
    found = figures(read_phrasings(PHRASINGS / f"{tag}_tuning.tsv"), tag, rules_alone=True)
    for kind, (recall, alarms) in GOALS.items():
        assert found[kind]["recall"]["value"] >= recall
        assert found[kind]["false_alarms"]["value"] <= alarms


def test_a_language_that_asks_for_free_text_has_held_back_phrasings() -> None:
    assert {tag for tag in known() if texts_of(tag).free_text} <= set(WITH_HELD_BACK)


@pytest.mark.parametrize("tag", WITH_HELD_BACK)
def test_every_language_has_400_phrasings_half_of_them_in_families_of_their_own(tag: str) -> None:
    tuning = read_phrasings(PHRASINGS / f"{tag}_tuning.tsv")
    held_back = read_phrasings(PHRASINGS / f"{tag}_held_back.tsv")
    assert sum(row.label != "none" for row in (*tuning, *held_back)) >= 400
    assert not {row.text for row in tuning} & {row.text for row in held_back}


@pytest.mark.parametrize("tag", WITH_HELD_BACK)
def test_the_documented_worth_on_the_held_back_phrasings_is_the_measured_one(tag: str) -> None:
    found = figures(read_phrasings(PHRASINGS / f"{tag}_held_back.tsv"), tag, rules_alone=True)
    page = (PHRASINGS.parents[1] / "docs" / "safety.md").read_text()
    named = "" if tag == "en" else f"{tag}, "
    for kind in GOALS:
        shares = found[kind]["recall"], found[kind]["false_alarms"]
        row = next(line for line in page.splitlines() if line.startswith(f"| {named}{kind} | "))
        assert all(f"{share['count']} of {share['of']}" in row for share in shares)


@pytest.mark.parametrize(("tag", "text"), [*(("en", text) for text in PLAIN), *WISHES.items()])
@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: text.replace(" ", "  ")])
def test_case_and_blanks_change_nothing(tag: str, text: str, change: object) -> None:
    assert callable(change)
    finding = screen(change(text), tag)
    assert finding is not None and finding.kind == "explicit"


@given(st.sampled_from(PLAIN), st.data())
def test_a_key_held_too_long_hides_nothing(text: str, data: st.DataObject) -> None:
    places = [n for n, letter in enumerate(text) if letter in string.ascii_letters]
    place = data.draw(st.sampled_from(places))
    finding = screen(text[:place] + text[place] * data.draw(st.integers(2, 9)) + text[place + 1 :])
    assert finding is not None and finding.kind == "explicit"


@given(st.sampled_from(PLAIN), st.text(max_size=40), st.text(max_size=40))
def test_other_sentences_around_it_hide_nothing(text: str, before: str, after: str) -> None:
    finding = screen(f"{before}.\n{text}.\n{after}")
    assert finding is not None and finding.kind == "explicit"


@given(st.text(max_size=300))
def test_every_text_can_be_looked_at(text: str) -> None:
    for tag in languages():
        finding = screen(text, tag)
        assert finding is None or finding.kind in ("explicit", "veiled")


@pytest.mark.parametrize("word", ["a", "i ", "not ", "want ", ", ", "k*l ", "abcdefg", "a b c "])
def test_the_longest_reply_is_looked_at_whatever_it_repeats(word: str) -> None:
    for tag, wish in WISHES.items():
        assert screen((word * 5000)[:4970] + f". {wish}", tag) is not None


@pytest.mark.parametrize(
    ("negated", "meant"),
    [
        ("I am not going to kill myself", "why shouldn't I kill myself"),
        ("I have no thoughts of suicide", "not a day goes by without thoughts of suicide"),
        ("I don't want to die", "no I want to die"),
        ("I would never end my life", "I can't stop thinking of ending my life"),
    ],
)
def test_a_negation_veils_only_what_it_negates(negated: str, meant: str) -> None:
    veiled, explicit = screen(negated), screen(meant)
    assert veiled is not None and veiled.kind == "veiled"
    assert explicit is not None and explicit.kind == "explicit"
