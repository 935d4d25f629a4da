"""Names for an export that lead back to nobody without its key."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from contract.secret import research_key
from contract.settings import Settings

LENGTH = 16


@dataclass(frozen=True)
class Pseudonyms:
    """Keyed hashes: the same person has the same name in every export with the same key."""

    key: bytes

    @classmethod
    def of(cls, settings: Settings) -> Pseudonyms:
        """Those of this installation."""
        return cls(research_key(settings))

    def patient(self, id: str) -> str:
        """A patient's; not the pseudonym that the clinic's pages show."""
        return self._name("patient", id)

    def session(self, id: str) -> str:
        """A session's; its own id opens the patient's chat."""
        return self._name("session", id)

    def _name(self, kind: str, id: str) -> str:
        return hmac.digest(self.key, f"{kind} {id}".encode(), "sha256").hex()[:LENGTH]
