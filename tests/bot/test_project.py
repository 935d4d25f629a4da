"""The Rasa project by Rasa's own checks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cli.programs import MODEL, ROOT, programs
from contract.settings import load_settings
from tests.stack import train_when_changed


@pytest.mark.parametrize(
    "arguments",
    [
        "data validate --domain domain.yml --config config.yml --data bot/data --fail-on-warnings",
        f"test core --model {MODEL} --stories bot/tests --no-plot --fail-on-prediction-errors",
    ],
    ids=["validate", "stories"],
)
def test_rasa_finds_no_fault(arguments: str, tmp_path: Path) -> None:
    train_when_changed()
    settings = load_settings({"VULTUS_DATA": str(tmp_path)})
    rasa = next(one for one in programs(settings) if one.name == "rasa")
    out = ["--out", str(tmp_path)] if arguments.startswith("test") else []
    command = [rasa.command[0], "-m", "rasa", *arguments.split(), *out]
    run = subprocess.run(command, cwd=ROOT, env=rasa.environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
