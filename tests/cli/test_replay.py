"""`vultus replay` says clearly why it cannot play."""

import socket
from pathlib import Path

import pytest

from cli.__main__ import main
from tests.cli.films import film

NINE = "\n".join(["A good week.", *["0"] * 9, "Nothing else."])


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return film(tmp_path / "clip.avi", frames=5, fps=5.0)


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    path = tmp_path / "replies.txt"
    path.write_text(NINE, "utf-8")
    return path


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as end:
        main(["replay", *arguments])
    return f"{end.value.code}{capsys.readouterr().err}"


def of(clip: Path, replies: Path, questionnaire: str = "phq9") -> tuple[str, ...]:
    return "--video", str(clip), "--replies", str(replies), "--questionnaire", questionnaire


def test_a_missing_video(tmp_path: Path, replies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no video" in refused(capsys, *of(tmp_path / "gone.mp4", replies))


def test_an_empty_replies_file(
    tmp_path: Path, clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").touch()
    assert "empty.txt is empty" in refused(capsys, *of(clip, tmp_path / "empty.txt"))


def test_an_unknown_questionnaire(
    clip: Path, replies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, *of(clip, replies, "phq10"))
    assert said.startswith("No questionnaire 'phq10'. Known: ") and "phq9" in said


def test_a_service_that_does_not_answer(
    clip: Path, replies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound, not listening: nobody answers there
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        said = refused(capsys, *of(clip, replies), "--url", url)
    assert said.startswith(f"No service answers at {url}")


def test_a_speed_that_cannot_be(
    clip: Path, replies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--speed" in refused(capsys, *of(clip, replies), "--speed", "0")
