"""Which region of the face each place of the crop shows, from the landmarks."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from contract.messages import REGIONS, Region
from vision.crop import SIDE, framing
from vision.mesh import Landmarks

Places = npt.NDArray[np.uint8]
"""[48, 48] over the crop: index into REGIONS."""

_MIDLINE = (10, 9, 168, 6, 5, 4, 1, 2, 164, 0, 17, 18, 200, 152)

# Landmarks around each region. Painted one over the other in this order, so that no gap is left
# between neighbours: first either half of the face, then what lies in it.
OUTLINES: dict[Region, tuple[int, ...]] = {
    "cheek_right": (
        *(*_MIDLINE, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103),
        *(67, 109),
    ),
    "cheek_left": (
        *(*_MIDLINE, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454, 356, 389, 251, 284, 332),
        *(297, 338),
    ),
    "chin": (172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 287, 57),
    "brow_right": (10, 109, 67, 103, 54, 21, 162, 139, 156, 46, 53, 52, 65, 55, 8, 9),
    "brow_left": (10, 338, 297, 332, 284, 251, 389, 368, 383, 276, 283, 282, 295, 285, 8, 9),
    "eye_right": (
        *(156, 46, 53, 52, 65, 55, 193, 244, 233, 232, 231, 230, 229, 228, 31, 226, 143),
    ),
    "eye_left": (
        *(383, 276, 283, 282, 295, 285, 417, 464, 453, 452, 451, 450, 449, 448, 261, 446, 372),
    ),
    "nose": (8, 193, 245, 188, 174, 198, 129, 98, 97, 2, 326, 327, 358, 420, 399, 412, 465, 417),
    "mouth": (
        *(57, 186, 92, 165, 167, 164, 393, 391, 322, 410),
        *(287, 273, 335, 406, 313, 18, 83, 182, 106, 43),
    ),
}
_SUBPIXEL_BITS = 4


def places(landmarks: Landmarks) -> Places:
    """Each place of the crop that `vision.crop.crop` cuts out by these landmarks."""
    onto = framing(landmarks)
    in_crop = landmarks[:, :2].astype(np.float64) @ onto[:, :2].T + onto[:, 2]
    fixed = ((in_crop - 0.5) * 2**_SUBPIXEL_BITS).round().astype(np.int32)
    painted: Places = np.full((SIDE, SIDE), REGIONS.index("outside"), np.uint8)
    for region, outline in OUTLINES.items():
        colour = (REGIONS.index(region),)
        cv2.fillPoly(painted, [fixed[list(outline)]], colour, shift=_SUBPIXEL_BITS)
    return painted
