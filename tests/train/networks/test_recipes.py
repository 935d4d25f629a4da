"""The recipes run from a file of faces to a model that the service takes, and shipped weights
are those of the network that train/ builds."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from models.card import FOLDER, load_card, open_session
from tests.train.networks.drawn import write
from train import emotion, fer2013
from train.emotion import SHIPPED
from train.face_networks import make
from train.faces import LABELS
from train.shipped_face import folded, shipped

SHORT = ["--epochs", "1", "--batch", "16", "--settle", "32"]


def run(module: object, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr("sys.argv", ["train", *words])
    module.main()  # type: ignore[attr-defined]


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    faces = ["--data", str(write(tmp_path / "faces.npz", 120))]
    return [*faces, "--models", str(tmp_path), "--checkpoints", str(tmp_path), *SHORT]


def test_drafts_come_first_in_the_card_of_what_learned_from_them(
    tmp_path: Path, data: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = [*data, "--width", "8"]
    run(emotion, monkeypatch, *narrow, "--network", "residual", "--draft", "teacher")
    run(emotion, monkeypatch, *narrow, "--draft", "first")
    assert not list(tmp_path.glob("*.onnx"))
    taught = ["--teacher", "teacher", "--start", "first", "--worse", "0.5", "--half"]
    run(emotion, monkeypatch, *narrow, *taught)
    card = load_card("face-mini-xception", tmp_path)
    steps = card.training.command.split(" && ")
    assert [step.split(" --")[1] for step in steps] == ["draft teacher", "draft first", "half"]
    assert str(tmp_path) not in card.training.command
    scores = open_session(card, folder=tmp_path).run(
        None, {"face": np.full((2, 1, 48, 48), 90, np.float32)}
    )[0]
    assert scores.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_a_teacher_without_a_name_is_refused(
    data: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="name it with --draft"):
        run(emotion, monkeypatch, *data, "--network", "residual")


def test_cbam_is_shipped_with_its_attention(
    tmp_path: Path, data: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(emotion, monkeypatch, *data, "--network", "cbam", "--width", "8")
    session = open_session(load_card("face-cbam", tmp_path), folder=tmp_path)
    assert [one.name for one in session.get_outputs()] == ["probabilities", "activation"]


def test_fer2013_prints_its_seven_labels(
    tmp_path: Path,
    data: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = [*data[:2], *SHORT, "--width", "8", "--checkpoint", str(tmp_path / "fer.pt")]
    run(fer2013, monkeypatch, *words)
    found = json.loads("{" + capsys.readouterr().out.split("\n{", 1)[1])
    assert set(found["report"]["f1"]) == set(fer2013.LABELS)
    assert 0 <= found["report"]["accuracy_7"] <= 1


@pytest.mark.parametrize("kind", SHIPPED)
def test_shipped_weights_compute_the_same_in_torch(kind: str) -> None:
    card = load_card(SHIPPED[kind])
    weights = stored_weights(FOLDER / card.file)
    network = make(kind, len(LABELS), len(weights[first(weights)]), 0.0)
    whole = shipped(folded(network), card.metrics["temperature"])
    whole.load_state_dict(weights)
    faces = np.random.default_rng(3).uniform(0, 255, (8, 1, 48, 48)).astype(np.float32)
    expected = whole.eval()(torch.from_numpy(faces))
    expected = expected[0] if isinstance(expected, tuple) else expected
    found = open_session(card).run([card.output], {"face": faces})[0]
    assert np.abs(found - expected.detach().numpy()).max() < 1e-4


def first(weights: dict[str, torch.Tensor]) -> str:
    """The first convolution's name; its outputs are the network's width."""
    return next(name for name in weights if name.endswith("0.weight"))


def stored_weights(path: Path) -> dict[str, torch.Tensor]:
    """The file's weights by their names in torch, as float32."""
    found = {}
    for weight in onnx.load(path).graph.initializer:
        name = weight.name.removesuffix(".half")
        if name.startswith("network."):
            found[name] = torch.from_numpy(
                onnx.numpy_helper.to_array(weight).astype(np.float32).copy()
            )
    return found
