"""The teacher: a residual network of dense convolutions, too large to ship."""

from torch import Tensor, nn

WIDTH = 32
"""Channels of the opening convolution; they double three times."""


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut (He et al., 2016)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        same = stride == 1 and inputs == outputs
        self.shortcut: nn.Module = nn.Identity() if same else _projection(inputs, outputs, stride)
        self.last = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        total: Tensor = self.last(self.body(x) + self.shortcut(x))
        return total


def _projection(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    """Grey face 48 x 48, scaled to -1..1, to one logit a label; 1.6 million weights at width 32."""

    def __init__(self, labels: int, width: int = WIDTH, dropout: float = 0.2) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()
        )
        self.blocks = nn.Sequential(
            Block(width, width, 2),
            Block(width, 2 * width, 1),
            Block(2 * width, 2 * width, 2),
            Block(2 * width, 4 * width, 1),
            Block(4 * width, 4 * width, 2),
            Block(4 * width, 8 * width, 1),
        )
        self.head = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Dropout(dropout),
            nn.Linear(8 * width, labels),
        )

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.blocks(self.stem(x)))
        return logits
