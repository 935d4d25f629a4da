"""Words that the text model does not know: not weighed, and said so."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from contract.messages import Mood, Record, ReplyScore
from fusion.store import Store
from tests.fusion.sessions import AT, CALM, GLAD, SAD, fuse, records, session
from tests.fusion.test_formula import result
from tests.fusion.test_session_mood import mood_of, play

MADE = session([SAD, SAD], [CALM, CALM])
UNREADABLE: Mood = (0.0, 0.0, 0.0, 1.0)


def foreign(record: Record, *turns: int) -> Record:
    """The record with the words of these turns in another language."""
    scores = [
        replace(one, mood=UNREADABLE, tokens=0, reason="language") if place in turns else one
        for place, one in enumerate(record.scores)
    ]
    return replace(record, scores=tuple(scores))


def test_words_alone_in_another_language_give_no_estimate_and_that_reason() -> None:
    mood = fuse(foreign(session([SAD, SAD], [None, None]), 0, 1))
    assert (mood.mood, mood.reason, mood.abstained) == ("other", "language", False)
    assert {turn.reason for turn in mood.turns} == {"language"}
    assert mood.notes[-1] == (
        "2 replies are in a language that the text model does not know, and do not count."
    )


def test_beside_a_face_they_leave_the_face_alone_and_are_counted() -> None:
    made = session([SAD, SAD], [GLAD, CALM])
    mood = fuse(foreign(made, 0))
    assert mood.turns[0].weights.face == 1 and mood.turns[0].reason == "language"
    assert mood.turns[1].weights.text > 0 and mood.turns[1].reason is None
    assert mood.notes[-1].startswith("1 reply is in a language")


def test_signs_alone_are_not_another_language() -> None:
    made = session([SAD], [None])
    signs = replace(made.scores[0], mood=UNREADABLE, tokens=0, reason="no words")
    mood = fuse(replace(made, scores=(signs,)))
    assert (mood.reason, mood.turns[0].reason) == ("not estimable", None)


@given(records(), st.sets(st.integers(0, 4)))
def test_they_count_exactly_as_much_as_no_words(record: Record, turns: set[int]) -> None:
    gone = [one for place, one in enumerate(record.scores) if place not in turns]
    with_them, without = fuse(foreign(record, *turns)), fuse(replace(record, scores=tuple(gone)))
    assert with_them.probabilities == without.probabilities
    assert with_them.weights == without.weights
    unexplained = tuple(
        replace(turn, reason=None if turn.reason == "language" else turn.reason)
        for turn in with_them.turns
    )
    assert unexplained == without.turns
    if with_them.reason != "language":
        assert result(with_them)[-1] == result(without)[-1]


def test_what_could_not_be_read_is_evidence() -> None:
    made = session([SAD], [CALM])
    read: ReplyScore = replace(made.scores[0], mood=UNREADABLE, tokens=0)
    plain = fuse(replace(made, scores=(read,)))
    told = fuse(replace(made, scores=(replace(read, reason="language"),)))
    assert plain.evidence != told.evidence


def test_the_store_keeps_why_a_reply_was_not_read(store: Store, session: str) -> None:
    play(store, session, foreign(MADE, 0, 1), windows=False)
    store.close_session(session, "completed", AT + 60)
    assert [one.reason for one in store.record(session).scores] == ["language"] * 2
    assert mood_of(store, session).reason == "language"
