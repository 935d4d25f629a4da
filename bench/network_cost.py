"""What a network must cost: its multiply-adds, at the machine's measured peak on one thread."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnxruntime

from models.card import Card, load_card, open_session

SIDE = 1024
"""Of the square matrices whose product measures the peak."""
PRODUCTS, RUNS = 30, 2000
_WEIGHT = {"Conv": 1, "ConvInteger": 1, "QLinearConv": 3}
"""Operation to the place of its weights [outputs, inputs in the group, height, width]."""
_PRODUCTS = ("Gemm", "MatMul", "MatMulInteger")


@dataclass(frozen=True)
class NetworkCost:
    """One face through the network alone, on one thread."""

    multiply_adds: int
    peak_gflops: float
    """10^9 float32 operations a second in a matrix product; a multiply-add is two."""
    ms: float
    """Median of the network alone."""

    @property
    def ms_at_peak(self) -> float:
        """What the multiply-adds would take at that peak."""
        return 2 * self.multiply_adds / self.peak_gflops / 1e6

    @property
    def times_peak(self) -> float:
        """How many times as long the network takes."""
        return self.ms / self.ms_at_peak


def network_cost(model: str) -> NetworkCost:
    """Count, and measure: of the peak the fastest of many runs, of the network their median."""
    card = load_card(model)
    session, face = open_session(card), _face(card)
    before = _peak()
    ms = _seconds(lambda: session.run(None, face), RUNS)
    return NetworkCost(multiply_adds(card), max(before, _peak()), float(np.median(ms)) * 1000)


def multiply_adds(card: Card) -> int:
    """Of convolutions and matrix products for one face, by the shapes of a profiled run."""
    with TemporaryDirectory() as folder:
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.enable_profiling = True
        options.profile_file_prefix = str(Path(folder) / "profile")
        session = onnxruntime.InferenceSession(
            card.verified_file().read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        session.run(None, _face(card))
        events = json.loads(Path(session.end_profiling()).read_text())
    return sum(of_node(event["args"]) for event in events if "op_name" in event.get("args", {}))


def of_node(node: dict[str, Any]) -> int:
    """Multiply-adds of one operation, as ONNX Runtime's profile describes it; 0 of other kinds."""
    operation = node["op_name"]
    if operation not in (*_WEIGHT, *_PRODUCTS) or "output_type_shape" not in node:
        return 0
    inputs = [_shape(tensor) for tensor in node["input_type_shape"]]
    output = _shape(node["output_type_shape"][0])
    if operation in _WEIGHT:
        return math.prod(output) * math.prod(inputs[_WEIGHT[operation]][1:])
    return math.prod(output) * inputs[0][-1]


def _shape(tensor: dict[str, list[int]]) -> list[int]:
    """ONNX Runtime writes a tensor as {type: shape}."""
    return next(iter(tensor.values()))


def _face(card: Card) -> dict[str, np.ndarray[Any, Any]]:
    shape = [1 if isinstance(length, str) else length for length in card.input[0].shape]
    return {card.input[0].name: np.full(shape, 128, np.float32)}


def _peak() -> float:
    left, right = (np.random.default_rng(k).random((SIDE, SIDE), np.float32) for k in (1, 2))
    out = np.empty_like(left)
    fastest = min(_seconds(lambda: np.matmul(left, right, out=out), PRODUCTS))
    return 2 * SIDE**3 / fastest / 1e9


def _seconds(work: Callable[[], object], runs: int) -> list[float]:
    taken = []
    for _ in range(runs + runs // 10):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken[runs // 10 :]  # the first tenth warms up
