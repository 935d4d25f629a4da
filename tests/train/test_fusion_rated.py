"""The constants move a little towards one's own rated sessions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from contract.messages import MOODS, Answer, Rating, Respondent
from contract.wire import to_json
from fusion.labels import RATED, bare
from tests.fusion.sessions import GLAD, LIVELY, SAD, SHIPPED, session
from train.fusion_rated import as_sessions, fit_rated


def test_sessions_in_which_the_words_were_right_lower_the_trust_in_the_face(tmp_path: Path) -> None:
    record = session([SAD] * 4, [GLAD] * 4, LIVELY)
    rated = replace(record, answers=(Answer("s", "daily_checkin", "1", RATED, 1, 0.0, "m"),))
    path = tmp_path / "own.jsonl"
    path.write_text((json.dumps(to_json(rated)) + "\n") * 30, encoding="utf-8")
    constants, made = fit_rated(path, SHIPPED.constants)
    assert made["sessions"] == 30
    assert made["log_loss"] < made["log_loss_before"]
    assert constants.a_face < SHIPPED.constants.a_face


def test_a_file_without_a_rating_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps(to_json(session([SAD], [GLAD]))) + "\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no session with a label"):
        fit_rated(path, SHIPPED.constants)


def test_blind_and_self_ratings_are_labels_and_later_ones_are_not() -> None:
    record = session([SAD] * 4, [GLAD] * 4, LIVELY)
    own = Answer("s", "daily_checkin", "1", RATED, 1, 0.0, "m")
    blind = Rating("s", "u-1", "A. Doctor", "positive", True, 5.0)
    after = Rating("s", "u-2", "B. Doctor", "other", False, 6.0)
    rated = replace(record, answers=(own,), ratings=(blind, after))
    made = as_sessions([rated], SHIPPED.constants)
    assert [MOODS[mood] for mood in made.mood] == ["negative", "positive"]
    by_proxy = replace(rated, respondents=(Respondent("s", "proxy", 0.0),))
    assert [MOODS[mood] for mood in as_sessions([by_proxy], SHIPPED.constants).mood] == ["positive"]


def test_the_fit_needs_nothing_that_was_taken_out_of_a_bare_record() -> None:
    record = session([SAD] * 4, [GLAD] * 4, LIVELY)
    own = Answer("s", "daily_checkin", "1", RATED, 1, 0.0, "m")
    rated = replace(record, answers=(own,))
    whole, stripped = (as_sessions([one], SHIPPED.constants) for one in (rated, bare(rated, "1")))
    for name, values in vars(whole).items():
        np.testing.assert_allclose(values, getattr(stripped, name), err_msg=name)
