"""A text model over many replies, one at a time, and the same model with other weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
from rich.console import Console
from rich.progress import track

from bench.cannot_measure import CannotMeasure
from sentiment.mood import TextModel
from train.measures import Floats


def probabilities(model: TextModel, texts: Sequence[str], what: str) -> Floats:
    """[N, 4] probabilities in the order of MOODS; progress goes to stderr under the name `what`."""
    screen = Console(stderr=True)
    bar = track(texts, description=what, console=screen, transient=True)
    return np.array([model.score(text).mood for text in bar])


def with_weights(model: TextModel, path: Path) -> TextModel:
    """The model with the weights of another file, such as those before quantising."""
    if not path.is_file():
        raise CannotMeasure(f"There is no file {path}.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as fault:  # onnxruntime raises classes of its own for every kind of damage
        raise CannotMeasure(f"{path} cannot be read as ONNX: {fault}") from None
    if _shape(session) != _shape(model.session):
        raise CannotMeasure(
            f"{path} has inputs and outputs {_shape(session)}, "
            f"{model.card.name} has {_shape(model.session)}: it is another model."
        )
    return replace(model, session=session)


def _shape(session: onnxruntime.InferenceSession) -> tuple[list[str], list[object]]:
    """Names of the inputs; name and last axis of the outputs."""
    outputs = [(one.name, one.shape[-1]) for one in session.get_outputs()]
    return [one.name for one in session.get_inputs()], list(outputs)
