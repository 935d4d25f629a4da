"""The report says what was deleted of a session, and why."""

from __future__ import annotations

from dataclasses import replace

from contract.messages import Consent, Removal
from questionnaires.loader import load_all
from report.reference import load_reference
from report.removals import removal_lines
from report.render import session_page
from report.session import view
from report.turns import turn_lines
from tests.report.browsing import VIEWER
from tests.report.records import OPENED, SESSION, full

LATER = OPENED + 400
GONE = Removal(SESSION, "face", "withdrawn", 312, LATER)


def test_each_deletion_is_one_sentence_with_its_number_and_reason() -> None:
    made = [
        GONE,
        Removal(SESSION, "text", "proxy", 1, LATER),
        Removal(SESSION, "words", "expired", 2, LATER),
    ]
    assert [line.text for line in removal_lines(replace(full(), removals=tuple(made)))] == [
        "The camera's numbers (312 windows) were deleted: the patient withdrew the consent.",
        "The scores of the words (1 score) were deleted: somebody else answers for the patient.",
        "What the patient wrote (2 replies) was deleted: the time for which it is kept is over.",
    ]


def test_the_page_says_so() -> None:
    record = replace(full(), removals=(GONE,))
    shown = view(record, load_all(), load_reference(), demo=True, hide_estimates=True)
    assert "The camera&#39;s numbers (312 windows) were deleted" in session_page(shown, VIEWER)


def test_where_the_words_were_deleted_the_page_does_not_say_that_none_were_typed() -> None:
    emptied = tuple(replace(reply, text="", payload=None) for reply in full().replies)
    gone = Removal(SESSION, "words", "expired", len(emptied), LATER)
    record = replace(full(), replies=emptied, removals=(gone,))
    shown = view(record, load_all(), load_reference(), demo=True, hide_estimates=False)
    page = session_page(shown, VIEWER)
    assert "What was typed has been deleted." in page and "Nothing typed" not in page
    assert "<blockquote" not in page and "<q" not in page


def test_the_timeline_says_deleted_where_a_camera_was_and_no_frames_where_none_was() -> None:
    faceless = full()
    assert faceless.mood is not None
    turns = tuple(replace(turn, face=None) for turn in faceless.mood.turns)
    record = replace(faceless, windows=(), mood=replace(faceless.mood, turns=turns))
    asked = "whats_new_before"

    def missing(**change: object) -> str | None:
        lines = turn_lines(replace(record, **change), load_all())  # type: ignore[arg-type]
        return next(line.face_missing for line in lines if line.item == asked)

    no = Consent(SESSION, "patient-7f3a", "camera", "1", False, LATER)
    assert missing() == "no frames"
    assert missing(removals=(GONE,), consents=(*record.consents, no)) == "deleted"
