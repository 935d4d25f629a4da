"""Replies made by rule: each kind has the mood its rule says, and the seed decides all."""

from pathlib import Path

import numpy as np

from train.replies import MOODS, load_clinical
from train.text_frames import BAD, DENIES_BAD, DENIES_GOOD, GOOD, PLAYS_DOWN, THINGS, framed
from train.text_phrases import DOWN, UP

REPLIES = load_clinical().train
KINDS = 20


def made(count: int, seed: int = 7) -> list[tuple[str, str]]:
    found = framed(REPLIES, count, np.random.default_rng(seed))
    moods = [MOODS[place] for place in found.shares.argmax(axis=1)]
    return list(zip(moods, found.texts, strict=True))


def test_a_denied_mood_turns_round() -> None:
    rows = made(100)
    assert all(mood == "positive" and any(w in text for w in BAD) for mood, text in rows[::KINDS])
    assert all(mood == "negative" and any(w in text for w in GOOD) for mood, text in rows[1::KINDS])


def test_playing_down_is_negative_and_having_seen_worse_is_positive() -> None:
    rows = made(100)
    assert {mood for mood, _ in rows[2::KINDS]} == {"negative"}
    assert {mood for mood, _ in rows[3::KINDS]} == {"positive"}


def test_irony_is_negative_whatever_its_opening() -> None:
    assert {mood for mood, _ in made(100)[4::KINDS]} == {"negative"}


def test_the_last_clause_decides() -> None:
    of = dict(zip(REPLIES.texts, REPLIES.shares.argmax(axis=1), strict=True))
    last = {text.rstrip(".! "): MOODS[place] for text, place in of.items()}
    for mood, text in made(200)[8::KINDS]:
        assert any(text.endswith(one) and last[one] == mood for one in last), text


def test_what_spares_is_positive_what_spoils_negative_and_what_is_swapped_neutral() -> None:
    rows = made(200)
    assert {mood for mood, _ in rows[13::KINDS]} == {"positive"}
    assert {mood for mood, _ in rows[14::KINDS]} == {"negative"}
    assert {mood for mood, _ in rows[15::KINDS]} == {"neutral"}


def test_the_mood_outweighs_the_body() -> None:
    rows = made(200)
    assert all(mood == "negative" and text.endswith(DOWN) for mood, text in rows[18::KINDS])
    assert all(mood == "positive" and text.endswith(UP) for mood, text in rows[19::KINDS])


def test_the_seed_decides_the_rows() -> None:
    assert made(50) == made(50)
    assert made(50) != made(50, seed=8)


def test_no_row_of_the_behaviour_tables_is_made_by_a_frame() -> None:
    tables = Path(__file__).parents[1] / "sentiment" / "behaviour"
    rows = {
        cell.lower()
        for table in tables.glob("*.tsv")
        for line in table.read_text("utf-8").splitlines()
        for cell in line.split("\t")
    }
    assert not rows & {text.lower() for _, text in made(8_000)}
    frames = ((DENIES_BAD, BAD), (DENIES_GOOD, GOOD), (PLAYS_DOWN, THINGS))
    made_up = {one.format(word).lower() for some, words in frames for one in some for word in words}
    assert not rows & made_up
