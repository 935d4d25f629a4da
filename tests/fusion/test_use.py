"""A modality that is switched off for a patient is left out as if it had never been measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import Modality, Record, Switch
from tests.fusion.sessions import (
    CALM,
    GLAD,
    SAD,
    fuse,
    records,
    session,
    without_faces,
    without_texts,
)
from tests.fusion.test_formula import canonical, result


def switched(record: Record, *off: Modality, used: bool = False, at: float = 1.0) -> Record:
    more = tuple(Switch("p", modality, used, "A. Nurse", at) for modality in off)
    return replace(record, switches=(*record.switches, *more))


@given(records())
def test_without_the_face_the_result_is_exactly_that_of_the_words(record: Record) -> None:
    off, words = fuse(switched(record, "face")), fuse(without_faces(record))
    assert result(off) == result(words)
    assert (off.expressivity, off.coverage) == (words.expressivity, words.coverage)
    assert (off.unused, off.weights.face) == (("face",), 0)
    assert off.evidence != words.evidence
    assert any("the face is set to 'do not use'" in note.lower() for note in off.notes)
    assert not any("camera" in note for note in off.notes)


@given(records())
def test_without_the_words_the_result_is_exactly_that_of_the_face(record: Record) -> None:
    off, seen = fuse(switched(record, "text")), fuse(without_texts(record))
    assert result(off) == result(seen)
    assert (off.unused, off.weights.text) == (("text",), 0)
    assert "the words are set to 'do not use' for this patient" in off.notes[0]


@given(records())
def test_without_both_there_is_no_estimate_and_it_says_why(record: Record) -> None:
    mood = fuse(switched(record, "face", "text"))
    assert (mood.mood, mood.reason, mood.abstained) == ("other", "do not use", False)
    assert mood.probabilities == (0.0, 0.0, 0.0, 1.0)
    assert (mood.weights.face, mood.weights.text) == (0.0, 0.0)
    assert mood.unused == ("face", "text")
    assert mood.notes[0].startswith("Not estimable: the words are set to 'do not use'")


@given(records(), st.lists(st.sampled_from(["face", "text"]), max_size=2, unique=True))
def test_switched_on_again_gives_the_bytes_of_before(record: Record, off: list[Modality]) -> None:
    again = switched(switched(record, *off), *off, used=True, at=2.0)
    assert canonical(fuse(again)) == canonical(fuse(record))


@given(records(), records())
def test_what_is_left_out_changes_no_byte(record: Record, other: Record) -> None:
    """Windows that come late for a patient whose face is not used leave everything as it is."""
    off = switched(record, "face")
    assert canonical(fuse(replace(off, windows=other.windows))) == canonical(fuse(off))


@pytest.mark.parametrize(("off", "mood"), [("face", "negative"), ("text", "positive")])
def test_a_smile_beside_sad_words_counts_only_where_it_is_used(off: Modality, mood: str) -> None:
    record = session([SAD] * 4, [GLAD] * 4)
    assert fuse(record).reason == "modalities disagree"
    assert fuse(switched(record, off)).mood == mood


def test_a_session_with_words_alone_says_nothing_of_a_face_that_is_used() -> None:
    assert fuse(session([SAD], [CALM])).unused == ()
