"""`python -m bench.fusion` on small files, with the shipped models and constants."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.bench.faces import face, votes

ROOT = Path(__file__).resolve().parents[2]
BALLOTS = (votes(sadness=10), votes(neutral=10), votes(happiness=10), votes(surprise=10))
REPLIES = (
    "negative\tI feel awful\nneutral\ttook my pills\npositive\tgreat day\nother\twhat is this\n"
)


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same face twice for each mood: every reading is wrong for three of four."""
    path = tmp_path_factory.mktemp("faces") / "faces.npz"
    noise = np.random.default_rng(1).integers(0, 8, (8, 48, 48))
    pixels = (face() * 0.95 + noise).astype(np.uint8)
    np.savez(path, images=pixels, votes=np.array(BALLOTS * 2, np.uint8))
    return path


def bench(faces: Path, words: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    text = folder / "replies.tsv"
    text.write_text(words, encoding="utf-8")
    line = [sys.executable, "-m", "bench.fusion", "--face", str(faces), "--text", str(text)]
    line += ["--cache", str(faces.parent / "cache"), "--sessions", "40", "--bootstraps", "2"]
    return subprocess.run([*line, *more], cwd=ROOT, capture_output=True, text=True)


def test_json_holds_every_level_kind_and_method(faces: Path, tmp_path: Path) -> None:
    done = bench(faces, REPLIES, tmp_path, "--json", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["synthetic"].startswith("Synthetic")
    kinds = {(r["moods"], r["dependence"], r["attenuation"]) for r in found["compared"]}
    assert len(kinds) == 2 * 3 * 5
    row = found["compared"][0]["turn"]
    assert {"face only", "text only", "equal", "fixed", "quality", "ours"} <= set(row)
    assert row["face only"]["accuracy"][0] < 0.6  # one face for four moods
    assert [one["attenuation"] for one in found["levels"]] == [0, 0.25, 0.5, 0.75, 1]
    assert len(found["goals"]) == 6
    assert [one["attenuation"] for one in found["buttons_only"]] == [0, 0.25, 0.5, 0.75, 1]
    assert found["buttons_only"][0]["log_loss"] > found["buttons_only"][0]["log_loss_prior"]
    assert all("<svg" in path.read_text() for path in (tmp_path / "out").iterdir())


def test_tables_say_that_all_is_synthetic(faces: Path, tmp_path: Path) -> None:
    done = bench(faces, REPLIES, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Synthetic: sessions drawn" in done.stdout
    assert "accuracy per turn" in done.stdout
    assert "sessions answered with buttons only" in done.stdout


def test_a_mood_without_a_reply_is_named(faces: Path, tmp_path: Path) -> None:
    done = bench(faces, REPLIES.replace("other\twhat is this\n", ""), tmp_path)
    assert done.returncode == 1
    assert "There is no reply of the mood other" in done.stderr
