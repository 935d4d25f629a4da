"""Knobs become arguments; an unknown one ends the program."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from train.knobs import command, plain, read_knobs


@dataclass(frozen=True)
class Run:
    """A run."""

    data: Path = Path("here")
    max_tokens: int = 64
    rate: float = field(default=1e-3, metadata={"help": "peak"})
    evaluate: bool = False


def test_defaults_hold_without_arguments() -> None:
    assert read_knobs(Run, []) == Run()


def test_arguments_keep_their_types() -> None:
    found = read_knobs(Run, ["--data", "there", "--max-tokens", "8", "--rate", "1", "--evaluate"])
    assert found == Run(Path("there"), 8, 1.0, True)


@pytest.mark.parametrize("wrong", [["--rates", "1"], ["--max", "3"], ["--max-tokens", "many"]])
def test_an_unknown_or_abbreviated_argument_is_refused(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_knobs(Run, wrong)
    assert ended.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_the_command_holds_only_what_differs() -> None:
    run = Run(data=Path("there"), rate=0.5)
    assert command("train.emotion", run, ["rate", "max_tokens"]) == (
        "python -m train.emotion --rate 0.5"
    )
    assert plain(run)["data"] == "there"
