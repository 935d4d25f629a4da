"""Figures go into a card with the command and the weights they belong to, and fall with those."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bench.cannot_measure import CannotMeasure
from bench.face_card import PAGES, face_metrics, measured, record, record_section
from bench.face_pages import face_cards, side_by_side, write_pages
from models.card import FOLDER, load_card
from vision.emotion import MODEL


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of the face model's card and weights, free to write in."""
    for ending in ("json", "onnx"):
        shutil.copy(FOLDER / f"{MODEL}.{ending}", tmp_path)
    return tmp_path


def found(models: Path) -> dict[str, Any]:
    """What `bench.face` would say of these weights, in little."""
    card = load_card(MODEL, models)
    return {
        "commit": "abc1234",
        "model": {"name": MODEL, "sha256": card.sha256},
        "data": {"file": "faces.npz", "sha256": "0", "part": "report", "missing": []},
        "all": {"rows": 3},
        "with_near_duplicates": {"rows": 4},
        "robustness": {},
        "no_face": {},
    }


def test_a_card_names_the_command_the_commit_and_the_file_without_its_folder(models: Path) -> None:
    said = found(models)
    record(load_card(MODEL, models), face_metrics(said, models / "far" / "faces.npz"), models)
    metrics = load_card(MODEL, models).metrics
    assert metrics["command"] == (
        f"python -m bench.face --data faces.npz --model {MODEL} --part report --card"
    )
    assert (metrics["commit"], metrics["report"]["rows"]) == ("abc1234", 3)
    assert str(models) not in json.dumps(metrics)


def test_the_rest_of_the_card_stays_as_it_was(models: Path) -> None:
    before = json.loads((models / f"{MODEL}.json").read_text())
    record(load_card(MODEL, models), face_metrics(found(models), Path("faces.npz")), models)
    after = json.loads((models / f"{MODEL}.json").read_text())
    assert after["metrics"]["temperature"] == before["metrics"]["temperature"]
    assert {**after, "metrics": 0} == {**before, "metrics": 0}


def test_a_section_stays_with_its_weights_and_falls_with_them(models: Path) -> None:
    figures = face_metrics(found(models), Path("faces.npz"))
    record(load_card(MODEL, models), figures, models)
    record_section(load_card(MODEL, models), "shift", {"rows": 5}, models)
    record(load_card(MODEL, models), figures, models)
    assert load_card(MODEL, models).metrics["shift"]["rows"] == 5

    path = models / f"{MODEL}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"sha256": "0" * 64}))
    record(load_card(MODEL, models), figures | {"sha256": "0" * 64}, models)
    assert "shift" not in load_card(MODEL, models).metrics


def test_figures_of_other_weights_are_no_figures(models: Path) -> None:
    path = models / f"{MODEL}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"sha256": "0" * 64}))
    with pytest.raises(CannotMeasure, match="no figures of these weights"):
        measured(load_card(MODEL, models))
    assert face_cards(models) == []


def test_every_face_models_page_is_what_its_card_says(tmp_path: Path) -> None:
    write_pages(FOLDER, tmp_path)
    written = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert set(written) >= {f"{MODEL}.md", "faces.md"}
    assert {name: (PAGES / name).read_text() for name in written} == written


def test_models_stand_side_by_side() -> None:
    card = load_card(MODEL)
    page = side_by_side([card, card])
    accuracy = f"{card.metrics['report']['emotion']['accuracy']:.3f}"
    assert f"| accuracy, 8 emotions | {accuracy} | {accuracy} |" in page
