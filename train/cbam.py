"""A network of the size and kind of Munsif et al. (2024): six convolutions with attention.

Three pairs of 3x3 convolutions, each pair followed by halving and by channel and spatial attention
(CBAM, Woo et al., 2018); then two dense layers. 0.88 million weights at width 32. Attention comes
after the halving, where it costs a quarter.
"""

import torch
from torch import Tensor, nn

from train.conv_pair import conv_pair

WIDTH = 32
"""Channels of the first pair; they double with each pair."""
DENSE = 128
REDUCTION = 8
SIDE = 6
"""Of the last maps, for faces of 48 x 48."""


class ChannelAttention(nn.Module):
    """Weighs each channel by its mean and its maximum over the picture."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.shared = nn.Sequential(
            nn.Conv2d(channels, channels // REDUCTION, 1),
            nn.ReLU(),
            nn.Conv2d(channels // REDUCTION, channels, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        mean, most = x.mean(dim=(2, 3), keepdim=True), x.amax(dim=(2, 3), keepdim=True)
        return x * torch.sigmoid(self.shared(mean) + self.shared(most))


class SpatialAttention(nn.Module):
    """Weighs each place by the mean and the maximum of its channels."""

    def __init__(self) -> None:
        super().__init__()
        self.look = nn.Conv2d(2, 1, 7, padding=3)

    def forward(self, x: Tensor) -> Tensor:
        seen = torch.cat([x.mean(dim=1, keepdim=True), x.amax(dim=1, keepdim=True)], dim=1)
        return x * torch.sigmoid(self.look(seen))


class Cbam(nn.Module):
    """Grey face 48 x 48, scaled to -1..1, to one logit a label."""

    def __init__(self, labels: int, width: int = WIDTH, dropout: float = 0.4) -> None:
        super().__init__()
        self.maps = nn.Sequential(
            *_pair(1, width), *_pair(width, 2 * width), *_pair(2 * width, 4 * width)
        )
        self.dropout = nn.Dropout(dropout)
        self.dense = nn.Linear(4 * width * SIDE * SIDE, DENSE)
        self.last = nn.Linear(DENSE, labels)

    def forward(self, x: Tensor) -> Tensor:
        return self.judge(self.maps(x))

    def judge(self, maps: Tensor) -> Tensor:
        """[N, labels] logits of the last maps [N, channels, 6, 6]."""
        hidden = torch.relu(self.dense(self.dropout(maps.flatten(1))))
        logits: Tensor = self.last(self.dropout(hidden))
        return logits

    def attention(self, maps: Tensor) -> Tensor:
        """Grad-CAM of each label on the last maps: [N, labels, 6, 6] (Selvaraju et al., 2017).

        Between the maps and a logit lie two dense layers and one ReLU, so that the gradient is a
        product of their weights, and no backward pass is needed at run time.
        """
        rows, channels, height, width = maps.shape
        open_units = (self.dense(maps.flatten(1)) > 0).to(maps.dtype)
        through = open_units.unsqueeze(1) * self.last.weight.unsqueeze(0)
        slope = (through @ self.dense.weight).reshape(rows, -1, channels, height * width)
        weight = slope.mean(dim=3)
        return torch.relu(weight @ maps.flatten(2)).reshape(rows, -1, height, width)


def _pair(inputs: int, outputs: int) -> list[nn.Module]:
    return [
        *conv_pair(inputs, outputs),
        nn.MaxPool2d(2),
        ChannelAttention(outputs),
        SpatialAttention(),
    ]
