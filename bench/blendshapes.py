"""MediaPipe's 52 blendshapes as another measure of how much a face moves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import mediapipe
import numpy as np
import numpy.typing as npt
from mediapipe.tasks.python import BaseOptions, vision

from bench.cannot_measure import CannotMeasure
from vision.jpeg import Picture

LEFT_OUT = (
    "_neutral", "eyeBlink", "eyeLook", "tongueOut", "jawForward", "mouthFrown", "mouthDimple",
    "eyeSquint",
)  # fmt: skip
"""What the Facial Blendshape Index leaves out (Koyak et al. 2025), by how the names begin."""
HIGH, LOW = 95, 5

Scores = npt.NDArray[np.float64]
"""[blendshapes], each in [0, 1]."""


class Blendshapes:
    """A `face_landmarker.task`, opened; closes its threads at the end of a `with`."""

    def __init__(self, task: Path) -> None:
        if not task.is_file():
            raise CannotMeasure(f"There is no face landmarker {task}.")
        options = vision.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(task)), output_face_blendshapes=True
        )
        try:
            self._landmarker = vision.FaceLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            raise CannotMeasure(f"{task} is not a face landmarker with blendshapes.") from error

    def __enter__(self) -> Blendshapes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._landmarker.close()

    def read(self, picture: Picture) -> Scores | None:
        """The retained blendshapes of the face; None without one."""
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
        found = self._landmarker.detect(image).face_blendshapes
        if not found:
            return None
        return np.array(
            [one.score for one in found[0] if not one.category_name.startswith(LEFT_OUT)]
        )


def index(scores: Sequence[Scores]) -> float:
    """Mean over the blendshapes of their 5th to 95th percentile range."""
    high, low = np.percentile(np.stack(scores), (HIGH, LOW), axis=0)
    return float((high - low).mean())
