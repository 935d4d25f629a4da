"""The class activation is what the shipped network itself pools; other networks must export one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from models.activation import open_with_activation
from models.card import ACTIVATION, FOLDER, Card, ModelError, load_card, open_session
from models.graph import nodes, with_output

NAME = "face-mini-xception"


def node(operation: str, inputs: list[str], output: str) -> bytes:
    """A protobuf fragment that appends one operation to a model's graph."""

    def part(number: int, content: bytes) -> bytes:
        return bytes((number << 3 | 2, len(content))) + content

    names = b"".join(part(1, name.encode()) for name in inputs)
    made = names + part(2, output.encode()) + part(4, operation.encode())
    return part(7, part(1, made))


def changed(folder: Path, weights: bytes) -> Card:
    """The shipped card for other weights, in a folder of the test's."""
    card = load_card(NAME)
    (folder / card.file).write_bytes(weights)
    return replace(card, sha256=hashlib.sha256(weights).hexdigest())


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return (FOLDER / load_card(NAME).file).read_bytes()


@pytest.fixture(scope="module")
def pooled() -> str:
    """The name of what the shipped network pools."""
    return open_with_activation(load_card(NAME))[1]


def test_the_mean_of_each_map_is_the_logit_behind_the_probability() -> None:
    card = load_card(NAME)
    session, maps = open_with_activation(card)
    faces = np.random.default_rng(1).uniform(0, 255, (16, 1, 48, 48)).astype(np.float32)
    probabilities, activation = session.run([card.output, maps], {card.input[0].name: faces})
    logits = activation.mean(axis=(2, 3))
    pairs = [logits - logits[:, :1], np.log(probabilities) - np.log(probabilities[:, :1])]
    (ours,), (theirs,) = ([one[:, 1:].ravel().astype(np.float64)] for one in pairs)
    temperature = (ours @ ours) / (ours @ theirs)
    assert ours == pytest.approx(theirs * temperature, abs=2e-3)


def test_the_extra_output_does_not_change_the_probabilities(shipped: bytes, pooled: str) -> None:
    card = load_card(NAME)
    faces = {card.input[0].name: np.full((2, 1, 48, 48), 90, np.float32)}
    plain = open_session(card).run([card.output], faces)[0]
    options = {"providers": ["CPUExecutionProvider"]}
    extended = onnxruntime.InferenceSession(with_output(shipped, pooled), **options)
    assert extended.run([card.output], faces)[0] == pytest.approx(plain, abs=1e-6)


def test_operations_are_read_in_order(shipped: bytes) -> None:
    steps = [step for step in nodes(shipped) if step.operation != "Constant"]
    assert steps[-1].operation == "Softmax" and steps[-1].outputs == ("probabilities",)
    assert sum(step.operation == "Conv" for step in steps) > 6


def test_a_network_that_exports_its_activation_is_taken_at_its_word(
    tmp_path: Path, shipped: bytes, pooled: str
) -> None:
    own = with_output(shipped + node("Identity", [pooled], ACTIVATION), ACTIVATION)
    card = changed(tmp_path, own)
    assert open_session(card, folder=tmp_path).get_outputs()[0].name == card.output
    assert open_with_activation(card, tmp_path)[1] == ACTIVATION


def test_layers_after_the_pooling_are_refused(tmp_path: Path, shipped: bytes) -> None:
    card = changed(tmp_path, shipped + node("Relu", ["probabilities"], "more"))
    with pytest.raises(ModelError, match="goes on with Relu after its pooling"):
        open_with_activation(card, tmp_path)


def test_any_other_second_output_is_refused(tmp_path: Path, shipped: bytes, pooled: str) -> None:
    card = changed(tmp_path, with_output(shipped, pooled))
    with pytest.raises(ModelError, match="has outputs"):
        open_session(card, folder=tmp_path)
