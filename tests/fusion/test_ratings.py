"""Readings and ratings in the store: blind means never uncovered, and labels are those alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.errors import Conflict, NotFound
from contract.messages import Answer, Reply, Respondent, Staff, Start
from contract.wire import to_json
from fusion.labels import RATED, bare, labelled
from fusion.ratings import ONE_READING_S
from fusion.store import Store
from tests.fusion.conftest import AT

WORDS = "my own secret words about the week"


@pytest.fixture
def doctors(store: Store) -> list[Staff]:
    return [
        store.accounts.add_staff("main", login, login.title(), "clinician", AT)
        for login in ("ana", "bea")
    ]


@pytest.fixture
def closed(store: Store, session: str) -> str:
    """A session that is over, with words in it."""
    store.put(Reply(session, "m1", AT + 10, WORDS, "whats_new_before", asked_at=AT))
    store.close_session(session, "completed", AT + 20)
    return session


def rate_self(store: Store, session: str, value: int) -> None:
    store.put(Start(session, "daily_checkin", "1", AT + 1, "m0"))
    store.put(Answer(session, "daily_checkin", "1", RATED, value, AT + 2, f"m-{value}"))


def test_a_rating_is_blind_until_the_estimate_was_uncovered_for_that_person(
    store: Store, closed: str, doctors: list[Staff]
) -> None:
    ana, bea = (one.staff for one in doctors)
    assert store.ratings.read(closed, ana, AT + 30, False).uncovered is None
    assert store.ratings.rate(closed, ana, "negative", AT + 40).blind
    assert not store.ratings.rate(closed, ana, "neutral", AT + 50).blind
    assert store.ratings.read(closed, bea, AT + 60, True).uncovered == AT + 60
    assert not store.ratings.rate(closed, bea, "positive", AT + 70).blind
    kept = store.record(closed).ratings
    assert [(one.by, one.mood, one.blind) for one in kept] == [
        ("Ana", "negative", True),
        ("Ana", "neutral", False),
        ("Bea", "positive", False),
    ]


def test_only_blind_and_self_ratings_count_as_labels(
    store: Store, closed: str, doctors: list[Staff]
) -> None:
    ana, bea = (one.staff for one in doctors)
    store.ratings.rate(closed, ana, "negative", AT + 40)
    store.ratings.rate(closed, ana, "positive", AT + 45)
    store.ratings.read(closed, bea, AT + 50, True)
    store.ratings.rate(closed, bea, "positive", AT + 60)
    rate_self(store, closed, 2)
    found = store.ratings.labels("main")
    assert [(one.source, one.mood) for one in found] == [
        ("self", "negative"),
        ("blind", "negative"),
        ("after", "positive"),
    ]
    assert [one.source for one in labelled(found)] == ["self", "blind"]
    assert store.ratings.labels("c-none") == []


def test_a_proxys_rating_is_no_self_rating(store: Store, session: str) -> None:
    rate_self(store, session, 8)
    store.close_session(session, "completed", AT + 20)
    assert [one.mood for one in store.ratings.labels("main")] == ["positive"]
    store.put(Respondent(session, "proxy", AT + 30))
    assert store.ratings.labels("main") == []


def test_an_open_session_is_not_rated(store: Store, session: str, doctors: list[Staff]) -> None:
    with pytest.raises(Conflict):
        store.ratings.rate(session, doctors[0].staff, "neutral", AT)
    with pytest.raises(NotFound):
        store.ratings.rate(session, "u-none", "neutral", AT)
    with pytest.raises(NotFound):
        store.ratings.read("unknown", doctors[0].staff, AT, False)


def test_a_reading_remembers_what_there_was_the_time_before(
    store: Store, closed: str, doctors: list[Staff]
) -> None:
    ana, bea = (one.staff for one in doctors)
    first = store.ratings.read(closed, ana, AT + 30, False)
    assert first.before is None and first.now.replies == 1
    rate_self(store, closed, 2)
    later = store.ratings.read(closed, ana, AT + 30 + ONE_READING_S, False)
    assert later.before == first.now and later.now.answers == 1
    again = store.ratings.read(closed, ana, AT + 60 + ONE_READING_S, False)
    assert again.before == first.now
    much_later = store.ratings.read(closed, ana, AT + 90 + 3 * ONE_READING_S, False)
    assert much_later.before is not None and much_later.before.answers == 1
    assert store.ratings.read(closed, bea, AT + 90, False).before is None


def test_an_export_line_names_nobody_and_holds_no_words(
    store: Store, closed: str, doctors: list[Staff]
) -> None:
    store.ratings.rate(closed, doctors[0].staff, "negative", AT + 40)
    store.put(Answer(closed, "phq9", "1", "phq9_1", 3, AT + 5, "m1"))
    record = store.record(closed)
    text = str(to_json(bare(record, "session-1")))
    for named in (WORDS, closed, record.session.patient, "Ana", doctors[0].staff, "phq9_1"):
        assert named in str(to_json(record)) and named not in text
    assert bare(record, "s").replies[0].at == pytest.approx(10)
    seen = replace(record.ratings[0], blind=False)
    assert bare(replace(record, ratings=(seen,)), "s").ratings == ()
