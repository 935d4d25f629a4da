"""Times the PyPI package `fer` on a folder of JPEGs.

bench.peers runs it in an environment of its own, which has nothing of Vultus.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import cv2
import numpy as np
from fer.fer import FER  # type: ignore[import-not-found]

WARM_UP = 10


def main(folder: str) -> None:
    """Print {"ms": [...], "faces": n, "versions": {...}} for decoding and scoring each JPEG."""
    cv2.setNumThreads(1)
    detector = FER(mtcnn=False)  # OpenCV's Haar cascade
    jpegs = [path.read_bytes() for path in sorted(Path(folder).glob("*.jpg"))]
    taken, faces = [], 0
    for jpeg in [*jpegs[:WARM_UP], *jpegs]:
        start = time.perf_counter()
        picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
        found = detector.detect_emotions(picture)
        taken.append((time.perf_counter() - start) * 1000)
        faces += len(found) > 0
    names = ("fer", "opencv-contrib-python", "tensorflow-cpu")
    result = {
        "ms": taken[WARM_UP:],
        "faces": faces,
        "versions": {name: version(name) for name in names},
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1])
