"""`vultus replay` against the running stack: a video, a file of replies, one JSON object."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import cv2
import pytest

from cli.programs import ROOT, environment
from tests.e2e.fake_camera import FPS, HEIGHT, WIDTH, frames
from tests.stack import Stack

ANSWERS = ["1", "Not at all", "2", "several days", "0", "0", "1", "0", "Not at all"]
CHEERFUL = ["We had a lovely family party, I am so happy.", "I feel great and full of joy."]
KEYS = [
    *("mood", "probabilities", "weights", "expressivity", "coverage", "turns", "scores"),
    *("alerts", "report"),
]


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "smile.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (WIDTH, HEIGHT))
    for frame in frames():
        writer.write(frame)
    writer.release()
    return path


def test_a_smile_and_cheerful_words_make_a_positive_session(
    stack: Stack, video: Path, tmp_path: Path
) -> None:
    found = _replay(stack, video, tmp_path, [CHEERFUL[0], *ANSWERS, CHEERFUL[1]])
    assert [key for key in KEYS if key not in found] == []
    assert found["mood"] == "positive"
    assert found["weights"]["face"] + found["weights"]["text"] == pytest.approx(1)
    assert found["coverage"]["faces"] > 30
    assert [score["total"] for score in found["scores"]] == [5]
    assert found["alerts"] == []
    with browser().open(found["report"]) as page:
        text = page.read().decode()
    assert "PHQ-9: 5 of 27" in text
    assert "There is an estimate" in text


def test_a_risk_answer_comes_first_in_the_report(stack: Stack, video: Path, tmp_path: Path) -> None:
    lines = ["It was a long week.", *ANSWERS[:8], "Several days", "That is all."]
    found = _replay(stack, video, tmp_path, lines)
    assert [alert["item"] for alert in found["alerts"]] == ["phq9_9"]
    with browser().open(found["report"]) as page:
        text = page.read().decode()
    assert 0 < text.index("item 9") < text.index("PHQ-9: 6 of 27")


def browser() -> urllib.request.OpenerDirector:
    """One that keeps cookies, as the report's link signs in."""
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor())


def _replay(stack: Stack, video: Path, folder: Path, lines: list[str]) -> dict[str, Any]:
    replies = folder / "replies.txt"
    replies.write_text("\n".join(lines))
    files = ("--video", str(video), "--replies", str(replies), "--questionnaire", "phq9")
    done = subprocess.run(
        [sys.executable, "-m", "cli", "replay", *files, "--json"],
        cwd=ROOT,
        env=environment(stack.settings),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found
