"""What the report says of a session that did not go straight through."""

from __future__ import annotations

from dataclasses import replace

from contract.messages import Answer, Record, Respondent, Start
from questionnaires.loader import load_all
from report.estimate import estimate
from report.reference import load_reference
from report.render import session_page
from report.scores import answer_lines, score_lines
from report.session import view
from report.wording import BY_PROXY
from tests.report.browsing import VIEWER
from tests.report.records import OPENED, SESSION, answer, full


def with_answers(*more: Answer) -> Record:
    record = full()
    return replace(record, answers=(*record.answers, *more))


def test_an_item_that_no_longer_applies_is_left_out() -> None:
    later = OPENED + 1000
    zeros = [answer(f"phq9_{n}", 0, later, f"z-{n}") for n in range(1, 10)]
    items = [line.item for line in answer_lines(with_answers(*zeros), load_all())]
    assert items == [f"phq9_{n}" for n in range(1, 10)]


def test_a_skip_says_why() -> None:
    skip = replace(answer("phq9_3", None, OPENED + 1000, "s", skipped=True), reason="declined")
    page = _page(with_answers(skip))
    assert "skipped: did not want to answer" in page


def test_one_that_was_begun_again_counts_only_what_came_after() -> None:
    again = Start(SESSION, "phq9", "1", OPENED + 1000, "again")
    record = with_answers(answer("phq9_1", 3, OPENED + 1010, "new"))
    record = replace(record, starts=(*record.starts, again))
    (line,) = score_lines(record, load_all())
    assert (line.total, line.answered, line.status) == (None, 1, "unfinished")
    assert line.note is not None and "Begun again" in line.note
    assert len(record.alerts) == 1 and "answered above" in _page(record)


def test_a_proxys_session_is_no_self_report_and_has_no_estimate() -> None:
    record = replace(full(), respondents=(Respondent(SESSION, "proxy", OPENED),))
    assert estimate(record, load_all(), load_reference()).explanation == BY_PROXY
    assert "Answered by somebody else for the patient: no self-report." in _page(record)


def _page(record: Record) -> str:
    shown = view(record, load_all(), load_reference(), demo=True, hide_estimates=False)
    return session_page(shown, VIEWER)
