"""The list: alerts first, then the latest first, never by mood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contract.messages import MOODS, MoodName, Session, Summary
from questionnaires.loader import load_all
from report.overview import overview


def summary(opened: float, alerts: int = 0, mood: MoodName | None = None) -> Summary:
    session = Session(f"s-{opened}", "p-1", "web", opened, opened + 60, "completed")
    return Summary(session, ("phq9",), alerts, mood)


summaries = st.lists(
    st.builds(
        summary,
        st.integers(0, 10_000).map(float),
        st.integers(0, 3),
        st.none() | st.sampled_from(MOODS),
    ),
    unique_by=lambda one: one.session.session,
)


@given(summaries)
def test_alerts_come_first_and_the_latest_before_the_rest(given: list[Summary]) -> None:
    lines = overview(given, load_all(), hide_estimates=False)
    keys = [(line.alerts == 0, -line.opened) for line in lines]
    assert keys == sorted(keys)


@given(summaries)
def test_the_mood_never_changes_the_order(given: list[Summary]) -> None:
    flipped = [summary(one.session.opened, one.alerts, "negative") for one in given]
    order = [line.session for line in overview(given, load_all(), hide_estimates=False)]
    assert order == [line.session for line in overview(flipped, load_all(), hide_estimates=False)]


def test_a_line_names_the_questionnaires_and_the_status() -> None:
    (line,) = overview([summary(1.0)], load_all(), hide_estimates=False)
    assert (line.questionnaires, line.status) == (("PHQ-9",), "completed")


def test_an_idle_session_is_unfinished() -> None:
    idle = Summary(Session("s", "p", "web", 1.0, 2.0, "idle"), ("gone",), 0, None)
    (line,) = overview([idle], load_all(), hide_estimates=False)
    assert (line.questionnaires, line.status) == (("gone",), "unfinished")


def test_hidden_estimates_are_not_in_the_list() -> None:
    (line,) = overview([summary(1.0, mood="negative")], load_all(), hide_estimates=True)
    assert line.estimate is None


def test_an_unsure_estimate_is_not_given_as_a_mood() -> None:
    unsure = Summary(Session("s", "p", "web", 1.0, 2.0, "completed"), (), 0, "other", True)
    (line,) = overview([unsure], load_all(), hide_estimates=False)
    assert line.estimate == "not sure"
