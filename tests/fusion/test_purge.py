"""What has been kept as long as the settings say is deleted, and nothing else."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contract.client import StoreClient
from contract.errors import BadSetting, NotFound
from contract.messages import Consent, Removal, Switch
from contract.retention import DEFAULTS, parse_keep
from contract.settings import Settings, load_settings
from fusion.audit import Operated
from fusion.holdings import ERASED, in_order, rows_of
from fusion.purge import DAY_S, GRACE_S
from fusion.store import Store
from tests.fusion.everything import AT, OUTCOME, WORDS, direct, disk, fill, track
from tests.fusion.test_erasure import counts

CLOSED = AT + 60
NOTHING = tuple(f"{pair.partition('=')[0]}=forever" for pair in DEFAULTS.split(","))


@pytest.fixture
def keeping(settings: Settings) -> Iterator[Keeping]:
    made = Keeping(settings)
    yield made
    made.close()


class Keeping:
    """Stores on one folder that keep one class for so many days and all else for ever."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._open: list[Store] = []

    def store(self, *pairs: str) -> Store:
        self._open.append(Store.of(replace(self.settings, keep=(*NOTHING, *pairs))))
        return self._open[-1]

    def close(self) -> None:
        for store in self._open:
            store.close()


def test_a_day_before_nothing_and_a_day_later_everything_of_the_class(keeping: Keeping) -> None:
    store = keeping.store("face=90")
    patient, _ = fill(store, keeping.settings)
    before = counts(keeping.settings, patient)
    assert store.rights.purge(CLOSED + 89 * DAY_S).rows == {}
    assert counts(keeping.settings, patient) == before
    assert store.rights.purge(CLOSED + 91 * DAY_S).rows == {"face": before["face_window"]}
    left = counts(keeping.settings, patient)
    changed = {name for name in before if before[name] != left[name]}
    assert changed == {"face_window", "removal"}
    assert store.rights.purge(CLOSED + 92 * DAY_S).rows == {}


def test_the_mood_stays_as_it_was_and_the_report_is_told(keeping: Keeping) -> None:
    store = keeping.store("face=90", "scores=90")
    _, session = fill(store, keeping.settings)
    before, now = store.record(session), CLOSED + 91 * DAY_S
    assert before.mood is not None and before.scores and before.windows
    store.rights.purge(now)
    after = store.record(session)
    assert (after.mood, after.windows, after.scores) == (before.mood, (), ())
    assert set(after.removals) == {
        Removal(session, "face", "expired", 1, now),
        Removal(session, "text", "expired", 1, now),
    }
    assert store.unscored(10) == [], "what had its score deleted is not scored again"


def test_what_is_computed_later_is_computed_from_what_is_left(keeping: Keeping) -> None:
    store = keeping.store("scores=90")
    patient, session = fill(store, keeping.settings)
    store.rights.purge(CLOSED + 91 * DAY_S)
    store.moods.switch(Switch(patient, "face", True, "A. Nurse", AT + 100 * DAY_S))
    store.moods.fuse_waiting(5)
    mood = store.record(session).mood
    assert mood is not None and mood.weights.text == 0


def test_the_words_go_and_that_there_were_replies_stays(keeping: Keeping) -> None:
    store = keeping.store("words=90")
    _, session = fill(store, keeping.settings)
    before, now = store.record(session), CLOSED + 91 * DAY_S
    assert store.rights.purge(now).rows == {"words": len(before.replies)}
    after = store.record(session)
    assert [(r.message, r.at, r.item) for r in after.replies] == [
        (r.message, r.at, r.item) for r in before.replies
    ]
    assert {reply.text for reply in after.replies} == {""} and after.bot_turns == ()
    assert (after.answers, after.alerts, after.mood) == (before.answers, before.alerts, before.mood)
    assert store.unscored(10) == []
    assert store.rights.purge(now).rows == {}


def test_whole_sessions_go_but_not_the_trail_and_not_the_patient(keeping: Keeping) -> None:
    store = keeping.store("sessions=90")
    patient, session = fill(store, keeping.settings)
    number = store.record(session).cases[0].number
    other = store.open_session(patient, "telegram", AT).session
    assert store.rights.purge(CLOSED + 91 * DAY_S).rows == {"sessions": 1}
    with pytest.raises(NotFound):
        store.record(session)
    assert store.session(other).closed is None, "an open session is never touched"
    assert store.chats.one("telegram", f"chat of {patient}").patient == patient
    case = store.alerts.one(number)
    assert case.patient.startswith("erased-") and OUTCOME not in {s.note for s in case.steps}
    left = disk(keeping.settings)
    assert session.encode() not in left and WORDS.encode() not in left


def test_an_open_alert_holds_its_session_back(keeping: Keeping) -> None:
    store = keeping.store("sessions=90")
    _, session = fill(store, keeping.settings, handled=False)
    assert store.rights.purge(CLOSED + 91 * DAY_S).rows == {"held": 1}
    assert store.record(session).replies


def test_a_patient_without_sessions_and_plans_goes_with_the_links(keeping: Keeping) -> None:
    store = keeping.store("patients=90")
    gone, planned = store.invite(AT), fill(store, keeping.settings)[0]
    assert store.rights.purge(AT + 91 * DAY_S).rows == {"patients": 1}
    with pytest.raises(NotFound):
        store.invited(gone.token)
    assert counts(keeping.settings, planned)["invite"] == 1


