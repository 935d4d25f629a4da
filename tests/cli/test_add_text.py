"""`vultus model add-text` from a Hugging Face folder to scores of the service.

torch and transformers are heavy and in neither of the two environments of `make test`. These tests
therefore run the command as an operator does, with the training environment's Python, where
`make train-env` has made one, and are skipped where not; test_own_models.py tests all that
does without torch.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli.torch_python import DEFAULT
from contract.settings import load_settings
from sentiment.choice import chosen_model, open_model
from tests.cli.hub import hub
from train.measures import softmax

ROOT = Path(__file__).resolve().parent.parent.parent
CLOSED = "http://127.0.0.1:9"
"""The discard port: nobody answers, on a machine with or without network."""
INT8_GAP = 0.1
"""What quantising may cost a probability in networks as small as these."""
LABELS = (
    "--label",
    "LABEL_0=negative",
    "--label",
    "LABEL_1=neutral",
    "--label",
    "LABEL_2=positive",
)

pytestmark = pytest.mark.skipif(not DEFAULT.exists(), reason="`make train-env` has not been run")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small models with drawn weights, made by transformers."""
    folder = tmp_path_factory.mktemp("models")
    maker = ROOT / "tests/cli/tiny_text_models.py"
    subprocess.run([DEFAULT, maker, folder], check=True, capture_output=True)
    return folder


def add(
    data: Path, *words: str, answers: str = "", hub_url: str = CLOSED
) -> subprocess.CompletedProcess[str]:
    """Run the command with `data` as the data folder; `answers` is what is typed."""
    command = [sys.executable, "-m", "cli", "model", "add-text", *words, "--name", "mine"]
    environment = {**os.environ, "VULTUS_DATA": str(data), "HF_ENDPOINT": hub_url}
    return subprocess.run(
        [*command, "--language", "el"],
        cwd=ROOT,
        env=environment,
        input=answers,
        capture_output=True,
        text=True,
        check=False,
    )


def in_torch(folder: Path) -> tuple[list[str], Any]:
    """Texts and their logits as torch found them."""
    made = json.loads((folder / "in_torch.json").read_text("utf-8"))
    return made["texts"], np.array(made["logits"])


def test_a_folder_becomes_the_model_of_its_language_and_meanings_are_asked_for(
    models: Path, tmp_path: Path
) -> None:
    replies = tmp_path / "replies.tsv"
    replies.write_text("negative\tnot good\npositive\tgood\nneutral\tok\n", "utf-8")
    answers = "negative\nsad\nneutral\npositive\n"
    done = add(tmp_path, str(models / "bert"), "--data", str(replies), answers=answers)
    assert done.returncode == 0, done.stderr
    assert "What does LABEL_1 mean" in done.stderr
    printed = re.findall(r"^  (VULTUS_\w+)=(.+)$", done.stdout, re.M)
    settings = load_settings({**dict(printed), "VULTUS_DATA": str(tmp_path)})
    model = open_model(chosen_model(settings), settings)
    assert (model.name, model.card.licence) == ("mine 1", {"weights": "cc-by-4.0"})
    assert list(model.card.moods.values()) == ["negative", "neutral", "positive"]
    assert model.card.metrics["report"]["float32"]["rows"] == 3
    texts, logits = in_torch(models / "bert")
    moods = np.array([model.score(text).mood for text in texts])
    assert moods[:, :3] == pytest.approx(softmax(logits), abs=INT8_GAP)
    assert moods[:, 3].tolist() == [0] * len(texts)


def test_nobody_to_ask_ends_with_what_to_type(models: Path, tmp_path: Path) -> None:
    done = add(tmp_path, str(models / "bert"))
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("Say what each label means: --label LABEL_0=MOOD")
    assert list((tmp_path / "models").iterdir()) == []


def test_xlm_roberta_from_the_hub_without_a_tokenizer_file(models: Path, tmp_path: Path) -> None:
    with hub("somebody/some-model", models / "xlm-r") as hub_url:
        done = add(tmp_path, "somebody/some-model", hub_url=hub_url)
        gone = add(tmp_path / "gone", "somebody/else", hub_url=hub_url)
    assert done.returncode == 0, done.stderr
    absent = "The hub has no public model somebody/else; check the id, or give a folder.\n"
    assert gone.stderr == absent
    model = open_model("mine", load_settings({"VULTUS_DATA": str(tmp_path)}))
    texts, logits = in_torch(models / "xlm-r")
    moods = np.array([model.score(text).mood for text in texts])
    assert moods[:, :3] == pytest.approx(softmax(logits), abs=INT8_GAP)


def test_labels_of_their_own_share_out_one(models: Path, tmp_path: Path) -> None:
    pairs = ("joy=positive", "sadness=negative", "calm=positive", "doubt=other")
    done = add(tmp_path, str(models / "several"), *(w for p in pairs for w in ("--label", p)))
    assert done.returncode == 0, done.stderr
    model = open_model("mine", load_settings({"VULTUS_DATA": str(tmp_path)}))
    texts, logits = in_torch(models / "several")
    yes = 1 / (1 + np.exp(-logits))
    joy, sadness, calm, doubt = (yes / yes.sum(axis=1, keepdims=True)).T
    expected = np.stack([sadness, 0 * joy, joy + calm, doubt], axis=1)
    moods = np.array([model.score(text).mood for text in texts])
    assert moods == pytest.approx(expected, abs=INT8_GAP)


def test_without_network_it_says_so_in_one_sentence(tmp_path: Path) -> None:
    done = add(tmp_path, "somebody/some-model")
    assert done.returncode == 1
    assert re.fullmatch(
        r"The hub cannot be reached \(\w+\), so somebody/some-model was not downloaded; "
        r"give a folder\.\n",
        done.stderr,
    )
    assert list((tmp_path / "models").iterdir()) == []


def test_weights_that_are_not_there_are_named(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "config.json").write_text((models / "bert/config.json").read_text())
    done = add(tmp_path, str(folder), *LABELS)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no file named" in done.stderr


def test_a_file_that_computes_otherwise_than_torch_is_refused(tmp_path: Path) -> None:
    script = """
import sys, torch
from pathlib import Path
from train.export_text import TOLERANCE
from train.ship import export
class Drifts(torch.nn.Module):
    calls = 0
    def forward(self, numbers):
        self.calls += 1
        return torch.softmax(numbers + torch.arange(3.0) * (0.01 * self.calls), dim=1)
axes = {"numbers": {0: "N"}}
export(Drifts(), {"numbers": torch.randn(2, 3)}, axes, Path(sys.argv[1]), tolerance=TOLERANCE)
"""
    words = [str(DEFAULT), "-c", script, str(tmp_path / "drifts.onnx")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.search(r"drifts\.onnx differs from torch by .*, more than 0\.001\.", done.stderr)
