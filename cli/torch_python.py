"""The training environment's Python: torch and transformers run there, never in the service."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from cli.programs import ROOT
from models.card import ModelError
from train.exported import Exported, read_report

DEFAULT = ROOT / ".venv-train" / "bin" / "python"
NEEDED = ("torch", "transformers", "tokenizers", "onnx", "onnxruntime")
_LACKING = (
    "import importlib.util as u, sys; print(*(n for n in sys.argv[1:] if not u.find_spec(n)))"
)


class TorchPython:
    """Runs the scripts of train/ that need torch; every failure is a ModelError of one sentence."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()

    def check(self) -> None:
        """Raises ModelError saying what to do when there is no such Python or it lacks torch."""
        if not self._path.is_file():
            raise ModelError(
                f"There is no {self._path}: run `make train-env` first, or name with --python "
                f"a Python that has {', '.join(NEEDED)}."
            )
        lacking = self._run(["-c", _LACKING, *NEEDED]).stdout.split()
        if lacking:
            raise ModelError(
                f"{self._path} lacks {', '.join(lacking)}: run `make train-env` and leave --python "
                "out, or install them there."
            )

    def fetch(self, model: str, to: Path) -> None:
        """Download a model of the hub; its progress is shown."""
        self._script("train.fetch_text", model, str(to), shown=True)

    def export(self, folder: Path, to: Path) -> Exported:
        """Write the folder's model into `to` as train.exported names the files."""
        self._script("train.export_text", str(folder.resolve()), str(to))
        return read_report(to)

    def _script(self, *words: str, shown: bool = False) -> None:
        done = self._run(["-m", *words], shown)
        if done.returncode:
            said = (done.stdout or done.stderr or "").strip().splitlines()
            raise ModelError(said[-1] if said else f"{words[0]} ended with {done.returncode}.")

    def _run(self, words: list[str], shown: bool = False) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self._path), *words],
            cwd=ROOT,
            env={**os.environ, "HF_HUB_DISABLE_TELEMETRY": "1"},
            stdout=subprocess.PIPE,
            stderr=None if shown else subprocess.PIPE,
            text=True,
            check=False,
        )
