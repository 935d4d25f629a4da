"""mini-Xception: two convolutions, four residual separable blocks, global average pooling."""

import copy
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

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


class ShippedFace(nn.Module):
    """What is exported: raw grey pixels in, calibrated probabilities out."""

    def __init__(self, network: MiniXception, temperature: float) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature

    def forward(self, face: Tensor) -> Tensor:
        logits = self.network(scaled(face))
        return torch.softmax(logits / self.temperature, dim=1)


@torch.no_grad()
def folded(network: MiniXception) -> MiniXception:
    """The same network with each normalisation folded into the convolution before it."""
    network = copy.deepcopy(network).eval()
    for parent in [one for one in network.modules() if isinstance(one, nn.Sequential)]:
        for place in range(len(parent) - 1):
            convolution, norm = parent[place], parent[place + 1]
            if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                parent[place] = fuse_conv_bn_eval(convolution, norm)
                parent[place + 1] = nn.Identity()
    return network


def scaled(face: Tensor) -> Tensor:
    """Grey pixels 0..255 to the network's range -1..1."""
    return face / 127.5 - 1.0
