"""From a trained network to a file in models/ and its card."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.card import ACTIVATION
from train.write_card import sha256, write_card

__all__ = ["export", "parity", "quantise", "sha256", "write_card"]

OPSET = 17
TOLERANCE = 1e-4


def export(
    module: nn.Module,
    inputs: dict[str, Tensor],
    varying: dict[str, Any],
    to: Path,
    half: bool = False,
    tolerance: float = TOLERANCE,
) -> None:
    """Write `module` as ONNX with the output `probabilities`; refuse one that computes otherwise.

    A second output of it is called `activation` (models/activation.py).
    `varying` names the axes of each input that may have any length; `half` stores the weights,
    which float16 must be able to hold, in half the size.
    """
    module.eval()
    names = ["probabilities", ACTIVATION][: len(outputs_of(module, inputs))]
    to.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter warns of its own retirement
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(to),
            dynamo=False,
            opset_version=OPSET,
            input_names=list(inputs),
            output_names=names,
            dynamic_axes={**varying, **{name: {0: "N"} for name in names}},
        )
    if half:
        store_half(to)
    gap = parity(module, inputs, to)
    if not gap <= tolerance:
        raise SystemExit(f"{to} differs from torch by {gap:.2g}, more than {tolerance:g}.")


def store_half(path: Path) -> None:
    """Keep the file's weights as float16, each cast back to float32 where it is used."""
    model = onnx.load(path)
    casts = []
    for weight in model.graph.initializer:
        if weight.data_type == onnx.TensorProto.FLOAT and weight.dims:
            kept, name = onnx.numpy_helper.to_array(weight).astype(np.float16), weight.name
            weight.CopyFrom(onnx.numpy_helper.from_array(kept, f"{name}.half"))
            casts.append(
                onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT)
            )
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, path)


@torch.no_grad()
def parity(module: nn.Module, inputs: dict[str, Tensor], path: Path) -> float:
    """The largest difference between the file's outputs and torch's, on fewer rows too."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    gaps = []
    for rows in (len(next(iter(inputs.values()))), 1):
        some = {name: value[:rows] for name, value in inputs.items()}
        found = session.run(None, {name: value.numpy() for name, value in some.items()})
        for one, expected in zip(found, outputs_of(module, some), strict=True):
            gaps.append(float(np.abs(one - expected.numpy()).max()))
    return max(gaps)


@torch.no_grad()
def outputs_of(module: nn.Module, inputs: dict[str, Tensor]) -> tuple[Tensor, ...]:
    found = module(**inputs)
    return found if isinstance(found, tuple) else (found,)


def quantise(whole: Path, to: Path) -> None:
    """Weights to 7 of 8 bits, each channel on its own scale: exact on processors without VNNI."""
    to.parent.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(whole, to, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
