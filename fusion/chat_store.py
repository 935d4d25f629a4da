"""What the store does about patients' chats; each call one transaction."""

from __future__ import annotations

from contract.messages import Chat
from fusion import chats
from fusion.cipher import Cipher
from fusion.database import Database


class Chats:
    """Beside the store, on the same database. Blocking; chat_calls.py calls it from threads."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self._database, self._cipher = database, cipher

    def bind(self, token: str, channel: str, address: str, at: float) -> Chat:
        """Make the chat that patient's who holds the invite; NotFound when nobody does."""
        with self._database.write() as db:
            return chats.bind(db, token, channel, address, at, self._cipher)

    def one(self, channel: str, address: str) -> Chat:
        """The chat of that address; NotFound when it is nobody's."""
        with self._database.read() as db:
            return chats.chat(db, channel, address, self._cipher)

    def every(self, channel: str) -> list[Chat]:
        """Every chat of the channel that can be written to."""
        with self._database.read() as db:
            return chats.chats(db, channel, self._cipher)

    def block(self, chat: Chat) -> Chat:
        """Remember `chat.blocked`."""
        with self._database.write() as db:
            return chats.set_blocked(db, chat, self._cipher)

    def take(self, chat: Chat) -> Chat:
        """Remember `chat.taken` too."""
        with self._database.write() as db:
            return chats.set_taken(db, chat, self._cipher)
