"""The weights of a shipped text model, read back from its int8 file: where a training goes on."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch

from train.minilm import MoodReader

Array = npt.NDArray[np.float32]
Weights = dict[str, torch.Tensor]
WRAPPED = "network."
"""What the exported module puts before the network's own names."""


def start_from(path: Path, network: MoodReader) -> None:
    """Set the encoder and the mood head; the head of the 28 emotions is not in the file."""
    graph = onnx.load(path).graph
    told = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    weights = {name: torch.tensor(value) for name, value in _named(graph, told)}
    wanted = {name for name in network.state_dict() if not name.startswith("fine.")}
    missing = sorted(wanted - weights.keys())
    if missing:
        raise SystemExit(f"{path} is no file of this network: it lacks {', '.join(missing)}.")
    network.load_state_dict({name: weights[name] for name in wanted}, strict=False)


def blended(old: Weights, new: Weights, share: float) -> Weights:
    """`share` of the new weights and the rest of the old ones, number by number."""
    return {name: torch.lerp(old[name], value, share) for name, value in new.items()}


def _named(graph: onnx.GraphProto, told: dict[str, Array]) -> list[tuple[str, Array]]:
    """Torch's name and value of each weight; a matrix is called after the node that uses it."""
    found = [(name.removeprefix(WRAPPED), value) for name, value in told.items()]
    for name in told:
        if name.endswith("_quantized") and not name.startswith("onnx::"):
            whole = name.removesuffix("_quantized")
            found.append((whole.removeprefix(WRAPPED), _whole(whole, told)))
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in told:
            layer = node.name.rpartition("/")[0].strip("/").replace("/", ".")
            matrix = _whole(node.input[1].removesuffix("_quantized"), told)
            found.append((f"{layer.removeprefix(WRAPPED)}.weight", matrix.T.copy()))
    return found


def _whole(name: str, told: dict[str, Array]) -> Array:
    steps = told[f"{name}_quantized"].astype(np.float32) - told[f"{name}_zero_point"]
    whole: Array = (steps * told[f"{name}_scale"]).astype(np.float32)
    return whole
