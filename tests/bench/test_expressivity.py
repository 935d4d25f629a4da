"""`python -m bench.expressivity` makes clips of a video and measures the real faces in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.blendshapes import Blendshapes, index
from bench.cannot_measure import CannotMeasure
from bench.expressivity_figures import rank_correlation
from bench.footage import attenuated, faces_of, read_footage
from tests.vision.pictures import astronaut
from vision.mesh import Mesh
from vision.motion import measures

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A third of a second in which the astronaut's face grows taller and shorter."""
    path = tmp_path_factory.mktemp("clip") / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, (320, 240))
    for number in range(10):
        tall = cv2.resize(cv2.cvtColor(astronaut(), cv2.COLOR_RGB2BGR), (320, 240 + 4 * number))
        writer.write(tall[:240])
    writer.release()
    return path


def test_the_command_measures_the_video_and_what_is_made_of_it(clip: Path) -> None:
    words = [sys.executable, "-m", "bench.expressivity", "--video", str(clip), "--json"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    rows = {row["clip"]: row for row in found["videos"]["clip.avi"]}
    assert list(rows) == [
        "5 fps", "7.5 fps", "10 fps", "15 fps", "30 fps", "half speed", "smaller", "leaning",
        "mirrored", "darker", "attenuated 50%", "attenuated 100%", "still picture",
    ]  # fmt: skip
    assert rows["10 fps"]["tremor"] is None and rows["15 fps"]["tremor"] is not None
    assert rows["attenuated 100%"]["amplitude"] < rows["15 fps"]["amplitude"]
    assert found["blendshapes"] is None


def test_an_attenuated_face_moves_less_than_its_own(clip: Path) -> None:
    footage, mesh = read_footage(clip, 30), Mesh()
    faces = faces_of(footage, mesh)
    frozen = faces_of(attenuated(footage, faces, 1.0), mesh)
    spans = [
        np.ptp([measures(face)["jaw"] for face in read if face is not None])
        for read in (faces, frozen)
    ]
    assert spans[1] < 0.5 * spans[0]


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=20, unique=True))
def test_ranks_agree_whatever_the_scale(values: list[float]) -> None:
    scaled = [value * 3 - 1 for value in range(len(values))]
    ordered = sorted(values)
    assert rank_correlation(ordered, scaled) == pytest.approx(1)
    assert rank_correlation(ordered, scaled[::-1]) == pytest.approx(-1)


def test_equal_values_share_their_rank() -> None:
    # ranks 1.5, 1.5, 3.5, 3.5 against 1, 2, 3, 4
    assert rank_correlation([0, 0, 1, 1], [1, 2, 3, 4]) == pytest.approx(0.8**0.5)


def test_the_index_is_the_range_without_single_frames() -> None:
    scores = [np.array([0.0, value]) for value in np.linspace(0, 1, 101)]
    assert index(scores) == pytest.approx(0.45)


def test_a_missing_or_wrong_landmarker_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="There is no face landmarker"):
        Blendshapes(tmp_path / "gone.task")
    (tmp_path / "wrong.task").write_bytes(b"no model")
    with pytest.raises(CannotMeasure, match=r"wrong\.task is not a face landmarker"):
        Blendshapes(tmp_path / "wrong.task")
