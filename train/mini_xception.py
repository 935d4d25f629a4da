"""mini-Xception: two convolutions, four residual separable blocks, global average pooling."""

from itertools import pairwise

from torch import Tensor, nn

WIDTH = 16
"""Channels of the two opening convolutions; each residual block doubles them."""
BLOCKS = 4


class Separable(nn.Sequential):
    """A depthwise 3x3 convolution followed by a pointwise one, normalised."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(
            nn.Conv2d(inputs, inputs, 3, padding=1, groups=inputs, bias=False),
            nn.Conv2d(inputs, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )


class Block(nn.Module):
    """Two separable convolutions beside a strided shortcut; halves height and width."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            Separable(inputs, outputs),
            nn.ReLU(),
            Separable(outputs, outputs),
            nn.MaxPool2d(3, stride=2, padding=1),
        )
        self.shortcut = nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride=2, bias=False), nn.BatchNorm2d(outputs)
        )

    def forward(self, x: Tensor) -> Tensor:
        total: Tensor = self.body(x) + self.shortcut(x)
        return total


class MiniXception(nn.Module):
    """Grey face, already scaled to -1..1, to one logit a label."""

    def __init__(self, labels: int, width: int = WIDTH, dropout: float = 0.2) -> None:
        super().__init__()
        first = width
        widths = [width * 2**block for block in range(BLOCKS + 1)]
        self.stem = nn.Sequential(
            nn.Conv2d(1, first, 3, padding=1, bias=False),
            nn.BatchNorm2d(first),
            nn.ReLU(),
            nn.Conv2d(first, first, 3, padding=1, bias=False),
            nn.BatchNorm2d(first),
            nn.ReLU(),
        )
        self.blocks = nn.Sequential(
            *(Block(inputs, outputs) for inputs, outputs in pairwise(widths))
        )
        self.dropout = nn.Dropout2d(dropout)
        self.head = nn.Conv2d(widths[-1], labels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        maps: Tensor = self.head(self.dropout(self.blocks(self.stem(x))))
        return maps.mean(dim=(2, 3))
