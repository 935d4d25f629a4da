"""`python -m bench.text`: figures that agree with counts by hand, and errors that name the line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.cannot_measure import CannotMeasure
from bench.text_figures import lexicon_figures, model_figures
from bench.text_reader import with_weights
from bench.text_rows import read_text_rows
from bench.text_speed import TOKENS, replies_of, speed
from bench.vader import mood_of, vader_moods
from contract.messages import MOODS
from models.card import FOLDER
from sentiment.mood import TextModel

ROOT = Path(__file__).resolve().parent.parent.parent
REPLIES = """\
negative\tI feel hopeless and so sad today.
positive\tWhat a lovely morning, I am thankful.
neutral\tI took my tablets at eight.

other\tWhat do you mean by that?
"""


@pytest.fixture(scope="module")
def model() -> TextModel:
    return TextModel.load()


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    path = tmp_path / "replies.tsv"
    path.write_text(REPLIES, "utf-8")
    return path


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench.text", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_rows_are_read_in_order_and_blank_lines_passed_over(replies: Path) -> None:
    rows = read_text_rows(replies)
    assert [MOODS[place] for place in rows.truth] == ["negative", "positive", "neutral", "other"]
    assert rows.texts[3] == "What do you mean by that?"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (b"neutral\tok\nhappy\tgood\n", "line 2: unknown label 'happy'. Known: negative, neutral,"),
        (b"neutral ok\n", "line 1: no tab between label and text."),
        (b"neutral\tok\n\nother\t \n", "line 3: no text after the label."),
        (b"\n\n", "has no rows: write one reply a line, mood, tab, text."),
        (b"neutral\t\xff\n", "cannot be read as UTF-8 text"),
    ],
)
def test_a_bad_file_is_refused_by_line(tmp_path: Path, lines: bytes, fault: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_bytes(lines)
    with pytest.raises(CannotMeasure) as caught:
        read_text_rows(path)
    assert fault in caught.value.text and "bad.tsv" in caught.value.text


def test_swapped_columns_do_not_print_the_reply(tmp_path: Path) -> None:
    path = tmp_path / "swapped.tsv"
    path.write_text("My hands shake\tnegative\n", "utf-8")
    with pytest.raises(CannotMeasure) as caught:
        read_text_rows(path)
    assert "line 1: unknown label of several words." in caught.value.text
    assert "shake" not in caught.value.text


def test_figures_agree_with_counts_by_hand() -> None:
    truth = np.array([0, 0, 1, 2])
    probabilities = np.eye(4)[[0, 1, 1, 2]]
    found = model_figures(probabilities, truth)
    assert found["accuracy"] == 0.75
    assert found["macro_f1"] == pytest.approx((2 / 3 + 2 / 3 + 1 + 0) / 4, abs=1e-4)
    assert found["ece"] == 0.25
    assert found["confusion"] == [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]
    assert found["classes"]["negative"]["recall"] == 0.5
    assert found["classes"]["other"]["recall"] is None


def test_a_lexicon_has_no_calibration() -> None:
    truth = np.array([0, 0, 1, 2])
    model = model_figures(np.eye(4)[[0, 1, 1, 2]], truth)
    found = lexicon_figures(np.array([0, 1, 1, 2]), truth)
    assert found["ece"] is None and found["classes"]["negative"]["average_precision"] is None
    assert {found[key] == model[key] for key in ("accuracy", "macro_f1", "confusion")} == {True}


@given(st.floats(-1, 1))
def test_vader_uses_its_authors_thresholds_and_never_other(compound: float) -> None:
    expected = "positive" if compound >= 0.05 else "negative" if compound <= -0.05 else "neutral"
    assert MOODS[mood_of(compound)] == expected


def test_vader_reads_feeling_words() -> None:
    texts = ["I am happy", "I am sad", "It is Tuesday"]
    assert [MOODS[one] for one in vader_moods(texts)] == ["positive", "negative", "neutral"]


def test_speed_is_measured_on_replies_of_twenty_tokens(model: TextModel) -> None:
    texts = ["good", "I slept badly and my hands shook."]
    replies = replies_of(model, texts)
    lengths = [model.score(next(replies)).tokens for _ in range(5)]
    assert all(TOKENS <= length < TOKENS + 4 for length in lengths)
    found = speed(model, texts)
    assert 0 < found["ms_median"] <= found["ms_p95"]


def test_other_weights_must_fit_the_model(model: TextModel) -> None:
    same = with_weights(model, FOLDER / model.card.file)
    assert same.score("I am glad.") == model.score("I am glad.")
    with pytest.raises(CannotMeasure, match="it is another model"):
        with_weights(model, FOLDER / "face-mini-xception.onnx")
    with pytest.raises(CannotMeasure, match="cannot be read as ONNX"):
        with_weights(model, FOLDER / "text-minilm.json")


def test_the_command_prints_one_object_and_draws(replies: Path, tmp_path: Path) -> None:
    weights = str(FOLDER / "text-minilm.onnx")
    out = tmp_path / "pictures"
    words = ["--data", str(replies), "--out", str(out), "--float32", weights, "--json"]
    done = bench(*words)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["data"]["rows"] == 4 and found["model"]["name"] == "text-minilm"
    assert found["float32"] == found["int8"]
    assert found["vader"]["classes"]["other"]["recall"] == 0
    assert {path.name for path in out.iterdir()} == set(found["pictures"])


def test_the_command_says_in_one_line_what_is_wrong(replies: Path, tmp_path: Path) -> None:
    gone = bench("--data", str(tmp_path / "gone.tsv"))
    assert (gone.returncode, gone.stderr) == (1, f"There is no file {tmp_path / 'gone.tsv'}.\n")
    unknown = bench("--data", str(replies), "--model", "nothing")
    assert unknown.stderr.startswith("No card models/nothing.json. Known: ")
    assert unknown.stderr.count("\n") == 1
