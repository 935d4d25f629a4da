"""What `--help` prints is the same on every machine, and shows types where a value is taken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typer

from cli.__main__ import app, main
from cli.programs import ROOT


def commands() -> Iterator[tuple[str, ...]]:
    """The words of each, groups too."""
    below: list[tuple[tuple[str, ...], object]] = [((), typer.main.get_command(app))]
    while below:
        words, command = below.pop()
        yield words
        inner = getattr(command, "commands", {})
        below += [((*words, name), one) for name, one in inner.items()]


def test_no_help_names_a_folder_of_this_machine_or_a_flags_type(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")  # nothing is broken over two lines
    told = {words: "" for words in commands()}
    for words in told:
        with pytest.raises(SystemExit):
            main([*words, "--help"])
        told[words] = capsys.readouterr().out
    assert [words for words, said in told.items() if str(ROOT) in said or "<bool>" in said] == []
    assert "[default: (questionnaires/)]" in told["questionnaire", "new"]
    assert "--json" in told["replay",] and "<path>" in told["replay",]
