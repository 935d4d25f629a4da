"""`python -m bench.latency` times each stage of the real pipeline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import pytest
from rich.console import Console

from bench import peers
from bench.cannot_measure import CannotMeasure
from bench.one_core import alone, one_core
from bench.stages import time_stages
from tests.vision.pictures import astronaut, jpeg, nobody
from vision.emotion import MODEL

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One second of the astronaut."""
    path = tmp_path_factory.mktemp("clip") / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    for _ in range(10):
        writer.write(cv2.cvtColor(astronaut(), cv2.COLOR_RGB2BGR))
    writer.release()
    return path


def test_the_command_reports_every_stage(clip: Path) -> None:
    words = [sys.executable, "-m", "bench.latency", "--video", str(clip), "--rate", "10"]
    words += ["--ways", "--json"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["video"] == {"file": "clip.avi", "frames": 10, "one_face": 10}
    assert list(found["ms"]) == [
        "total",
        "decode",
        "look_round",
        "mesh",
        "crop",
        "network",
        "regions",
    ]
    assert all(0 < spread["median"] <= spread["p95"] for spread in found["ms"].values())
    assert len(found["mesh_ms"]) == 6
    assert all(0 < spread["median"] for spread in found["mesh_ms"].values())
    assert found["network"]["multiply_adds"] > 0 and found["network"]["peak_gflops"] > 0
    assert found["fer"] is None


def test_a_frame_without_a_face_ends_at_the_mesh() -> None:
    stages = time_stages(MODEL, [jpeg(astronaut()), jpeg(nobody())], rate=5)
    assert [len(stages.total), len(stages.decode)] == [2, 2]
    assert [len(stages.look_round), len(stages.mesh)] == [1, 1]
    assert [len(stages.crop), len(stages.network)] == [1, 1]


def test_work_alone_has_one_core_and_the_caller_keeps_its_own() -> None:
    before = os.sched_getaffinity(0), dict(os.environ)
    with one_core() as core:
        assert alone(os.sched_getaffinity, 0) == {core}
        assert alone(os.getenv, "OPENBLAS_NUM_THREADS") == "1"
    assert (os.sched_getaffinity(0), dict(os.environ)) == before


def test_without_uv_the_peer_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "UV", tmp_path / "uv")
    monkeypatch.setattr(peers, "ENVIRONMENT", tmp_path / "peer")
    with pytest.raises(CannotMeasure, match="make setup"):
        peers.fer([], Console(quiet=True))
