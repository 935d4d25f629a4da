"""`bench.attention` draws what can be explained and says what cannot."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import pytest
from typer import Typer
from typer.testing import CliRunner

from bench.attention import attention
from bench.cannot_measure import CannotMeasure
from tests.vision.pictures import astronaut, jpeg, nobody

app = Typer()
app.command()(attention)


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("images")
    (folder / "her.jpg").write_bytes(jpeg(astronaut()))
    cv2.imwrite(str(folder / "same.png"), cv2.cvtColor(astronaut(), cv2.COLOR_RGB2BGR))
    (folder / "nobody.jpg").write_bytes(jpeg(nobody()))
    (folder / "broken.png").write_text("no picture")
    (folder / "notes.txt").write_text("not looked at")
    return folder


def test_each_face_is_drawn_and_the_rest_is_said(images: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["--images", str(images), "--out", str(tmp_path), "--json"], catch_exceptions=False
    )
    found = json.loads(done.stdout)["pictures"]
    assert list(found) == ["broken.png", "her.jpg", "nobody.jpg", "same.png"]
    assert "no face" in found["nobody.jpg"]["error"]["text"]
    assert "cannot be read" in found["broken.png"]["error"]["text"]
    assert found["her.jpg"]["label"] == found["same.png"]["label"] == "happiness"
    drawn = {path.name for path in tmp_path.iterdir()}
    assert drawn == {"her.attention.png", "same.attention.png"}
    assert cv2.imread(str(tmp_path / "her.attention.png")).shape == (240, 320, 3)


@pytest.mark.parametrize("folder", ["empty", "missing"])
def test_a_folder_without_pictures_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotMeasure, match=folder):
        attention(tmp_path / folder, tmp_path / "out")


def test_a_model_without_a_face_is_refused(images: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="text-minilm has no class activation"):
        attention(images, tmp_path, model="text-minilm")
