"""Random changes that leave a face's expression as it was, a whole batch at a time."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def augment(faces: Tensor, draw: torch.Generator) -> Tensor:
    """Flip, turn, shift, zoom, brighten and partly cover faces scaled to -1..1."""
    return erase(brighten(warp(faces, draw), draw), draw)


def augmented(pixels: Tensor, draw: torch.Generator) -> Tensor:
    """The same for faces of 0..255."""
    return (augment(pixels / 127.5 - 1, draw) + 1) * 127.5


def uniform(low: float, high: float, rows: int, draw: torch.Generator) -> Tensor:
    return torch.rand(rows, generator=draw) * (high - low) + low


def warp(
    faces: Tensor,
    draw: torch.Generator,
    turn: float = 20,
    zoom: float = 0.15,
    shift: float = 0.16,
    stretch: float = 0.0,
) -> Tensor:
    """Mirror half of the faces; turn them by degrees, zoom by a share, move by half widths.

    `stretch` makes a face wider or taller by a share: other cameras, other crops.
    """
    rows = len(faces)
    angle = uniform(-turn, turn, rows, draw) * math.pi / 180
    size = uniform(1 - zoom, 1 + zoom, rows, draw)
    mirror = torch.where(uniform(0, 1, rows, draw) < 0.5, -1.0, 1.0)
    shift_x, shift_y = uniform(-shift, shift, rows, draw), uniform(-shift, shift, rows, draw)
    cosine, sine = torch.cos(angle) * size, torch.sin(angle) * size
    wide = 1 + uniform(-stretch, stretch, rows, draw) if stretch else torch.ones(rows)
    top = torch.stack([cosine * mirror * wide, -sine, shift_x], dim=1)
    bottom = torch.stack([sine * mirror * wide, cosine, shift_y], dim=1)
    grid = F.affine_grid(
        torch.stack([top, bottom], dim=1).to(faces.device), list(faces.shape), align_corners=False
    )
    return F.grid_sample(faces, grid, padding_mode="border", align_corners=False)


def brighten(faces: Tensor, draw: torch.Generator) -> Tensor:
    """Contrast around the face's own mean and brightness, within the range a camera gives."""
    shape = (len(faces), 1, 1, 1)
    contrast = uniform(0.7, 1.3, len(faces), draw).view(shape).to(faces.device)
    light = uniform(-0.25, 0.25, len(faces), draw).view(shape).to(faces.device)
    mean = faces.mean(dim=(1, 2, 3), keepdim=True)
    return ((faces - mean) * contrast + mean + light).clamp(-1, 1)


def erase(faces: Tensor, draw: torch.Generator, share: float = 0.3) -> Tensor:
    """Cover a rectangle of some faces with grey."""
    rows, _, height, width = faces.shape
    tall = uniform(0.1, 0.4, rows, draw) * height * (uniform(0, 1, rows, draw) < share)
    wide = uniform(0.1, 0.4, rows, draw) * width
    top, left = uniform(0, 0.9, rows, draw) * height, uniform(0, 0.9, rows, draw) * width
    down, across = torch.arange(height).view(1, -1, 1), torch.arange(width).view(1, 1, -1)
    inside = _between(down, top, tall) & _between(across, left, wide)
    return faces.masked_fill(inside.unsqueeze(1).to(faces.device), 0.0)


def _between(place: Tensor, start: Tensor, length: Tensor) -> Tensor:
    first = start.view(-1, 1, 1)
    return (place >= first) & (place < first + length.view(-1, 1, 1))
