"""The range of facial expressivity that the shipped reference calls usual."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent.parent / "models" / "fusion.json"


@dataclass(frozen=True)
class Reference:
    """The usual range, and the sha256 of the constants that it belongs to."""

    usual: tuple[float, float]
    constants: str

    def usual_for(self, constants: str) -> tuple[float, float] | None:
        """The range for an estimate made with those constants; None when they were others."""
        return self.usual if constants == self.constants else None


def load_reference(path: Path = FILE) -> Reference:
    """The reference in the fusion's card."""
    raw = path.read_bytes()
    low, high = json.loads(raw)["constants"]["usual"]
    return Reference((float(low), float(high)), hashlib.sha256(raw).hexdigest())
