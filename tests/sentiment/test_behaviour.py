"""What the shipped model must be able to do, by name: the tables of behaviour/ (CheckList).

Each test prints its pass rate, with `pytest -rP`, and names the rows that failed. The tables were
written before any model was asked; train/README.md says what was done about them since.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from contract.messages import MOODS
from sentiment.mood import TextModel

TABLES = Path(__file__).parent / "behaviour"
NEEDED, NEEDED_OF = 0.90, {"negation": 0.95}

MINIMUM = (
    "negation understatement contrast past_and_now sarcasm symptoms plain_facts numbers other "
    "short_words emoji_alone unreadable"
).split()
"""A mood and a reply: the reply has that mood."""
INVARIANCE = ["typos", "casing", "names"]
"""A reply and the same reply changed: the mood stays."""
DIRECTION = ["emoji", "intensity"]
"""A reply, the reply with something added, a mood: it becomes more probable."""


@cache
def model() -> TextModel:
    return TextModel.load()


def mood(text: str) -> str:
    found = model().score(text).mood
    return MOODS[found.index(max(found))]


def rows(table: str) -> list[list[str]]:
    text = (TABLES / f"{table}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.rstrip("\n").split("\n")]


def require(table: str, failures: Iterator[str]) -> None:
    failed, total = list(failures), len(rows(table))
    rate = 1 - len(failed) / total
    print(f"{table}: {total - len(failed)} of {total}, {rate:.0%}")
    assert total >= 20
    needed = NEEDED_OF.get(table, NEEDED)
    assert rate >= needed, f"{table} {rate:.0%}: {'; '.join(failed)}"


@pytest.mark.parametrize("table", MINIMUM)
def test_a_reply_has_its_mood(table: str) -> None:
    found = ((expected, mood(text), text) for expected, text in rows(table))
    require(table, (f"{text!r} is {got}, not {want}" for want, got, text in found if got != want))


@pytest.mark.parametrize("table", INVARIANCE)
def test_the_mood_stays_when_only_the_spelling_or_a_name_changes(table: str) -> None:
    found = ((mood(text), mood(changed), changed) for text, changed in rows(table))
    require(table, (f"{text!r}: {was} became {now}" for was, now, text in found if was != now))


@pytest.mark.parametrize("table", DIRECTION)
def test_what_is_added_moves_the_mood_its_way(table: str) -> None:
    def failures() -> Iterator[str]:
        for text, more, towards in rows(table):
            place = MOODS.index(towards)
            if model().score(more).mood[place] <= model().score(text).mood[place]:
                yield f"{more!r} is not more {towards}"

    require(table, failures())


def test_every_table_is_tested() -> None:
    assert sorted(MINIMUM + INVARIANCE + DIRECTION) == sorted(p.stem for p in TABLES.glob("*.tsv"))
