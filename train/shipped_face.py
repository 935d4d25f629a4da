"""What every face network becomes when it is shipped: pixels in, calibrated probabilities out."""

import copy

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from train.cbam import Cbam
from train.face_training import scaled


class ShippedFace(nn.Module):
    """What is exported: raw grey pixels in, calibrated probabilities out."""

    def __init__(self, network: nn.Module, temperature: float) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature

    def forward(self, face: Tensor) -> Tensor:
        return torch.softmax(self.network(scaled(face)) / self.temperature, dim=1)


class ExplainedFace(nn.Module):
    """The same, and where each label was seen: [N, labels, 6, 6]."""

    def __init__(self, network: Cbam, temperature: float) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature

    def forward(self, face: Tensor) -> tuple[Tensor, Tensor]:
        maps = self.network.maps(scaled(face))
        logits = self.network.judge(maps)
        return torch.softmax(logits / self.temperature, dim=1), self.network.attention(maps)


def shipped(network: nn.Module, temperature: float) -> nn.Module:
    """The network as it is exported."""
    if isinstance(network, Cbam):
        return ExplainedFace(network, temperature)
    return ShippedFace(network, temperature)


@torch.no_grad()
def folded(network: nn.Module) -> nn.Module:
    """The same network with each normalisation folded into the convolution before it."""
    network = copy.deepcopy(network).eval()
    for parent in [one for one in network.modules() if isinstance(one, nn.Sequential)]:
        for place in range(len(parent) - 1):
            convolution, norm = parent[place], parent[place + 1]
            if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                parent[place] = fuse_conv_bn_eval(convolution, norm)
                parent[place + 1] = nn.Identity()
    return network
