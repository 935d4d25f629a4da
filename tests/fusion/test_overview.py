"""The overview: what is urgent first, complete, a page at a time, the own clinic's alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from contract.messages import AlertStep, Answer, Glance, Reply, Respondent, Schedule, Start
from contract.messages.overview import CASES, PAGE
from contract.settings import Settings
from fusion.glance import make, version_of
from fusion.overview import Asked, Only
from fusion.session import locked
from fusion.store import Store
from questionnaires.loader import load, load_all
from questionnaires.own import MOOD

AT = 1_800_000_000.0
DAY = 86_400.0
NOW = AT + 100 * DAY
MAIN = Asked("main")


def patient(store: Store, at: float = AT) -> str:
    return store.invite(at).patient


def answered(
    store: Store,
    who: str,
    at: float,
    value: int | None,
    questionnaire: str = "phq9",
    last: int | None = 0,
    reason: str = "completed",
) -> str:
    """A closed session: every item with that value, the ninth with `last`; None skips it."""
    session = store.open_session(who, "web", at).session
    store.put(Reply(session, f"{at}", at, "hello"))
    version = load(questionnaire).version
    store.put(Start(session, questionnaire, version, at, f"{at}"))
    for item in load(questionnaire).items:
        said = last if item.alert_from is not None else value
        given = Answer(
            session, questionnaire, version, item.id, said, at + 1, f"{at}", said is None
        )
        store.put(given)
    store.close_session(session, reason, at + 60)  # type: ignore[arg-type]
    return session


def lines(store: Store, asked: Asked = MAIN) -> tuple[Glance, ...]:
    return store.overviews.page(asked, NOW).patients


def test_urgent_first_then_the_latest_and_no_mood_in_the_order(store: Store) -> None:
    quiet, later = patient(store), patient(store)
    answered(store, quiet, AT, 1)
    answered(store, later, AT + 50 * DAY, 3, "daily_checkin")
    missed = patient(store)
    store.reminders.set_schedule(Schedule(missed, "gad7", 7, "2027-01-20", "09:00", "UTC"), AT)
    changed = patient(store)
    answered(store, changed, AT, 0)
    answered(store, changed, AT + DAY, 2)
    open_item = patient(store)
    answered(store, open_item, AT, 1, last=None)
    alerting = patient(store)
    store.put(Reply(store.open_session(alerting, "web", AT).session, "m", AT, "I want to die"))
    order = [alerting, open_item, changed, missed, later, quiet]
    assert [one.patient for one in lines(store)] == order
    only: tuple[tuple[Only, str], ...] = (
        ("alerts", alerting),
        ("unanswered", open_item),
        ("changed", changed),
        ("missed", missed),
    )
    for what, who in only:
        found = store.overviews.page(replace(MAIN, only=what), NOW)
        assert ([one.patient for one in found.patients], found.count) == ([who], 1)


def test_each_patients_open_alerts_are_counted_and_closed_ones_not(store: Store) -> None:
    people = [patient(store) for _ in range(3)]
    for number, who in enumerate(people):
        session = store.open_session(who, "web", AT + number).session
        for place in range(number + 1):
            store.put(Reply(session, f"m{place}", AT + place, "I want to die"))
    (first, *_) = store.alerts.open()
    for kind in ("acknowledged", "contacted", "closed"):
        store.alerts.add_steps(first.number, [AlertStep(AT + 20, kind, "A. Nurse", "well")], None)
    assert [(one.patient, one.alerts) for one in lines(store)] == [
        (people[2], 3),
        (people[1], 2),
        (people[0], 0),
    ]


def test_a_total_stands_beside_the_one_before(store: Store) -> None:
    who = patient(store)
    answered(store, who, AT, 1)
    answered(store, who, AT + DAY, 1, "gad7")
    latest = answered(store, who, AT + 2 * DAY, 2)
    (line,) = lines(store)
    phq, gad = line.totals
    assert (phq.session, phq.total, phq.maximum, phq.previous, phq.changed) == (
        latest,
        16,
        27,
        8,
        True,
    )
    assert (gad.total, gad.previous, gad.changed) == (7, None, False)
    assert line.session is not None and line.session.session == latest


def test_what_is_written_is_in_the_next_page(store: Store) -> None:
    who = patient(store)
    session = store.open_session(who, "web", AT).session
    assert lines(store) == ()
    store.put(Reply(session, "m0", AT, "hello"))
    assert lines(store)[0].self_rating is None
    store.put(Start(session, "daily_checkin", "1", AT + 1, "m0"))
    store.put(Answer(session, "daily_checkin", "1", MOOD, 3, AT + 2, "m1"))
    assert (lines(store)[0].self_rating, lines(store)[0].rated) == (3, AT + 2)
    store.put(Answer(session, "daily_checkin", "1", MOOD, 6, AT + 3, "m2"))
    assert lines(store)[0].self_rating == 6
    store.put(Respondent(session, "proxy", AT + 4))
    assert lines(store)[0].self_rating is None


def test_an_alert_item_is_open_until_it_is_answered_or_a_person_closes_its_alert(
    store: Store,
) -> None:
    who = patient(store)
    session = store.open_session(who, "web", AT).session
    store.put(Reply(session, "m0", AT, "hello"))
    store.put(Start(session, "phq9", load("phq9").version, AT, "m0"))
    assert lines(store)[0].unanswered == ()  # it may still come to it
    skip = Reply(session, "m9", AT + 9, "Skip", "phq9_9", AT + 8, typed=False, payload="/skip")
    alert = store.put(skip).alert
    assert alert is not None and alert.source == "not_answered"
    store.close_session(session, "stopped", AT + 10)
    assert [one.item for one in lines(store)[0].unanswered] == ["phq9_9"]
    (case,) = store.alerts.open()
    steps = [
        AlertStep(AT + 20, kind, "A. Nurse", "spoke") for kind in ("acknowledged", "contacted")
    ]
    store.alerts.add_steps(case.number, steps, None)
    assert (lines(store)[0].alerts, len(lines(store)[0].unanswered)) == (1, 1)
    store.alerts.add_steps(case.number, [AlertStep(AT + 30, "closed", "A. Nurse", "well")], None)
    assert (lines(store)[0].alerts, lines(store)[0].unanswered) == (0, ())


def test_a_missed_questionnaire_comes_by_itself_and_goes_with_its_schedule(store: Store) -> None:
    who = patient(store)
    store.reminders.set_schedule(Schedule(who, "gad7", 7, "2027-01-20", "09:00", "UTC"), AT)
    early = store.overviews.page(MAIN, AT + 6 * DAY).patients[0]
    assert (early.missed, early.session) == ((), None)
    assert len(store.overviews.page(MAIN, AT + 13 * DAY).patients[0].missed) == 1
    store.reminders.end_schedule(who, "gad7")
    assert lines(store) == ()


def test_it_is_searched_by_id_channel_and_period(store: Store) -> None:
    first, second = patient(store), patient(store)
    answered(store, first, AT, 1)
    answered(store, second, AT + 2 * DAY, 1)
    store.put(Reply(store.open_session(second, "telegram", AT + 3 * DAY).session, "m", AT, "hello"))
    asked = [
        (replace(MAIN, patient=first[2:9].upper()), [first]),
        (replace(MAIN, patient="%"), []),
        (replace(MAIN, channel="telegram"), [second]),
        (replace(MAIN, since=AT + DAY), [second]),
        (replace(MAIN, until=AT + DAY), [first]),
        (replace(MAIN, since=AT + DAY, channel="web"), []),
    ]
    for what, found in asked:
        assert [one.patient for one in lines(store, what)] == found, what


def test_pages_hold_so_many_and_all_are_somewhere(store: Store) -> None:
    everybody = [patient(store) for _ in range(PAGE + 2)]
    for number, who in enumerate(everybody):
        session = store.open_session(who, "web", AT + number).session
        store.put(Reply(session, "m", AT, "I want to die" if number <= CASES else "hello"))
    store.overviews.make_lines(30, NOW)
    first, second = (store.overviews.page(replace(MAIN, page=page), NOW) for page in (1, 2))
    assert (len(first.patients), len(second.patients), first.count) == (PAGE, 2, PAGE + 2)
    assert {one.patient for one in (*first.patients, *second.patients)} == set(everybody)
    assert (len(first.cases), first.alerts, first.outdated) == (CASES, CASES + 1, 0)
    rest = store.overviews.page(replace(MAIN, cases=2), NOW).cases
    assert sorted(one.number for one in (*first.cases, *rest)) == list(range(1, CASES + 2))
    alone = store.overviews.page(replace(MAIN, patient=everybody[0]), NOW)
    assert [case.patient for case in alone.cases] == [everybody[0]] and alone.alerts == 1


def test_another_clinics_patients_and_alerts_are_not_in_it(store: Store) -> None:
    other = store.accounts.add_clinic("Other", AT).clinic
    theirs = store.accounts.invite(other, "", AT).patient
    store.put(Reply(store.open_session(theirs, "web", AT).session, "m", AT, "I want to die"))
    ours = store.overviews.page(MAIN, NOW)
    assert (ours.patients, ours.cases, ours.count, ours.alerts) == ((), (), 0, 0)
    assert [one.patient for one in lines(store, Asked(other))] == [theirs]


def test_lines_that_cannot_all_be_made_at_once_are_counted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = patient(store)
    answered(store, who, AT, 1)
    monkeypatch.setattr("fusion.overview_store.AT_ONCE_S", 0.0)
    assert store.overviews.page(MAIN, NOW).outdated == 1
    store.overviews.make_lines(5, NOW)
    assert store.overviews.page(MAIN, NOW).outdated == 0
    answered(store, who, AT + DAY, 2)
    shown = store.overviews.page(MAIN, NOW)
    assert (shown.outdated, shown.patients[0].totals[0].total) == (1, 8)


def test_one_line_that_fails_holds_up_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = patient(store), patient(store)
    answered(store, broken, AT, 1)
    answered(store, whole, AT, 1)

    def fails(db: object, who: str, *more: object) -> None:
        if who == broken:
            raise ValueError
        make(db, who, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("fusion.glance.make", fails)
    store.overviews.make_lines(5, NOW)
    assert [one.patient for one in lines(store)] == [whole]
    assert store.overviews.page(MAIN, NOW).outdated == 1


def test_other_scoring_makes_another_version() -> None:
    every = load_all()
    phq9 = every["phq9"]
    fewer = replace(phq9, items=phq9.items[1:])
    assert version_of(every) == version_of(dict(reversed(every.items())))
    assert version_of(every) != version_of(every | {"phq9": fewer})


def test_a_line_is_made_while_a_session_is_written_to(
    store: Store, session: str, settings: Settings
) -> None:
    """Else the two would wait for each other, and a reply would be refused."""
    if not settings.database:
        pytest.skip("SQLite has one writer at a time")
    store.put(Reply(session, "m1", AT, "a quiet day"))
    with ThreadPoolExecutor(1) as pool, store._database.write() as db:
        locked(db, session)
        pool.submit(store.overviews.make_lines, 5, AT).result(20)
    assert store.overviews.page(Asked("main"), AT).outdated == 0
