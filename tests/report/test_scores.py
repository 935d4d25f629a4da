"""Scores and answers are shown as the official definition has them."""

from __future__ import annotations

from dataclasses import replace

from contract.messages import Answer, Start
from questionnaires.definition import Scoring
from questionnaires.loader import load_all
from report.scores import answer_lines, score_lines
from tests.report.records import OPENED, SESSION, answer, full


def test_a_complete_questionnaire_has_its_total_and_band() -> None:
    (line,) = score_lines(full(), load_all())
    assert line.text == "PHQ-9: 11 of 27, band: moderate"
    assert (line.total, line.maximum, line.band, line.missing) == (11, 27, "moderate", ())
    assert line.status == "completed"


def test_a_skipped_item_leaves_no_total_and_is_named() -> None:
    record = full()
    skip = answer("phq9_7", None, OPENED + 400, "m-skip", skipped=True)
    (line,) = score_lines(replace(record, answers=(*record.answers, skip)), load_all())
    assert line.text == "PHQ-9: no total, 8 of 9 scored items answered"
    assert (line.total, line.band, line.missing) == (None, None, ("7",))


def test_a_skipped_item_is_shown_as_skipped_not_as_zero() -> None:
    record = full()
    skip = answer("phq9_7", None, OPENED + 400, "m-skip", skipped=True)
    lines = answer_lines(replace(record, answers=(*record.answers, skip)), load_all())
    (shown,) = (line for line in lines if line.item == "phq9_7")
    assert (shown.skipped, shown.option, shown.value) == (True, None, None)


def test_answers_stand_in_the_questionnaires_order_without_the_frame() -> None:
    items = [line.item for line in answer_lines(full(), load_all())]
    assert items == [*(f"phq9_{n}" for n in range(1, 10)), "phq9_difficulty"]


def test_the_upper_half_and_what_alerts_is_emphasised() -> None:
    emphasised = [line.label for line in answer_lines(full(), load_all()) if line.emphasised]
    assert emphasised == ["1", "2", "4", "9"]


def test_the_latest_answer_of_an_item_counts() -> None:
    record = full()
    edit = answer("phq9_1", 0, OPENED + 400, "m-edit")
    record = replace(record, answers=(*record.answers, edit))
    assert score_lines(record, load_all())[0].total == 9


def test_answers_spread_over_too_long_leave_no_total_and_say_so() -> None:
    record = full()
    late = answer("phq9_9", 1, OPENED + 25 * 3600, "m-late")
    (line,) = score_lines(replace(record, answers=(*record.answers, late)), load_all())
    assert line.text == "PHQ-9: no total, its answers lie more than 24 hours apart"
    assert (line.total, line.band) == (None, None)


def test_a_prorated_total_says_from_how_many_items() -> None:
    record = full()
    skip = answer("phq9_5", None, OPENED + 400, "m-skip", skipped=True)
    lenient = replace(load_all()["phq9"], scoring=Scoring(missing="prorate", at_most=1))
    (line,) = score_lines(
        replace(record, answers=(*record.answers, skip)), load_all() | {"phq9": lenient}
    )
    assert line.text == "PHQ-9: 12 of 27, prorated from 8 of 9 scored items, band: moderate"
    assert line.prorated


def test_a_stopped_questionnaire_says_so() -> None:
    record = full()
    session = replace(record.session, reason="stopped")
    (line,) = score_lines(replace(record, session=session, answers=record.answers[:5]), load_all())
    assert line.status == "stopped"


def test_an_unscored_questionnaire_has_neither_total_nor_maximum() -> None:
    record = full()
    start = Start(SESSION, "daily_checkin", "1", OPENED + 300, "m-daily")
    mood = Answer(SESSION, "daily_checkin", "1", "daily_checkin_mood", 3, OPENED + 310, "m-mood")
    record = replace(record, starts=(*record.starts, start), answers=(*record.answers, mood))
    daily = score_lines(record, load_all())[1]
    assert (daily.scored, daily.total, daily.maximum) == (False, None, None)
    shown = answer_lines(record, load_all())
    (line,) = (line for line in shown if line.item == "daily_checkin_mood")
    assert (line.option, line.highest, line.emphasised) == ("3", 10, False)


def test_a_questionnaire_that_is_no_longer_installed_keeps_its_answers() -> None:
    record = full()
    start = Start(SESSION, "gone", "3", OPENED + 300, "m-gone")
    given = Answer(SESSION, "gone", "3", "gone_1", 2, OPENED + 310, "m-1")
    record = replace(record, starts=(*record.starts, start), answers=(*record.answers, given))
    gone = score_lines(record, load_all())[1]
    assert (gone.text, gone.total) == ("gone", None)
    assert gone.note is not None and "not installed" in gone.note
    assert answer_lines(record, load_all())[-1].value == 2


def test_another_version_of_the_definition_is_noted() -> None:
    record = full()
    record = replace(record, starts=(replace(record.starts[0], version="0"),))
    assert score_lines(record, load_all())[0].note is not None
