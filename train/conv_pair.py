"""Two normalised 3x3 convolutions, the piece that several networks are built of."""

from torch import nn


def conv_pair(inputs: int, outputs: int) -> list[nn.Module]:
    """Layers that keep height and width."""
    return [
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    ]
