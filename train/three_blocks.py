"""The three-block network that is reported at 68 % on FER2013: 64, 128 and 256 filters."""

from torch import Tensor, nn

from train.conv_pair import conv_pair

WIDTH = 64
"""Filters of the first block; they double with each block."""
DENSE = 128
SIDE = 6
"""Of the last maps, for faces of 48 x 48."""


class ThreeBlocks(nn.Module):
    """Grey face 48 x 48, scaled to -1..1, to one logit a label."""

    def __init__(self, labels: int, width: int = WIDTH, dropout: float = 0.4) -> None:
        super().__init__()
        self.maps = nn.Sequential(
            *_block(1, width), *_block(width, 2 * width), *_block(2 * width, 4 * width)
        )
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.Dropout(dropout),
            nn.Linear(4 * width * SIDE * SIDE, DENSE, bias=False),
            nn.BatchNorm1d(DENSE),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(DENSE, labels),
        )

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.maps(x))
        return logits


def _block(inputs: int, outputs: int) -> list[nn.Module]:
    return [
        *conv_pair(inputs, outputs),
        nn.MaxPool2d(2),
    ]
