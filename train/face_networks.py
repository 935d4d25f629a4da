"""The face networks by name, each made by (labels, width, dropout)."""

from collections.abc import Callable

from torch import nn

from train import cbam, mini_xception, residual, three_blocks

Maker = Callable[[int, int, float], nn.Module]

NETWORKS: dict[str, tuple[Maker, int]] = {
    "mini-xception": (mini_xception.MiniXception, mini_xception.WIDTH),
    "cbam": (cbam.Cbam, cbam.WIDTH),
    "residual": (residual.Residual, residual.WIDTH),
    "three-blocks": (three_blocks.ThreeBlocks, three_blocks.WIDTH),
}
"""How to make it, and its usual width."""


def make(name: str, labels: int, width: int, dropout: float) -> nn.Module:
    """A fresh network; `width` 0 is its usual one."""
    if name not in NETWORKS:
        raise SystemExit(f"There is no network {name!r}. Known: {', '.join(NETWORKS)}.")
    maker, usual = NETWORKS[name]
    return maker(labels, width or usual, dropout)
