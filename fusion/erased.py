"""Who was erased, so that a restored backup is erased again: keyed hashes in the data folder.

Outside the database, since a restore puts an earlier one in its place; the hashes tell nobody's id.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable

from contract.secret import kept
from contract.settings import Settings


class Erased:
    """The list of one data folder; lines are only added."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.data / "erased"
        self._key_path = settings.data / "erased-key"

    def add(self, patient: str) -> None:
        """Remember the patient; it is on the disk when this returns."""
        line = f"{self._digest(patient)}\n".encode()
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
        with open(os.open(self._path, flags, 0o600), "ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def among(self, patients: Iterable[str]) -> list[str]:
        """Those of the patients that were erased."""
        if not self._path.exists():
            return []
        known = set(self._path.read_text().split())
        return [patient for patient in patients if self._digest(patient) in known]

    def _digest(self, patient: str) -> str:
        return hmac.digest(kept(self._key_path).encode(), patient.encode(), "sha256").hex()
