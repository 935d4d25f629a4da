"""A patient's course from the store, and the marks beside it: sealed, added, taken away."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from contract.client import StoreClient
from contract.errors import BadMessage, NotFound
from contract.messages import Answer, Mark, Reply, Respondent, Start
from contract.settings import Settings
from fusion.store import Store
from tests.fusion.everything import direct

AT = 1_800_000_000.0
SECRET = "started the drug with the long name"


def mark(patient: str, **changes: str) -> Mark:
    fields = {"day": "2027-01-20", "topic": "medication", "text": SECRET, "by": "Dr. Ilves"}
    return Mark(patient, **(fields | changes), at=AT)  # type: ignore[arg-type]


async def test_the_course_has_what_was_answered_and_no_words(client: StoreClient) -> None:
    patient = (await client.invite()).patient
    session = (await client.open_session(patient, "web")).session
    await client.post(Reply(session, "m1", AT, SECRET))
    await client.post(Start(session, "phq9", "1", AT, "m1"))
    await client.post(Answer(session, "phq9", "1", "phq9_1", 2, AT, "m1"))
    await client.post(Respondent(session, "helped", AT))
    await client.close_session(session, "stopped", AT + 9)
    found = await client.course(patient, 0, 2**40)
    (one,) = found.sittings
    assert (one.who, one.answers[0].value, one.starts[0].questionnaire) == ("helped", 2, "phq9")
    assert one.mood is not None and one.mood.turns == ()
    assert SECRET not in repr(found)
    assert (await client.course(patient, 0, 1)).sittings == ()
    with pytest.raises(NotFound):
        await client.course("nobody", 0, 2**40)


async def test_a_sitting_in_which_nothing_was_said_is_left_out(client: StoreClient) -> None:
    patient = (await client.invite()).patient
    await client.open_session(patient, "web")
    assert (await client.course(patient, 0, 2**40)).sittings == ()


def test_a_sitting_says_whether_that_person_has_seen_its_estimate(store: Store) -> None:
    one, other = (
        store.accounts.add_staff("main", who, who, "clinician", AT).staff for who in ("a.d", "b.d")
    )
    patient, sessions = store.invite(AT).patient, []
    for place in range(3):
        sessions.append(store.open_session(patient, "web", AT + place).session)
        store.put(Reply(sessions[-1], f"m{place}", AT + place, SECRET))
        store.close_session(sessions[-1], "stopped", AT + 9)
    store.ratings.read(sessions[0], one, AT + 10, uncover=True)
    store.ratings.rate(sessions[1], one, "neutral", AT + 10)
    store.ratings.read(sessions[2], one, AT + 10, uncover=False)
    for staff, seen in ((one, sessions[:2]), (other, []), (None, [])):
        found = store.courses.of(patient, 0, 2**40, staff).sittings
        assert [each.session.session for each in found if each.uncovered] == seen


async def test_a_mark_is_noted_and_taken_away(client: StoreClient) -> None:
    patient, other = (await client.invite()).patient, (await client.invite()).patient
    later = await client.add_mark(mark(patient))
    earlier = await client.add_mark(mark(patient, day="2027-01-02", topic="event", text=" fell "))
    assert (await client.course(patient, 0, 1)).marks == (earlier, later)
    assert earlier.text == "fell"
    with pytest.raises(NotFound):
        await client.remove_mark(other, later.number)
    await client.remove_mark(patient, later.number)
    assert (await client.course(patient, 0, 1)).marks == (earlier,)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"by": " "}, "your name"),
        ({"text": " "}, "what it is"),
        ({"text": "x" * 201}, "at most 200"),
        ({"day": "20 Jan"}, "the day"),
    ],
)
async def test_a_mark_needs_a_name_words_and_a_day(
    client: StoreClient, changes: dict[str, str], says: str
) -> None:
    patient = (await client.invite()).patient
    with pytest.raises(BadMessage, match=says):
        await client.add_mark(mark(patient, **changes))


async def test_a_mark_of_nobody_is_refused(client: StoreClient) -> None:
    with pytest.raises(NotFound):
        await client.add_mark(mark("nobody"))


def test_a_marks_words_are_sealed_in_the_database(store: Store, settings: Settings) -> None:
    patient = store.invite(AT).patient
    store.courses.add_mark(mark(patient))
    with direct(settings) as connection:
        ((words, by),) = connection.execute(text('SELECT text, "by" FROM mark')).fetchall()
    assert SECRET not in words and by == "Dr. Ilves"
