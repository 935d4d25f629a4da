"""Encryption at rest of what patients write and what the bot says back (Fernet: AES and HMAC)."""

from __future__ import annotations

import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from contract.errors import BadSetting
from contract.secret import text_key
from contract.settings import Settings

_OTHER_KEY = (
    "Stored text was encrypted with another key: "
    "put the former VULTUS_KEY, or the data folder's key file, back."
)


class Cipher:
    """Seals any JSON value into a text column and opens it again."""

    def __init__(self, key: bytes) -> None:
        try:
            self._fernet = Fernet(key)
        except ValueError:
            raise BadSetting(
                "VULTUS_KEY must be 32 bytes in URL-safe base64; leave it empty to have one made."
            ) from None
        self._key = key

    @classmethod
    def of(cls, settings: Settings) -> Cipher:
        """The cipher with the key of the settings."""
        return cls(text_key(settings))

    def seal(self, value: Any) -> str:
        """The encrypted JSON of a value; every call gives another text."""
        return self._fernet.encrypt(json.dumps(value).encode()).decode()

    def open_text(self, sealed: str) -> str:
        """Text that was sealed as it is, without JSON around it: as Rasa's trackers are."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise BadSetting(_OTHER_KEY) from None

    def digest(self, text: str) -> str:
        """A hash to find the text by, which without the key tells nothing of it."""
        return hmac.digest(self._key, text.encode(), "sha256").hex()

    def open(self, sealed: str) -> Any:
        """The value again; BadSetting when the key is not the one it was sealed with."""
        return json.loads(self.open_text(sealed))
