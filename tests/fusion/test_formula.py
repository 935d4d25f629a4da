"""The invariants of the fusion, and the sessions it is made for."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.messages import MOODS, FaceWindow, Mood, Movement, Record, SessionMood, Used
from contract.wire import from_json, to_json
from fusion.formula import fuse_session
from fusion.pool import posterior
from tests.fusion.sessions import (
    CALM,
    GLAD,
    LIVELY,
    SAD,
    SHIPPED,
    STILL,
    UNDECIDED,
    WILD,
    fuse,
    moods,
    records,
    session,
    window,
    without_faces,
    without_texts,
)

T = TypeVar("T")
C = SHIPPED.constants
HOPELESS: Mood = (0.94, 0.03, 0.02, 0.01)
"""As sure as GLAD, so that either is still sure when it is softened."""
SURPRISED: Mood = (0.02, 0.04, 0.04, 0.9)


def result(mood: SessionMood) -> tuple[object, ...]:
    """All that was concluded: everything but what the camera saw in how much time (coverage, `used`
    of a turn), the sentences and the hash of the inputs."""
    turns = tuple(replace(turn, used=Used()) for turn in mood.turns)
    return mood.mood, mood.probabilities, mood.weights, turns, mood.abstained, mood.reason


def canonical(mood: SessionMood) -> bytes:
    return json.dumps(to_json(mood), sort_keys=True).encode()


@given(records())
def test_without_a_face_the_result_is_exactly_that_of_the_words(record: Record) -> None:
    blind = replace(record, windows=tuple(window(w.start, None) for w in record.windows))
    words = fuse(without_faces(record))
    assert result(fuse(blind)) == result(words)
    assert words.weights.face == 0


@given(moods(), st.integers(1, 60))
def test_one_reply_alone_gives_its_own_reading_with_the_prior_swapped(
    mood: Mood, tokens: int
) -> None:
    found = fuse(without_faces(session([mood], [None], tokens=tokens)))
    assert found.turns[0].weights.text == 1
    assert found.turns[0].fused is not None
    assert found.probabilities == pytest.approx(found.turns[0].fused)


@given(records())
def test_without_free_text_the_face_stands_alone_and_is_marked_low_confidence(
    record: Record,
) -> None:
    mood = fuse(without_texts(record))
    assert mood.weights.text == 0
    assert all(turn.text is None for turn in mood.turns)
    if mood.weights.face:
        assert mood.notes[0].startswith("Low confidence: no free text")
    else:
        assert mood.reason == "not estimable"


@given(records(), st.floats(0.01, 2), st.floats(1, 3))
def test_in_the_reference_range_more_movement_never_lowers_the_faces_weight(
    record: Record, amplitude: float, more: float
) -> None:
    less, moved = (
        fuse(replace(record, windows=tuple(_moving(w, a, 0.1) for w in record.windows)))
        for a in (amplitude, amplitude * more)
    )
    if moved.expressivity.value is None or moved.expressivity.value > C.usual[1]:
        return
    assert moved.expressivity.value >= (less.expressivity.value or 0)
    assert moved.weights.face >= less.weights.face - 1e-12
    for before, after in zip(less.turns, moved.turns, strict=True):
        assert after.weights.face >= before.weights.face - 1e-12


@given(records(), st.integers(0, 2**32))
def test_the_order_of_the_inputs_does_not_change_a_byte(record: Record, seed: int) -> None:
    shuffled = replace(
        record,
        replies=_shuffled(record.replies, seed),
        windows=_shuffled(record.windows, seed),
        scores=_shuffled(record.scores, seed),
    )
    assert canonical(fuse(shuffled)) == canonical(fuse(record))


@given(records())
def test_with_nothing_known_the_mood_is_other_and_never_neutral(record: Record) -> None:
    mood = fuse(without_texts(without_faces(record)))
    assert (mood.mood, mood.reason, mood.abstained) == ("other", "not estimable", False)
    assert mood.probabilities == (0.0, 0.0, 0.0, 1.0)
    assert (mood.weights.face, mood.weights.text) == (0.0, 0.0)


@given(records())
def test_probabilities_and_weights_sum_to_one(record: Record) -> None:
    mood = fuse(record)
    every = [mood.probabilities, *(turn.fused for turn in mood.turns if turn.fused)]
    for probabilities in every:
        assert math.isclose(sum(probabilities), 1)
        assert min(probabilities) >= 0
    for weights in (mood.weights, *(turn.weights for turn in mood.turns)):
        assert math.isclose(weights.face + weights.text, 1) or weights.face == weights.text == 0


@given(records(), st.floats(0, 40))
def test_a_window_without_a_face_changes_nothing_but_coverage(record: Record, at: float) -> None:
    start = record.session.opened + at
    more = replace(record, windows=(*record.windows, window(start, None)))
    before, after = fuse(record), fuse(more)
    assert result(after) == result(before)
    assert after.expressivity == before.expressivity
    assert after.coverage.windows == before.coverage.windows + 1


@given(
    st.lists(st.sampled_from([(HOPELESS, GLAD), (None, GLAD)]), min_size=1, max_size=11),
    st.booleans(),
    st.sampled_from([LIVELY, WILD, (0.12, 0.095)]),
    st.integers(3, 60),
)
def test_opposed_and_confident_is_never_positive_nor_neutral(
    turns: list[tuple[Mood | None, Mood]],
    swapped: bool,
    moved: tuple[float, float],
    tokens: int,
) -> None:
    turns = [(HOPELESS, GLAD), *turns]
    swap = {HOPELESS: GLAD, GLAD: HOPELESS, None: None}
    texts = [swap[text] if swapped else text for text, _ in turns]
    faces = [swap[face] if swapped else face for _, face in turns]
    mood = fuse(session(texts, faces, moved, tokens))
    assert (mood.mood, mood.reason) == ("other", "modalities disagree")
    assert MOODS[mood.probabilities.index(max(mood.probabilities))] == "other"
    assert mood.turns[0].reason == "modalities disagree"


@given(records())
@settings(max_examples=30)
def test_every_mood_survives_the_wire(record: Record) -> None:
    mood = fuse(record)
    assert from_json(json.loads(json.dumps(to_json(mood))), SessionMood) == mood


@given(records())
def test_a_mood_is_named_only_when_it_is_sure_enough(record: Record) -> None:
    mood = fuse(record)
    best = MOODS[mood.probabilities.index(max(mood.probabilities))]
    assert mood.abstained == (mood.reason == "uncertain")
    if mood.abstained:
        assert mood.mood == "other" and max(mood.probabilities) < C.abstain_below
    else:
        assert mood.mood == best
    assert (mood.mood == "other") == (mood.reason is not None)


def test_a_face_at_rest_yields_to_two_sad_sentences() -> None:
    mood = fuse(session([SAD, *[None] * 10, SAD], [CALM] * 12, STILL))
    assert mood.mood == "negative"
    assert mood.weights.text > 0.7
    assert mood.notes[0].startswith("The face moved little in this session (expressivity 0.2")
    assert f"so the words count {100 * mood.weights.text:.0f}" in mood.notes[0]


@pytest.mark.parametrize("seen", [CALM, (0.12, 0.74, 0.08, 0.06), (0.35, 0.55, 0.05, 0.05)])
def test_a_face_at_rest_decides_nothing_alone(seen: Mood) -> None:
    """Ten buttons and no word: how a face at rest is made says nothing of what is felt."""
    mood = fuse(session([None] * 10, [seen] * 10, STILL))
    assert (mood.mood, mood.reason, mood.abstained) == ("other", "uncertain", True)
    assert any("by itself it says little" in note for note in mood.notes)


def test_a_lively_face_without_words_still_decides() -> None:
    assert fuse(session([None] * 10, [GLAD] * 10, LIVELY)).mood == "positive"


def test_two_sentences_among_ten_buttons_are_as_sure_as_two_sentences() -> None:
    few, many = (fuse(session([SAD, SAD, *[None] * n], [CALM] * (n + 2), STILL)) for n in (0, 10))
    assert many.probabilities[0] == pytest.approx(few.probabilities[0], abs=0.1)


def test_a_lively_face_is_heard_more_than_one_at_rest() -> None:
    texts, faces = [SAD, None, None, SAD], [CALM] * 4
    assert (
        fuse(session(texts, faces, LIVELY)).weights.face
        > 2 * fuse(session(texts, faces, STILL)).weights.face
    )


def test_from_sad_to_smiling_the_timeline_goes_from_negative_to_positive() -> None:
    mood = fuse(session([None, None, None, None, GLAD], [SAD, SAD, CALM, GLAD, GLAD]))
    named = [MOODS[turn.fused.index(max(turn.fused))] for turn in mood.turns if turn.fused]
    assert named == ["negative", "negative", "neutral", "positive", "positive"]
    assert mood.mood == "positive"


def test_a_frozen_frown_does_not_contradict_glad_words() -> None:
    mood = fuse(session([GLAD, None, GLAD], [SAD] * 3, (0.01, 0.04)))
    assert mood.mood == "positive"
    assert mood.weights.face < C.heard_from


def test_more_buttons_do_not_outvote_the_words() -> None:
    few, many = (fuse(session([SAD, *[None] * n], [CALM] * (n + 1))) for n in (5, 50))
    assert many.weights.text > 0.6 * few.weights.text


def test_an_undecided_session_is_uncertain_and_abstains() -> None:
    mood = fuse(without_faces(session([UNDECIDED], [None])))
    assert (mood.mood, mood.reason, mood.abstained) == ("other", "uncertain", True)


def test_a_surprised_face_is_other_because_of_surprise() -> None:
    mood = fuse(session([None, None, None], [SURPRISED] * 3))
    assert (mood.mood, mood.reason) == ("other", "surprise")


def test_words_that_fit_no_mood_are_mixed() -> None:
    mood = fuse(without_faces(session([SURPRISED], [None])))
    assert (mood.mood, mood.reason) == ("other", "mixed")


def test_movement_above_the_reference_is_capped_and_named() -> None:
    wild = fuse(session([SAD, None, None], [CALM] * 3, WILD))
    usual = fuse(session([SAD, None, None], [CALM] * 3, LIVELY))
    assert wild.weights.face < usual.weights.face
    assert wild.turns[0].factors["g"] == C.g_atypical
    assert {turn.reason for turn in wild.turns} == {"atypical movement"}
    assert "atypical movement" in wild.notes[0]


def test_less_than_ten_seconds_of_face_is_insufficient() -> None:
    mood = fuse(session([SAD], [CALM]))
    assert mood.expressivity.insufficient and mood.expressivity.value is None
    assert mood.turns[0].factors["g"] == C.g_insufficient
    assert mood.notes[0].startswith("Only 6 s of camera outside typing could be used")


def test_the_camera_is_not_read_while_typing_nor_at_items_that_alert() -> None:
    record = session([None, SAD], [GLAD, SAD])
    first, second = record.replies
    paused = replace(record, replies=(replace(first, item="alerts"), second))
    assert fuse(paused).turns[0].face is None
    typing = replace(second, typing=((second.at - 6, second.at),))
    busy = fuse(replace(record, replies=(first, typing)))
    assert busy.turns[1].face is None
    assert busy.expressivity.seconds == 6


def test_frames_that_missed_the_face_are_counted() -> None:
    coverage = fuse(session([SAD, SAD], [CALM, None])).coverage
    assert (coverage.faces, coverage.frames) == (30, 60)


def test_each_factor_is_told_for_each_turn() -> None:
    (turn,) = fuse(session([SAD], [CALM])).turns
    names = {"a_face", "q", "c_face", "g", "a_text", "n", "c_text"}
    assert set(turn.factors) == names
    f = turn.factors
    face = f["a_face"] * f["q"] * f["c_face"] ** C.gamma * f["g"]
    text = f["a_text"] * f["n"] * f["c_text"] ** C.gamma
    assert turn.weights.face == pytest.approx(face / (face + text))


def test_other_constants_have_another_hash_and_the_same_evidence() -> None:
    record = session([SAD], [CALM])
    mine = replace(SHIPPED, constants=replace(C, a_face=2 * C.a_face), sha256="mine")
    changed = fuse_session(record, mine, frozenset())
    same = fuse_session(record, SHIPPED, frozenset())
    assert changed.evidence == same.evidence
    assert (changed.constants, same.constants) == ("mine", SHIPPED.sha256)
    assert changed.weights.face > same.weights.face


def test_the_prior_goes_in_once() -> None:
    nothing = (0.0, 0.0, 0.0, 0.0)
    assert posterior(C.prior, nothing, 1.0) == pytest.approx(C.prior, abs=1e-3)


def _moving(one: FaceWindow, amplitude: float, activity: float) -> FaceWindow:
    if one.expressivity is None:
        return one
    moved = Movement({"jaw": (1.0, 1.0 + amplitude)}, activity, one.expressivity.seconds)
    return replace(one, expressivity=moved)


def _shuffled(entries: tuple[T, ...], seed: int) -> tuple[T, ...]:
    return tuple(random.Random(seed).sample(entries, len(entries)))


BLURRED = {"light": 1.0, "sharpness": 0.25, "size": 0.9, "pose": 0.9, "usable": 0.6}


def test_a_blurred_face_counts_less_and_the_note_says_why() -> None:
    record = session([SAD, SAD], [GLAD, GLAD])
    blurred = tuple(replace(w, quality=0.2, quality_parts=BLURRED) for w in record.windows)
    clear, poor = fuse(record), fuse(replace(record, windows=blurred))
    assert poor.weights.face < clear.weights.face / 2
    assert any("hard to read (blurred; quality 0.20 of 1)" in note for note in poor.notes)
    assert not any("hard to read" in note for note in clear.notes)


def test_a_turn_carries_what_its_quality_is_made_of() -> None:
    record = session([SAD], [GLAD])
    told = replace(record, windows=tuple(replace(w, quality_parts=BLURRED) for w in record.windows))
    factors = fuse(told).turns[0].factors
    assert {name: factors[f"q_{name}"] for name in BLURRED} == pytest.approx(BLURRED)


def test_a_turn_says_how_much_camera_it_rests_on_and_what_was_left_out_and_why() -> None:
    record = session([SAD, None, SAD], [CALM, None, GLAD])
    first, paused, typed = record.replies
    dark = replace(record.windows[1], mood=None, faces=0, quality=None, reason="dark")
    replies = (
        first,
        replace(paused, item="alerts"),
        replace(typed, typing=((typed.at - 2, typed.at),)),
    )
    windows = (record.windows[0], dark, *record.windows[2:])
    mood = fuse(replace(record, replies=replies, windows=windows))
    assert mood.turns[0].used == Used(25, 5.0, {"dark": 1.0})
    assert mood.turns[1].used == Used(0, 0.0, {"paused": 6.0})
    assert mood.turns[2].used == Used(20, 4.0, {"typing": 2.0})
    assert mood.coverage.left_out == {"dark": 1.0, "paused": 6.0, "typing": 2.0}
    assert mood.expressivity.seconds == 9.0


@given(records())
def test_every_second_of_camera_in_a_turn_is_used_or_left_out_with_a_reason(record: Record) -> None:
    mood = fuse(record)
    for turn in mood.turns:
        seconds = sum(
            max(0.0, min(one.end, turn.at) - max(one.start, turn.asked_at))
            for one in record.windows
        )
        told = turn.used.seconds + sum(turn.used.left_out.values())
        assert told == pytest.approx(seconds, abs=0.02)
        assert (turn.used.seconds > 0) == (turn.face is not None)
