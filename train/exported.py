"""What an export found out about a text model, handed over as JSON. No torch."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

INT8, FLOAT32, TOKENIZER, REPORT = "int8.onnx", "float32.onnx", "tokenizer.json", "export.json"
"""The files that train.export_text leaves in its folder."""


@dataclass(frozen=True)
class Exported:
    """Beside the weights and the tokenizer."""

    vocabulary: int
    """Word pieces."""
    parameters: int
    max_tokens: int
    """Where the tokenizer cuts, special tokens included."""
    torch_gap: float
    """Largest difference of a probability between torch and the float32 file."""
    int8_gap: float
    """Largest difference of a probability between the float32 and the int8 file."""
    probes: int
    """Texts compared."""


def write_report(folder: Path, found: Exported) -> None:
    (folder / REPORT).write_text(json.dumps(asdict(found), indent=2) + "\n", encoding="utf-8")


def read_report(folder: Path) -> Exported:
    return Exported(**json.loads((folder / REPORT).read_text(encoding="utf-8")))
