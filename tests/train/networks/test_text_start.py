"""A training that goes on from a shipped text file starts where that file stands."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from models.card import FOLDER, load_card
from train.measures import softmax
from train.minilm import MoodReader, load_tokenizer
from train.replies import MOODS, Replies
from train.text_figures import NO_LABELS, score
from train.text_start import blended, start_from
from train.text_training import logits_of

SHIPPED = FOLDER / "text-minilm.onnx"
SAID = ("I feel wonderful today", "hands shaking all night", "took my tablets at 8", "why?")


def test_the_shipped_file_is_read_back() -> None:
    network, tokenizer = MoodReader(len(MOODS)), load_tokenizer(64)
    start_from(SHIPPED, network)
    session = onnxruntime.InferenceSession(str(SHIPPED), providers=["CPUExecutionProvider"])
    replies = [Replies((text,), *NO_LABELS) for text in SAID]
    logits = np.concatenate([logits_of(network, one, tokenizer, "cpu") for one in replies])
    temperature = load_card("text-minilm").metrics["temperature"]
    expected = np.concatenate([score(session, tokenizer, one) for one in replies])
    assert np.abs(softmax(logits / temperature) - expected).mean() < 0.05
    assert (logits.argmax(axis=1) == expected.argmax(axis=1)).all()


def test_a_file_of_another_network_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"face-mini-xception\.onnx is no file of this network"):
        start_from(Path("models/face-mini-xception.onnx"), MoodReader(len(MOODS)))


def test_a_blend_lies_between_the_old_weights_and_the_new() -> None:
    old, new = {"a": torch.tensor([0.0, 2.0])}, {"a": torch.tensor([1.0, 0.0])}
    assert blended(old, new, 0.75)["a"].tolist() == [0.75, 0.5]


def test_the_lowest_layers_can_stand_still() -> None:
    network = MoodReader(len(MOODS))
    network.hold_still(0)
    assert all(one.requires_grad for one in network.parameters())
    network.hold_still(2)
    moving = {name for name, one in network.named_parameters() if one.requires_grad}
    assert not any("embeddings" in name or "layer.1." in name for name in moving)
    assert any("layer.2." in name for name in moving)
