"""What a camera, a room and a hand before the mouth do to a face, a whole batch at a time."""

import cv2
import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from train.augment import uniform
from vision.level import LEAST_SPREAD, MEAN, SPREAD


def levelled(pixels: Tensor) -> Tensor:
    """Faces [N, 1, h, w] of 0..255 at the brightness and contrast that the service sets."""
    mean = pixels.mean(dim=(1, 2, 3), keepdim=True)
    spread = pixels.std(dim=(1, 2, 3), keepdim=True, unbiased=False).clamp(min=LEAST_SPREAD)
    return ((pixels - mean) * (SPREAD / spread) + MEAN).clamp(0, 255)


def worsen(pixels: Tensor, share: float, draw: torch.Generator) -> Tensor:
    """Each harm is done to a share of faces [N, 1, h, w] of 0..255, each drawn on its own."""
    rows = len(pixels)

    def some(part: float) -> Tensor:
        return torch.nonzero(uniform(0, 1, rows, draw) < share * part).flatten()

    pixels = pixels.clone()
    for part, harm in ((0.3, lit), (0.4, blurred), (0.35, few), (0.2, compressed), (0.4, covered)):
        hit = some(part)
        if len(hit):
            pixels[hit] = harm(pixels[hit], draw)
    hit = some(0.35)
    level = levelled(pixels)
    level[hit] = grainy(level[hit], draw)
    return level


def lit(pixels: Tensor, draw: torch.Generator) -> Tensor:
    """Light from one side: up to six tenths brighter there and darker opposite."""
    rows, _, height, width = pixels.shape
    across, down = (uniform(-0.6, 0.6, rows, draw).view(-1, 1, 1, 1) for _ in range(2))
    x = torch.linspace(-1, 1, width).view(1, 1, 1, -1)
    y = torch.linspace(-1, 1, height).view(1, 1, -1, 1)
    return (pixels * (1 + across * x + down * y)).clamp(0, 255)


def blurred(pixels: Tensor, draw: torch.Generator) -> Tensor:
    """Out of focus, standard deviation up to 2.2 pixels of 48."""
    rows = len(pixels)
    sigma = uniform(0.4, 2.2, rows, draw).view(-1, 1)
    reach = torch.arange(-5, 6).view(1, -1).float()
    bell = torch.exp(-(reach**2) / (2 * sigma**2))
    bell = bell / bell.sum(dim=1, keepdim=True)
    row = F.pad(pixels.transpose(0, 1), (5, 5, 5, 5), mode="replicate")
    row = F.conv2d(row, bell.view(rows, 1, 1, 11), groups=rows)
    return F.conv2d(row, bell.view(rows, 1, 11, 1), groups=rows).transpose(0, 1)


def few(pixels: Tensor, draw: torch.Generator) -> Tensor:
    """Few pixels to begin with: 14 to 32 a side, the same for all of these."""
    side = int(torch.randint(14, 33, (1,), generator=draw))
    coarse = F.interpolate(pixels, size=(side, side), mode="area")
    return F.interpolate(coarse, size=pixels.shape[2:], mode="bilinear", align_corners=False)


def compressed(pixels: Tensor, draw: torch.Generator) -> Tensor:
    """Through JPEG at quality 15 to 60."""
    quality = int(torch.randint(15, 61, (1,), generator=draw))
    faces = pixels[:, 0].round().clamp(0, 255).byte().numpy()
    through = [_jpeg(face, quality) for face in faces]
    return torch.from_numpy(np.stack(through)).unsqueeze(1).float()


def covered(pixels: Tensor, draw: torch.Generator) -> Tensor:
    """A hand, a mask, a cup: the lower face covered in any one grey."""
    rows, _, height, width = pixels.shape
    top = (uniform(0.55, 0.75, rows, draw) * height).view(-1, 1, 1, 1)
    bottom = (uniform(0.85, 1.1, rows, draw) * height).view(-1, 1, 1, 1)
    left = (uniform(-0.05, 0.35, rows, draw) * width).view(-1, 1, 1, 1)
    right = (uniform(0.65, 1.05, rows, draw) * width).view(-1, 1, 1, 1)
    x, y = torch.arange(width).view(1, 1, 1, -1), torch.arange(height).view(1, 1, -1, 1)
    inside = (x >= left) & (x < right) & (y >= top) & (y < bottom)
    grey = uniform(0, 255, rows, draw).view(-1, 1, 1, 1).expand_as(pixels)
    return torch.where(inside, grey, pixels)


def grainy(pixels: Tensor, draw: torch.Generator) -> Tensor:
    """The noise of a dark room once the face has been levelled."""
    strength = uniform(2, 16, len(pixels), draw).view(-1, 1, 1, 1)
    noise = torch.randn(pixels.shape, generator=draw)
    return (pixels + noise * strength).clamp(0, 255)


def _jpeg(face: npt.NDArray[np.uint8], quality: int) -> npt.NDArray[np.uint8]:
    written = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(written, cv2.IMREAD_GRAYSCALE), np.uint8)
