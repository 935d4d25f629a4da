"""`bench.regions` says what a mood rests on, and whether covering or class activation is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from bench.cannot_measure import CannotMeasure
from bench.regions import regions
from bench.regions_agreement import agreement
from contract.messages import REGIONS
from models.card import load_card
from tests.bench.faces import write_faces
from tests.vision.pictures import nobody
from vision.emotion import MODEL

app = Typer()
app.command()(regions)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the command prints for smiling faces."""
    data = write_faces(tmp_path_factory.mktemp("faces") / "faces.npz")
    done = CliRunner().invoke(app, ["--data", str(data), "--json"], catch_exceptions=False)
    return json.loads(done.stdout)


def test_the_astronauts_smile_rests_on_her_mouth(found: Any) -> None:
    her = found["pictures"]["astronaut"]
    shares = her["shares"]
    assert tuple(shares) == REGIONS
    assert max(shares, key=lambda region: shares[region]) == "mouth"
    assert her["moods"] == {"positive": 1}


def test_covering_is_judged_beside_the_class_activation(found: Any) -> None:
    judged = found["agreement"]
    assert judged["faces"] >= 1
    assert -1 <= judged["activation"] < judged["covering"] <= 1
    falls = judged["falls"]
    assert falls["any"] < falls["the one covering names first"]
    assert falls["the one covering names first"] <= falls["the one that costs most"]


def test_pictures_without_a_face_are_refused() -> None:
    black = np.zeros((2, 48, 48), np.uint8)
    with pytest.raises(CannotMeasure, match="no face"):
        agreement(load_card(MODEL), black, 2)


def test_a_video_without_a_face_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nobody.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    for _ in range(10):
        writer.write(nobody())
    writer.release()
    with pytest.raises(CannotMeasure, match="usable face"):
        regions(video=[path])
