"""Opens a text model so that it also gives out its words as a lower layer has them.

The last layer of a model that learned moods has kept little of what else words mean: of 170
phrasings that say how often, its mean is nearest to the right option's words for 122, that of the
second layer for 149 (docs/decisions.md). The file stays as it is, and so do its scores.
"""

from __future__ import annotations

from pathlib import Path

import onnxruntime

from models.card import FOLDER, Card, open_session
from models.graph import nodes, with_output

LAYER = 2
_NORMS_BEFORE, _NORMS_A_LAYER = 1, 2
"""Layer normalisations: one after the embeddings, then one after each half of a layer."""


def open_with_words(
    card: Card, threads: int = 1, folder: Path = FOLDER
) -> tuple[onnxruntime.InferenceSession, str | None]:
    """The verified weights, and the name of the output [N, T, width] that holds the words; None
    for a network in which no such layer is found."""
    plain = open_session(card, threads, folder)
    weights = card.verified_file(folder).read_bytes()
    norms = [step for step in nodes(weights) if step.operation == "LayerNormalization"]
    place = _NORMS_BEFORE + _NORMS_A_LAYER * LAYER - 1
    if len(norms) <= place:
        return plain, None
    name = norms[place].outputs[0]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(
        with_output(weights, name), options, providers=["CPUExecutionProvider"]
    )
    shape = next(one.shape for one in session.get_outputs() if one.name == name)
    return (session, name) if len(shape) == 3 and isinstance(shape[2], int) else (plain, None)
