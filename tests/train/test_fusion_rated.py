"""The constants move a little towards one's own rated sessions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from contract.messages import Answer
from contract.wire import to_json
from tests.fusion.sessions import GLAD, LIVELY, SAD, SHIPPED, session
from train.fusion_rated import RATED, fit_rated


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
    with pytest.raises(SystemExit, match="no session with an answer to daily_checkin_mood"):
        fit_rated(path, SHIPPED.constants)
