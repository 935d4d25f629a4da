"""`vultus questionnaire lint` names mistakes by file, item and field."""

from pathlib import Path

import pytest

from cli.__main__ import main
from questionnaires.catalogue import read_file
from questionnaires.loader import FOLDER
from questionnaires.scaffold import scaffold


def lint(*which: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["questionnaire", "lint", *which])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_the_shipped_files_are_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint() == 0
    assert "phq9.yml: good" in capsys.readouterr().out


def test_one_can_be_named_by_id_or_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint("gad7", str(FOLDER / "phq9.yml")) == 0
    assert capsys.readouterr().out == "gad7.yml: good\nphq9.yml: good\n"


def test_a_mistake_is_printed_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = (FOLDER / "phq9.yml").read_text("utf-8")
    bad = good.replace('label: "Not at all"', "label: No", 1)
    line = bad.splitlines().index("        label: No") + 1
    (tmp_path / "phq9.yml").write_text(bad, "utf-8")
    assert lint(str(tmp_path / "phq9.yml")) == 1
    said = capsys.readouterr()
    where = f"/phq9.yml:{line}, item phq9_1, field options[1].label"
    assert f"{where}: must be text in quotes" in said.out
    assert said.err == ""


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(SystemExit, match="nothing: no questionnaire of that id"):
        main(["questionnaire", "lint", "nothing"])


def test_a_new_one_says_what_is_next_and_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["questionnaire", "new", "calm", "--folder", str(tmp_path)])
    assert end.value.code == 0
    said, file = capsys.readouterr().out, tmp_path / "calm.yml"
    assert f".venv/bin/vultus questionnaire lint {file} " in said
    assert "patients are not offered it yet" in said
    with pytest.raises(SystemExit, match=r"calm\.yml cannot be written: File exists"):
        main(["questionnaire", "new", "calm", "--folder", str(tmp_path)])


def test_what_a_new_one_still_lacks_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "calm.yml"
    file.write_text(scaffold("calm"), "utf-8")
    line = scaffold("calm").splitlines().index('    text: "Write the first question."') + 1
    assert lint(str(file)) == 1
    where = f"/calm.yml:{line}, item calm_1, field text"
    assert f"{where}: still says 'Write the first question.'" in capsys.readouterr().out


def test_preview_shows_the_chat(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["questionnaire", "preview", "gad7"])
    assert "( 3 ) Nearly every day" in capsys.readouterr().out


def test_values_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(SystemExit, match="--answers takes values separated by commas"):
        main(["questionnaire", "simulate", "gad7", "--answers", "often"])


def test_an_export_can_be_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["questionnaire", "export", "phq9"])
    (tmp_path / "phq9.json").write_text(capsys.readouterr().out, "utf-8")
    with pytest.raises(SystemExit) as end:
        main(["questionnaire", "import", str(tmp_path / "phq9.json"), "--folder", str(tmp_path)])
    assert end.value.code == 0
    assert read_file(tmp_path / "phq9.yml") == read_file(FOLDER / "phq9.yml")


def test_what_cannot_be_imported_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", "utf-8")
    with pytest.raises(SystemExit, match="no FHIR Questionnaire"):
        main(["questionnaire", "import", str(tmp_path / "x.json"), "--folder", str(tmp_path)])
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


def test_preview_shows_a_variant(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["questionnaire", "preview", "daily_checkin", "--language", "it"])
    said = " ".join(capsys.readouterr().out.split())
    assert end.value.code == 0
    assert "( 0 ) Molto male" in said and "Very badly" not in said
    assert "[left out: nothing is written in this language]" in said
    with pytest.raises(SystemExit) as refused:
        main(["questionnaire", "preview", "gad7", "--language", "it"])
    assert "gad7 is not there in it. It has: en-US." in str(refused.value.code)
