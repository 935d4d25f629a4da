"""`python -m bench.clip`: what the service reads of a clip beside what a person sees."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.cannot_measure import CannotMeasure
from bench.clip_agreement import Read, agreement, scored, windows_read
from bench.framing import POINTS, distances, offsets
from bench.seen import Span, read_seen
from bench.shown import shown_clip
from contract.messages import Mood
from models.card import load_card
from tests.vision.pictures import astronaut, nobody
from vision.crop import crop
from vision.emotion import MODEL
from vision.mesh import Mesh
from vision.quiet import quiet
from vision.score import Scorer

ROOT = Path(__file__).resolve().parents[2]
SEEN = sorted((ROOT / "bench" / "data").glob("*.tsv"))
SMILE: Mood = (0.1, 0.1, 0.7, 0.1)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of the astronaut, who smiles, then one of nobody."""
    path = tmp_path_factory.mktemp("clip") / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 5, (320, 240))
    for picture in (*[astronaut()] * 15, *[nobody()] * 5):
        writer.write(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    writer.release()
    return path


def test_the_whole_path_from_jpeg_reads_a_smile_as_a_person_does(
    clip: Path, tmp_path: Path
) -> None:
    seen = tmp_path / "seen.tsv"
    seen.write_text("# she smiles, then the chair is empty\n0\t4\tpositive\n")
    words = ["--video", str(clip), "--seen", str(seen), "--out", str(tmp_path), "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.clip", *words], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["windows"]["right"], found["windows"]["read"]) == (3, 3)
    assert found["windows"]["unread"] == 1 and found["timeline"][3]["mood"] is None
    assert found["frames"]["spans"][0]["right"] == 15
    assert found["framing"]["faces"] == 15
    assert "<svg" in (tmp_path / "clip.svg").read_text()


def test_without_a_video_she_is_read_as_noted() -> None:
    shown, card = shown_clip(None, None, 5), load_card(MODEL)
    with quiet():
        scores = scored(shown.clip, Scorer(card))
    found = agreement(windows_read(scores, 5, card), read_seen(shown.seen))
    assert (found["right"], found["read"], found["left_out"]) == (2, 2, 0)


def test_a_video_that_nobody_looked_at_is_refused(clip: Path) -> None:
    with pytest.raises(CannotMeasure, match="what a person saw"):
        shown_clip(clip, None, 5)


def test_her_face_lies_in_the_crop_where_the_trainings_faces_do() -> None:
    with quiet():
        mesh = Mesh()
    (landmarks,) = mesh.find(astronaut())
    missed = offsets(crop(astronaut(), landmarks), mesh)
    assert missed is not None
    assert np.linalg.norm(missed, axis=1).max() < 3  # of 48; FER2013's own faces vary as much


def test_a_shifted_crop_is_seen_to_be_shifted() -> None:
    with quiet():
        mesh = Mesh()
    (landmarks,) = mesh.find(astronaut())
    face = crop(astronaut(), landmarks)
    before, after = (offsets(one, mesh) for one in (face, np.roll(face, 4, axis=1)))
    assert before is not None and after is not None
    assert (after - before)[:, 0] == pytest.approx(4, abs=1.5)


def test_no_face_in_the_crop_is_unknown() -> None:
    with quiet():
        mesh = Mesh()
    assert offsets(np.zeros((48, 48), np.uint8), mesh) is None
    assert distances([]) == {"faces": 0}


def test_distances_by_hand() -> None:
    right = np.tile(np.array([1.0, 0.0]), (4, 1))
    found = distances([right * 3.0, -right])
    assert found["faces"] == 2
    assert all(found[point]["median"] == 2 and found[point]["mean"] == [1, 0] for point in POINTS)


def test_what_crosses_a_border_or_stands_in_open_time_is_left_out() -> None:
    read = [Read(float(k), k + 1.0, SMILE) for k in range(5)]
    found = agreement(read, [Span(0, 1.5, "positive"), Span(3, 5, "negative")])
    assert (found["read"], found["right"], found["left_out"]) == (3, 1, 2)
    assert [row["right"] for row in found["spans"]] == [1, 0]


def test_no_usable_face_is_unread_not_wrong() -> None:
    found = agreement([Read(0, 1, None), Read(1, 2, SMILE)], [Span(0, 2, "positive")])
    assert (found["read"], found["right"], found["unread"], found["share"]) == (1, 1, 1, 1.0)


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.stem)
def test_shipped_notes_can_be_read(path: Path) -> None:
    assert read_seen(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0\t1\tjoy\n", "line 1: no mood 'joy'"),
        ("0\t1\tneutral\n\n0.5\t2\tneutral\n", "line 3: a span begins after"),
        ("0 1 neutral\n", "line 1: write"),
        ("# nothing\n", "has no line"),
    ],
    ids=["mood", "overlap", "blanks", "empty"],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "seen.tsv"
    path.write_text(text)
    with pytest.raises(CannotMeasure, match=said):
        read_seen(path)
