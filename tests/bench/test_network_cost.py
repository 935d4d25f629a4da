"""A network's multiply-adds are counted by the shapes of what it computes."""

from __future__ import annotations

import pytest

from bench.network_cost import NetworkCost, multiply_adds, of_node
from models.card import load_card
from vision.emotion import MODEL


def shapes(operation: str, inputs: list[list[int]], output: list[int]) -> dict[str, object]:
    return {
        "op_name": operation,
        "input_type_shape": [{"float": shape} for shape in inputs],
        "output_type_shape": [{"float": output}],
    }


@pytest.mark.parametrize(
    ("node", "count"),
    [
        (shapes("Conv", [[1, 1, 48, 48], [16, 1, 3, 3]], [1, 16, 48, 48]), 48 * 48 * 16 * 9),
        (shapes("Conv", [[1, 16, 24, 24], [16, 1, 3, 3]], [1, 16, 24, 24]), 24 * 24 * 16 * 9),
        (shapes("Conv", [[1, 16, 24, 24], [32, 16, 1, 1]], [1, 32, 12, 12]), 12 * 12 * 32 * 16),
        (shapes("Gemm", [[1, 128], [128, 9]], [1, 9]), 128 * 9),
        (shapes("Relu", [[1, 16, 48, 48]], [1, 16, 48, 48]), 0),
        ({"op_name": "Conv"}, 0),
    ],
    ids=["convolution", "depthwise", "strided pointwise", "dense", "other", "no shapes"],
)
def test_one_operation_by_hand(node: dict[str, object], count: int) -> None:
    assert of_node(node) == count


def test_the_shipped_network_uses_each_weight_at_every_place() -> None:
    card = load_card(MODEL)
    assert multiply_adds(card) > 9 * card.size_bytes / 4  # its smallest maps have 3 by 3 places


def test_twice_the_multiply_adds_at_the_peak_is_one_time() -> None:
    cost = NetworkCost(multiply_adds=50_000_000, peak_gflops=100, ms=2.0)
    assert cost.ms_at_peak == pytest.approx(1.0) and cost.times_peak == pytest.approx(2.0)
