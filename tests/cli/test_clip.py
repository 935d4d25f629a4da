"""The clip: pictures at the page's rate, back and forth until 15 s, all of them accounted for."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.cannot_replay import CannotReplay
from cli.clip import PIXELS, Clip, back_and_forth, read_clip
from tests.cli.films import film


def brightness(jpeg: bytes) -> int:
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    return round(float(np.mean(picture)) / 8)


@given(st.integers(0, 500), st.integers(1, 60))
def test_back_and_forth_never_jumps(number: int, count: int) -> None:
    here, there = back_and_forth(number, count), back_and_forth(number + 1, count)
    assert 0 <= here < count
    assert abs(there - here) == (1 if count > 1 else 0)


@given(st.integers(1, 200), st.floats(1, 30), st.lists(st.floats(0, 1), max_size=12))
def test_cut_anywhere_it_has_the_same_frames(count: int, rate: float, cuts: list[float]) -> None:
    clip = Clip(tuple(bytes([number]) for number in range(count)), rate)
    times = [0.0, *sorted(cut * clip.seconds for cut in cuts), clip.seconds]
    parts = [clip.frames(*pair) for pair in pairwise(times)]
    together = [frame for part in parts for frame in part]
    assert together == list(clip.frames(0.0, clip.seconds))
    assert len(together) == pytest.approx(clip.seconds * rate, abs=1)


def test_a_short_clip_plays_back_and_forth_until_15_seconds() -> None:
    clip = Clip(tuple(bytes([number]) for number in range(10)), 5.0)
    pictures = [jpeg[0] for _, jpeg in clip.frames(0.0, clip.seconds)]
    assert clip.seconds == 15.0
    assert len(pictures) == 75
    assert pictures[:20] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1]


def test_a_long_clip_plays_once() -> None:
    clip = Clip((b"picture",) * 100, 5.0)
    assert clip.seconds == 20.0


def test_a_video_is_sampled_at_the_pages_rate(tmp_path: Path) -> None:
    clip = read_clip(film(tmp_path / "clip.avi", frames=30, fps=30.0), rate=5.0)
    assert [brightness(jpeg) for jpeg in clip.pictures] == [0, 6, 12, 18, 24]


def test_a_slow_video_shows_its_pictures_more_than_once(tmp_path: Path) -> None:
    clip = read_clip(film(tmp_path / "clip.avi", frames=3, fps=2.0), rate=4.0)
    assert [brightness(jpeg) for jpeg in clip.pictures] == [0, 0, 1, 1, 2, 2]


def test_pictures_are_as_small_as_the_pages_and_keep_their_shape(tmp_path: Path) -> None:
    path = film(tmp_path / "clip.avi", frames=2, fps=5.0, size=(1280, 720))
    height, width = cv2.imdecode(
        np.frombuffer(read_clip(path, 5.0).pictures[0], np.uint8), cv2.IMREAD_COLOR
    ).shape[:2]
    assert height * width == pytest.approx(PIXELS, rel=0.01)
    assert width / height == pytest.approx(16 / 9, rel=0.01)


def test_a_missing_video_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotReplay, match=r"There is no video .*gone\.mp4"):
        read_clip(tmp_path / "gone.mp4", 5.0)


def test_a_file_that_is_no_video_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.mp4").write_text("no video")
    with pytest.raises(CannotReplay, match=r"words\.mp4 cannot be read as a video"):
        read_clip(tmp_path / "words.mp4", 5.0)
