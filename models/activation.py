"""Where a face model looked: opens it so that it also gives its class activation.

For a network that ends in convolution, global average pooling and softmax this is exact: what is
pooled holds one map for each label, and the mean of a label's map is its logit (Zhou et al.,
2016). A network that ends otherwise must export maps of its own, such as Grad-CAM's, as an output
named `activation`, [N, labels, height, width].
"""

from __future__ import annotations

from pathlib import Path

import onnxruntime

from models.card import ACTIVATION, FOLDER, Card, ModelError
from models.graph import Node, nodes, with_output

_POOLS = frozenset({"ReduceMean", "GlobalAveragePool"})
_AFTER = frozenset({"Constant", "Flatten", "Reshape", "Squeeze", "Cast", "Div", "Mul", "Softmax"})
"""What may follow the pooling: it changes every label's logit alike."""


def open_with_activation(
    card: Card, folder: Path = FOLDER
) -> tuple[onnxruntime.InferenceSession, str]:
    """The verified weights on one thread, and the name of the output that holds the activation.

    Raises ModelError when the network has no exact class activation and exports none.
    """
    weights = card.verified_file(folder).read_bytes()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    if ACTIVATION in [one.name for one in session.get_outputs()]:
        return session, ACTIVATION
    pooled = _pooled(nodes(weights), card)
    session = onnxruntime.InferenceSession(
        with_output(weights, pooled), options, providers=["CPUExecutionProvider"]
    )
    maps = next(one for one in session.get_outputs() if one.name == pooled)
    if len(maps.shape) != 4 or maps.shape[1] != len(card.labels):
        raise _none(card, f"pools {maps.shape}")
    return session, pooled


def _pooled(steps: tuple[Node, ...], card: Card) -> str:
    """The tensor that the last pooling takes, if nothing after it mixes the labels."""
    places = [place for place, step in enumerate(steps) if step.operation in _POOLS]
    if not places:
        raise _none(card, "has no global average pooling")
    after = {step.operation for step in steps[places[-1] + 1 :]} - _AFTER
    if after:
        raise _none(card, f"goes on with {', '.join(sorted(after))} after its pooling")
    return steps[places[-1]].inputs[0]


def _none(card: Card, why: str) -> ModelError:
    return ModelError(
        f"{card.name} has no class activation: it {why}. Export an output named {ACTIVATION}, "
        "[N, labels, height, width], beside its probabilities."
    )
