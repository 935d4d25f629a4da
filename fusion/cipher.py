"""Encryption at rest of what patients write and what the bot says back (Fernet: AES and HMAC)."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from contract.errors import BadSetting
from contract.settings import Settings
from contract.text_keys import TextKeys

Keys = tuple[bytes, ...]
OTHER_KEY = (
    "Stored text was encrypted with another key: "
    "put the former VULTUS_KEY, or the data folder's key file, back."
)


class Cipher:
    """Seals any JSON value into a text column and opens it again.

    `keys` is asked each time: the first seals, each of them opens.
    """

    def __init__(self, keys: Callable[[], Keys]) -> None:
        self._keys = keys
        self._made: tuple[Keys, MultiFernet] = ((), MultiFernet([Fernet(Fernet.generate_key())]))
        self._all()

    @classmethod
    def of(cls, settings: Settings) -> Cipher:
        """The cipher with the keys of the settings."""
        return cls(TextKeys(settings).now)

    def seal(self, value: Any) -> str:
        """The encrypted JSON of a value; every call gives another text."""
        return self._all().encrypt(json.dumps(value).encode()).decode()

    def open(self, sealed: str) -> Any:
        """The value again; BadSetting when none of the keys is the one it was sealed with."""
        return json.loads(self.open_text(sealed))

    def open_text(self, sealed: str) -> str:
        """Text that was sealed as it is, without JSON around it: as Rasa's trackers are."""
        try:
            return self._all().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise BadSetting(OTHER_KEY) from None

    def renewed(self, sealed: str) -> str | None:
        """The same sealed with the first key; None when it is so already. BadSetting as `open`."""
        every, token = self._all(), sealed.encode()
        try:
            Fernet(self._made[0][0]).decrypt(token)
        except InvalidToken:
            pass
        else:
            return None
        try:
            return every.rotate(token).decode()
        except InvalidToken:
            raise BadSetting(OTHER_KEY) from None

    def digests(self, text: str) -> tuple[str, ...]:
        """Hashes to find the text by, one for each key, which without the key tell nothing of it.

        The first is the one to store.
        """
        self._all()
        return tuple(hmac.digest(key, text.encode(), "sha256").hex() for key in self._made[0])

    def _all(self) -> MultiFernet:
        keys = self._keys()
        if keys is not self._made[0]:
            try:
                self._made = keys, MultiFernet([Fernet(key) for key in keys])
            except ValueError:
                raise BadSetting(
                    "VULTUS_KEY must be 32 bytes in URL-safe base64, or several of those with "
                    "commas between; leave it empty to have one made."
                ) from None
        return self._made[1]
