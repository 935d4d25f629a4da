"""`python -m bench.face` on a small file, with the shipped model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.faces import write_faces

ROOT = Path(__file__).resolve().parents[2]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.face", *arguments], cwd=ROOT, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_faces(tmp_path_factory.mktemp("faces") / "faces.npz", columns=("leak",))


def test_json_holds_every_figure_and_the_pictures_are_drawn(data: Path, tmp_path: Path) -> None:
    done = bench("--data", str(data), "--out", str(tmp_path), "--robustness", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["data"]["missing"] == ["split", "fer_label"]
    assert not found["data"]["trained_the_model"]
    assert found["all"]["emotion"]["classes"]["happiness"]["recall"] == 1  # she smiles
    assert found["without_near_duplicates"]["rows_measured"] == 4
    assert found["robustness"]["24 pixels"]["rows"] == 5
    assert sorted(found["pictures"]) == sorted(path.name for path in tmp_path.iterdir())
    assert all("<svg" in path.read_text() for path in tmp_path.iterdir())


def test_tables_say_what_is_missing(data: Path) -> None:
    done = bench("--data", str(data))
    assert done.returncode == 0, done.stderr
    assert "lacks split, fer_label" in " ".join(done.stdout.split())
    assert "weighted F1, 4 moods" in done.stdout


def test_an_unknown_model_is_refused_in_one_sentence(data: Path) -> None:
    done = bench("--data", str(data), "--model", "nobody")
    assert done.returncode == 1
    assert done.stderr.startswith("No card models/nobody.json.") and done.stderr.count("\n") == 1


def test_a_card_takes_only_rows_that_chose_and_fitted_nothing(data: Path) -> None:
    done = bench("--data", str(data), "--card")
    assert done.returncode == 1 and "--part report" in done.stderr


def test_a_part_of_a_file_that_did_not_train_the_model_is_refused(data: Path) -> None:
    done = bench("--data", str(data), "--part", "report")
    assert done.returncode == 1 and "did not train" in done.stderr
