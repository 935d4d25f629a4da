"""Whose rules look at a reply, and which finding stands."""

# ruff: noqa: RUF001

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.safety_rows import read_phrasings
from contract.messages import Reply
from safety.alert import alert_of
from safety.finding import ruled, settled
from safety.language import languages, screened
from safety.screen import Finding, screen
from safety.second_look import Look

ROOT = Path(__file__).resolve().parents[2]
PHRASINGS = ROOT / "safety" / "phrasings"
REPLY = Reply("s1", "m1", 1_800_000_000.0, "words", None, None)
OTHERS = [tag for tag in languages() if tag != "en"]
WISHES = {"it": "voglio morire", "el": "θέλω να πεθάνω", "ro": "vreau să mor"}


def raised(text: str, language: str | None) -> str | None:
    alert = alert_of(replace(REPLY, text=text), None, language)
    return alert.source if alert else None


def test_english_looks_at_every_reply_and_all_languages_while_none_is_known() -> None:
    assert screened("en") == screened("en-GB") == screened("pt-BR") == ("en",)
    assert screened("it") == screened("IT-it") == ("en", "it")
    assert screened(None) == ("en", *OTHERS)


@pytest.mark.parametrize("tag", OTHERS)
def test_a_wish_in_the_sessions_language_pages_staff(tag: str) -> None:
    assert raised(WISHES[tag], tag) == raised(WISHES[tag], None) == "phrase"
    assert raised(WISHES[tag].upper(), tag) == "phrase"
    assert raised("I want to die", tag) == "phrase"
    assert raised(f"I am tired today. {WISHES[tag]}", None) == "phrase"


@pytest.mark.parametrize("tag", OTHERS)
def test_the_more_urgent_finding_stands_whichever_language_it_is_in(tag: str) -> None:
    for text in (f"I'm such a burden. {WISHES[tag]}", f"{WISHES[tag]}. I'm not suicidal"):
        assert raised("I'm such a burden", tag) == "veiled"
        assert raised(text, tag) == "phrase"


def test_other_languages_find_little_in_ordinary_english() -> None:
    """They look at it while no language is known: at most one reply in a thousand more."""
    lines = (ROOT / "train" / "data" / "clinical_replies_dev.tsv").read_text().splitlines()
    replies = [line.partition("\t")[2] for line in lines]
    replies += [row.text for row in read_phrasings(PHRASINGS / "en_unseen.tsv")]
    more = [text for text in replies if ruled(text, "en") is None and ruled(text) is not None]
    assert len(more) <= 0.001 * len(replies), more


def test_an_english_reply_is_left_to_the_english_rules() -> None:
    """Also what only the others' rules would find: they take no English negation or idiom back."""
    for name in ("en_tuning.tsv", "en_unseen.tsv"):
        rows = [row.text for row in read_phrasings(PHRASINGS / name)]
        more = [text for text in rows if kind(ruled(text)) != kind(screen(text))]
        assert len(more) <= 0.002 * len(rows), more
    for text in ("I'm not suicidal", "the leaflet warns about overdose"):
        assert kind(ruled(text)) == kind(screen(text)) != "explicit"


@pytest.mark.parametrize("tag", OTHERS)
def test_english_makes_little_more_of_replies_in_another_language(tag: str) -> None:
    """Its words are no slips of English ones: "suicidio" is not "suicide"."""
    rows = [row.text for row in read_phrasings(PHRASINGS / f"{tag}_tuning.tsv")]
    more = [text for text in rows[::2] if kind(ruled(text, tag)) != kind(screen(text, tag))]
    assert len(more) <= 0.005 * len(rows), more


HINT, WISH = Finding("veiled", "a rule"), Finding("explicit", "a rule")
SECOND = Finding("explicit", "")


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        (None, Look(None), None),
        (None, Look("veiled"), Finding("veiled", "")),
        (HINT, Look(None), HINT),
        (HINT, Look("veiled"), HINT),
        (HINT, Look("explicit"), SECOND),
        (HINT, Look(None, ("explicit",)), HINT),
        (HINT, Look(None, ("explicit", "veiled")), None),
        (WISH, Look(None), WISH),
        (WISH, Look("veiled"), WISH),
        (WISH, Look("explicit"), WISH),
        (WISH, Look("veiled", ("explicit",)), HINT),
        (WISH, Look(None, ("explicit", "veiled")), HINT),
    ],
)
def test_the_second_look_adds_and_takes_a_step_back_where_it_doubts(
    first: Finding | None, second: Look, stands: Finding | None
) -> None:
    assert settled(first, second) == stands


def kind(finding: Finding | None) -> str | None:
    return finding.kind if finding else None
