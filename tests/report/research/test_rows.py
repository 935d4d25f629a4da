"""The tables of a session: complete, without words, ids or dates."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from contract.messages import Respondent
from questionnaires.loader import load_all
from report.research.pseudonyms import Pseudonyms
from report.research.rows import session_rows
from report.research.tables import TABLES, Row
from tests.report.records import FIRST_WORDS, LAST_WORDS, OPENED, SESSION, full

NAMES = Pseudonyms(b"a key")
PAGE = Path(__file__).resolve().parents[3] / "docs/research.md"


def rows(record: object = None, first: float = OPENED) -> list[tuple[str, Row]]:
    return list(session_rows(record or full(), first, load_all(), NAMES))  # type: ignore[arg-type]


def test_every_row_has_exactly_its_tables_columns() -> None:
    assert {table for table, _ in rows()} == set(TABLES)
    for table, row in rows():
        assert list(row) == list(TABLES[table])


def test_the_values_are_those_of_the_report() -> None:
    found = dict(reversed(rows()))
    assert (found["scores"]["total"], found["scores"]["band"]) == (11, "moderate")
    assert (found["moods"]["positive"], found["moods"]["weight_text"]) == (0.49, 0.72)
    answers = [row for table, row in rows() if table == "answers"]
    assert [row["value"] for row in answers] == [2, 3, 1, 2, 0, 1, 0, 1, 1, 1]


def test_no_word_id_or_date_is_in_any_row() -> None:
    said = json.dumps([row for _, row in rows()])
    for secret in (FIRST_WORDS, LAST_WORDS, f'"{SESSION}"', "patient-7f3a", "whats_new"):
        assert secret not in said
    numbers = [n for _, row in rows() for n in row.values() if isinstance(n, (int, float))]
    assert max(numbers) < OPENED / 2, "a point in time would be as large as OPENED"


def test_days_count_from_the_patients_first_session() -> None:
    assert rows()[0][1]["day"] == 0
    assert rows(first=OPENED - 3 * 86400)[0][1]["day"] == 3


def test_the_same_key_gives_the_same_names_and_another_key_others() -> None:
    assert NAMES.patient("p-1") == Pseudonyms(b"a key").patient("p-1")
    assert NAMES.patient("p-1") != Pseudonyms(b"another").patient("p-1")
    assert NAMES.patient("x") != NAMES.session("x")


def test_a_proxys_session_has_no_mood_and_no_consents() -> None:
    proxy = rows(replace(full(), respondents=(Respondent(SESSION, "proxy", OPENED),)))
    assert "moods" not in dict(proxy)
    head = dict(proxy)["sessions"]
    assert (head["who"], head["text_consent"], head["camera_consent"]) == ("proxy", False, False)


def test_every_column_is_documented() -> None:
    listed = set(re.findall(r"`(\w+)`", PAGE.read_text()))
    assert {name for columns in TABLES.values() for name in columns} <= listed
    assert set(TABLES) <= listed
