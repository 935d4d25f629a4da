"""An exported model becomes a model of the operator's: card, figures, files, no repository.

What torch would have exported is stood for by the shipped model's own files, so that this part is
tested where torch is not; tests/cli/test_add_text.py has the rest.
"""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cli.__main__ import main
from cli.own_models import OwnModels, assemble
from contract.messages import MOODS
from contract.settings import load_settings
from models.card import FOLDER, Card, ModelError, load_card
from models.source import Source
from sentiment.choice import open_model
from train.exported import FLOAT32, INT8, TOKENIZER, Exported, read_report, write_report
from train.own_card import own_card

FOUND = Exported(30522, 22_700_000, 128, torch_gap=1e-7, int8_gap=0.0213, probes=7)
REPLIES = "negative\tI feel hopeless.\npositive\tWhat a lovely day!\nneutral\tok\n"


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    for name in (INT8, FLOAT32):
        shutil.copy(FOLDER / "text-minilm.onnx", folder / name)
    shutil.copy(FOLDER / "text-minilm.tokenizer.json", folder / TOKENIZER)
    return folder


def added(data: Path, exported: Path, replies: Path | None = None, **source: Any) -> Card:
    """The model `mine`, for English, kept under `data`."""
    own = OwnModels(data)
    made = {"labels": MOODS, "independent": False, "licence": "mit", **source}
    moods: dict[str, str] = dict(zip(MOODS, MOODS, strict=True))
    words = partial(own_card, "mine", "en", "vultus ...", Source(exported, **made), moods, FOUND)
    with own.draft() as draft:
        card = assemble("mine", draft, exported, words, replies)
        own.keep("mine", draft)
    return card


def test_it_scores_from_the_data_folder_as_its_card_says(tmp_path: Path, exported: Path) -> None:
    card = added(tmp_path, exported)
    model = open_model("mine", load_settings({"VULTUS_DATA": str(tmp_path)}))
    assert model.card == card == load_card("mine", tmp_path / "models")
    mood = model.score("I feel hopeless and so sad.").mood
    assert MOODS[mood.index(max(mood))] == "negative"


def test_nothing_but_its_three_files_is_left(tmp_path: Path, exported: Path) -> None:
    added(tmp_path, exported)
    left = sorted(path.name for path in (tmp_path / "models").iterdir())
    assert left == ["mine.json", "mine.onnx", "mine.tokenizer.json"]


def test_a_name_in_use_is_refused(tmp_path: Path, exported: Path) -> None:
    added(tmp_path, exported)
    for name in ("mine", "text-minilm"):
        with pytest.raises(ModelError, match=f"There is a model {name} in .*another --name"):
            OwnModels(tmp_path).check_free(name)
    OwnModels(tmp_path).check_free("another")


def test_the_card_has_the_benchs_figures(tmp_path: Path, exported: Path) -> None:
    replies = tmp_path / "replies.tsv"
    replies.write_text(REPLIES, "utf-8")
    report = added(tmp_path, exported, replies).metrics["report"]
    assert report["data"]["rows"] == report["int8"]["rows"] == 3
    assert report["int8"] == report["float32"]
    assert report["speed"]["ms_median"] > 0


def test_unmeasured_is_said_first_and_the_rest_is_told(tmp_path: Path, exported: Path) -> None:
    card = added(tmp_path, exported, independent=True)
    assert card.metrics["report"] is None
    assert card.not_measured[0] == "everything: it was added without --data"
    assert "any language but en" in card.not_measured
    assert card.licence == {"weights": "mit"}
    assert any("independent" in failure for failure in card.known_failures)
    assert "diagnosis" in card.must_not_be_used_for[0]


def test_a_mood_that_no_label_means_is_a_known_failure() -> None:
    source = Source(Path("x"), ("NEG", "POS"), False, "mit")
    moods = {"NEG": "negative", "POS": "positive"}
    words = own_card("mine", "el", "vultus ...", source, moods, FOUND, None)
    assert "it never says neutral or other: no label means that" in words["known_failures"]


def test_a_report_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_report(tmp_path, FOUND)
    assert read_report(tmp_path) == FOUND


def said(*words: str) -> str:
    """What `vultus model add-text` says when it ends with an error."""
    with pytest.raises(SystemExit) as end:
        main(["model", "add-text", *words])
    assert isinstance(end.value.code, str)
    return end.value.code


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VULTUS_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_without_torch_it_says_what_to_do(own_data: Path, tmp_path: Path) -> None:
    words = (str(tmp_path), "--name", "mine", "--language", "el", "--python")
    absent = said(*words, str(tmp_path / "python"))
    assert absent.startswith(f"There is no {tmp_path / 'python'}: run `make train-env` first, or")
    bare = tmp_path / "bare"
    bare.write_text('#!/bin/sh\nshift 2\necho "$@"\n')
    bare.chmod(0o755)
    assert "lacks torch, transformers, tokenizers, onnx, onnxruntime: run" in said(
        *words, str(bare)
    )
    assert not own_data.exists()


def test_mistakes_are_known_before_anything_is_exported(own_data: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text("happy\tHello\n")
    good = ("--name", "mine", "--language", "el")
    assert "line 1: unknown label 'happy'" in said("x", *good, "--data", str(bad))
    assert "'Greek!=mine', not LANGUAGE=NAME" in said("x", "--name", "mine", "--language", "Greek!")
    taken = said("x", "--name", "text-minilm", "--language", "en")
    assert "There is a model text-minilm in" in taken
    assert not own_data.exists()


def test_a_card_is_written_as_text_that_people_can_read(tmp_path: Path, exported: Path) -> None:
    added(tmp_path, exported)
    text = (tmp_path / "models" / "mine.json").read_text("utf-8")
    assert json.loads(text)["name"] == "mine" and text.count("\n") > 40
