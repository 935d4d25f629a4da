"""What the face's readings rested on: kept, averaged by usable frames, and in no weight."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from contract.errors import BadMessage
from contract.messages import REGIONS, Consent, Record
from contract.settings import Settings
from contract.wire import to_json
from fusion.database import MIGRATIONS
from fusion.evidence import evidence_hash
from fusion.formula import fuse_session
from fusion.regions import Regions, mean_regions
from fusion.store import Store
from tests.fusion.databases import sqlite_file
from tests.fusion.sessions import AT, CALM, GLAD, SAD, SHIPPED, fuse, region_shares, session, window


def only(region: str) -> dict[str, float]:
    return {name: float(name == region) for name in REGIONS}


def looked_into(record: Record, *regions: str | None) -> Record:
    """The record whose windows, in order, rest on these regions alone; None: not looked into."""
    known = [only(region) if region else None for region in regions]
    known += [None] * (len(record.windows) - len(known))
    windows = zip(record.windows, known, strict=True)
    return replace(record, windows=tuple(replace(one, regions=rest) for one, rest in windows))


OLD_ROWS = (
    "INSERT INTO patient (patient, created) VALUES ('p', 0)",
    "INSERT INTO session (session, patient, channel, opened) VALUES ('s', 'p', 'web', 0)",
    'INSERT INTO face_window (session, start, "end", frames, faces, mood, model, dropped, "offset")'
    f" VALUES ('s', 0, 1, 5, 5, '{json.dumps(GLAD)}', 'face 1', 0, 0)",
)
MADE = looked_into(session([None, None], [CALM, GLAD]), "nose", *[None] * 5, "mouth", "mouth")


def test_turns_and_session_are_means_by_usable_frames() -> None:
    made = session([SAD, None], [CALM, GLAD])
    first, *rest = made.windows
    fewer = replace(made, windows=(replace(first, frames=5, faces=1), *rest))
    mood = fuse(looked_into(fewer, "nose", "mouth", *[None] * 4, "mouth"))
    regions = [turn.regions for turn in mood.turns]
    assert regions[0] == pytest.approx({**only("mouth"), "mouth": 5 / 6, "nose": 1 / 6})
    assert regions[1] == only("mouth")
    assert mood.regions == pytest.approx({**only("mouth"), "mouth": 10 / 11, "nose": 1 / 11})


def test_where_nothing_was_looked_into_it_is_unknown() -> None:
    mood = fuse(session([SAD], [CALM]))
    assert mood.regions is None and mood.turns[0].regions is None


def test_what_is_not_used_does_not_explain() -> None:
    made = looked_into(session([SAD, SAD], [CALM, CALM]), "nose", *[None] * 5, "mouth")
    first, second = made.replies
    paused = replace(made, replies=(replace(first, item="alerts"), second))
    assert fuse(paused).regions == only("mouth")
    assert (fuse(made).coverage.looked_into, fuse(paused).coverage.looked_into) == (2, 1)


def test_regions_change_no_weight_and_no_probability() -> None:
    plain = session([SAD, None], [CALM, GLAD])
    told = fuse(looked_into(plain, "outside", "mouth"))
    without = replace(
        told,
        regions=None,
        turns=tuple(replace(turn, regions=None) for turn in told.turns),
        coverage=replace(told.coverage, looked_into=0),
    )
    assert without == replace(fuse(plain), evidence=told.evidence)


def test_a_window_without_regions_keeps_the_hash_it_had_before_they_existed() -> None:
    made = session([SAD], [CALM])
    known = "4eecf453ec31961a39c8fefd2a84dcf3892a9a17fde1c4afec76b3fd3d0ec645"
    assert evidence_hash(made, frozenset()) == known
    assert evidence_hash(looked_into(made, "mouth"), frozenset()) != known


@given(st.lists(st.builds(Regions, st.none() | region_shares(), st.floats(0, 100)), max_size=8))
def test_a_mean_of_shares_is_shares_or_unknown(several: list[Regions]) -> None:
    mean = mean_regions(several)
    assert (mean.shares is None) == (mean.frames == 0)
    if mean.shares is not None:
        assert sum(mean.shares.values()) == pytest.approx(1)
        assert min(mean.shares.values()) >= 0


def test_recomputing_from_the_store_gives_the_same_bytes(store: Store, session: str) -> None:
    for reply in MADE.replies:
        store.put(replace(reply, session=session))
    for seen in MADE.windows[::-1]:
        store.put(replace(seen, session=session))
    store.close_session(session, "completed", AT + 60)
    record = store.record(session)
    assert record.mood is not None and record.mood.regions == pytest.approx(
        {**only("mouth"), "mouth": 2 / 3, "nose": 1 / 3}
    )
    again = fuse_session(record, SHIPPED, frozenset())
    assert json.dumps(to_json(again)) == json.dumps(to_json(record.mood))


def test_withdrawing_the_camera_deletes_them(store: Store, session: str) -> None:
    for reply in MADE.replies:
        store.put(replace(reply, session=session))
    for seen in MADE.windows:
        store.put(replace(seen, session=session))
    store.close_session(session, "completed", AT + 60)
    patient = store.session(session).patient
    store.put(Consent(session, patient, "camera", "1", False, AT + 70))
    mood = store.record(session).mood
    assert mood is not None and mood.regions is None
    assert (mood.coverage.looked_into, [turn.regions for turn in mood.turns]) == (0, [None, None])


def test_windows_stored_before_they_existed_still_load(settings: Settings) -> None:
    settings.data.mkdir(parents=True)
    url = f"sqlite:///{sqlite_file(settings)}"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with create_engine(url).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in OLD_ROWS:
            connection.exec_driver_sql(statement)
    store = Store.of(settings)
    (seen,) = store.record("s").windows
    assert (seen.mood, seen.regions) == (GLAD, None)
    store.close()


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"mouth": 1.0}, "FaceWindow.regions has brow_right"),
        ({**only("mouth"), "ear": 0.0}, "FaceWindow.regions has brow_right"),
        ({**only("mouth"), "nose": 0.5}, "shares that sum to 1"),
        ({**only("mouth"), "mouth": 2.0, "nose": -1.0}, "shares that sum to 1"),
    ],
    ids=["missing", "unknown", "sum", "negative"],
)
def test_wrong_shares_are_refused_by_name(
    store: Store, session: str, wrong: dict[str, float], text: str
) -> None:
    with pytest.raises(BadMessage, match=text):
        store.put(replace(window(AT, GLAD), session=session, regions=wrong))


def test_regions_without_a_face_are_refused(store: Store, session: str) -> None:
    with pytest.raises(BadMessage, match="goes with a mood"):
        store.put(replace(window(AT, None), session=session, regions=only("mouth")))