def test_a_trail_is_deleted_only_once_it_hangs_on_nobody(keeping: Keeping) -> None:
    store = keeping.store("alerts=90")
    patient, session = fill(store, keeping.settings)
    number = store.record(session).cases[0].number
    later = AT + 91 * DAY_S
    assert store.rights.purge(later).rows == {}
    store.rights.erase(patient, "B. Officer", later)
    assert store.rights.purge(AT + 89 * DAY_S).rows == {}
    assert store.rights.purge(later).rows == {"alerts": 1}
    with pytest.raises(NotFound):
        store.alerts.one(number)
    with direct(keeping.settings) as raw:
        for table in ("alert", "alert_step", "session", "patient"):
            assert raw.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_reminders_that_were_sent_go(keeping: Keeping) -> None:
    store = keeping.store("reminders=90")
    patient, _ = fill(store, keeping.settings)
    assert store.rights.purge(AT + 7_200 + 91 * DAY_S).rows == {"reminders": 1}
    assert counts(keeping.settings, patient)["schedule"] == 1


def test_rasas_share_goes_a_week_after_the_session_and_when_nobody_knows_it(
    keeping: Keeping,
) -> None:
    store = keeping.store("trackers=7")
    patient, _ = fill(store, keeping.settings)
    open_one = store.open_session(patient, "telegram", AT).session
    for sender in (open_one, "unknown"):
        track(keeping.settings, sender)
    assert store.rights.purge(AT + GRACE_S - 1).rows == {}
    assert store.rights.purge(AT + GRACE_S + 1).rows == {"trackers": 1}
    assert store.rights.purge(CLOSED + 8 * DAY_S).rows == {"trackers": 1}
    assert set(store.rights._trackers.senders()) == {open_one}


def test_a_late_withdrawal_after_a_purge_changes_the_mood_all_the_same(keeping: Keeping) -> None:
    store = keeping.store("face=90")
    patient, session = fill(store, keeping.settings)
    store.moods.switch(Switch(patient, "face", True, "A. Nurse", AT + 75))
    store.moods.fuse_waiting(5)
    store.rights.purge(CLOSED + 91 * DAY_S)
    mood = store.record(session).mood
    assert mood is not None and mood.weights.face > 0
    store.put(Consent(session, patient, "camera", "1", False, AT + 92 * DAY_S))
    mood = store.record(session).mood
    assert mood is not None and mood.weights.face == 0


def test_by_default_nothing_is_deleted_of_what_is_younger_than_a_year(
    settings: Settings, store: Store
) -> None:
    patient, _ = fill(store, settings)
    before = counts(settings, patient)
    assert store.rights.purge(CLOSED + 364 * DAY_S).rows == {"trackers": 1}
    assert counts(settings, patient) == before
    assert set(before) == {t.name for t in in_order() if rows_of(t, "") is not None} >= set(ERASED)


def test_it_is_logged_as_counts(keeping: Keeping, caplog: pytest.LogCaptureFixture) -> None:
    store = keeping.store("face=90")
    patient, session = fill(store, keeping.settings)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        store.rights.purge(CLOSED + 91 * DAY_S)
    (line,) = [record for record in caplog.records if record.getMessage() == "purged"]
    assert vars(line)["rows"] == {"face": 1}
    assert patient not in str(vars(line)) and session not in str(vars(line))


async def test_it_runs_when_the_service_starts_and_on_demand(client: StoreClient) -> None:
    assert (await client.purge()).rows == {}


@pytest.mark.parametrize("wrong", ["face", "face=0", "face=soon", "nose=3", "face=1.5", "face=-1"])
def test_a_wrong_period_is_named(wrong: str) -> None:
    with pytest.raises(BadSetting, match=r"VULTUS_KEEP has .* of face, scores"):
        load_settings({"VULTUS_KEEP": wrong})


def test_what_is_not_named_has_its_default() -> None:
    days = parse_keep(("face=forever", "words=10"))
    assert (days["face"], days["words"], days["scores"]) == (None, 10, 365)


LONG_AGO = 1_500_000_000.0


def test_lines_of_the_audit_log_go_after_their_period_and_a_line_says_so(keeping: Keeping) -> None:
    store = keeping.store("audit=400")
    other = store.accounts.add_clinic("Ward 3", LONG_AGO).clinic
    for at in (LONG_AGO, LONG_AGO + DAY_S, LONG_AGO + 300 * DAY_S):
        store.accounts.operated(Operated("ada", "sessions exported", "main"), at)
    assert store.rights.purge(LONG_AGO + 399 * DAY_S).rows == {}
    assert store.rights.purge(LONG_AGO + 402 * DAY_S).rows == {"audit": 3}
    lines, _ = store.accounts.audit("main", None, None)
    assert [(one.what, one.note) for one in lines] == [
        ("audit log shortened", "2 lines from before 2017-07-16"),
        ("sessions exported", ""),
    ]
    assert lines[0].name == "Vultus" and lines[0].staff == ""
    (line,) = store.accounts.audit(other, None, None)[0]
    assert line.note == "1 line from before 2017-07-16"
    assert store.rights.purge(LONG_AGO + 403 * DAY_S).rows == {}


def test_even_an_open_purge_deletes_no_line_of_the_last_year(keeping: Keeping) -> None:
    store = keeping.store("audit=365")
    store.accounts.operated(Operated("ada", "sessions exported"), time.time() - 300 * DAY_S)
    with pytest.raises(DBAPIError, match="append-only"):
        store.rights.purge(time.time() + 366 * DAY_S)
    assert len(store.accounts.audit("main", None, None)[0]) == 1


def test_a_period_under_a_year_is_refused_for_the_audit_log() -> None:
    with pytest.raises(BadSetting, match="audit=364"):
        load_settings({"VULTUS_KEEP": "audit=364"})
