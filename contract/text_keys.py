"""The keys that encrypt text at rest, as they are now: a rotation puts a new one in front of them.

They stand in VULTUS_KEY, separated by commas, or in the data folder's `key`, one a line. The first
seals, each of them opens.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from contract.errors import BadSetting
from contract.secret import kept
from contract.settings import Settings

FORMER = "key.former"
"""Where keys go that are no longer used: they open backups of before."""


class TextKeys:
    """The keys of one process; another process may change the file at any time."""

    def __init__(self, settings: Settings) -> None:
        self._given = tuple(part.strip().encode() for part in settings.key.split(",") if part)
        self._path = settings.data / "key"
        self._read: tuple[object, tuple[bytes, ...]] = (None, ())

    @property
    def in_file(self) -> bool:
        """Whether the data folder keeps them, and not VULTUS_KEY."""
        return not self._given

    def now(self) -> tuple[bytes, ...]:
        """The keys, the one that seals first; the same tuple as before while nothing changed."""
        if self._given:
            return self._given
        stamp = self._stamp()
        if stamp is None or stamp != self._read[0]:
            text = kept(self._path)
            self._read = self._stamp(), tuple(line.encode() for line in text.split())
        if not self._read[1]:
            raise BadSetting(f"{self._path} is empty: put the key back that was in it.")
        return self._read[1]

    def add(self, key: bytes) -> None:
        """Put a new key in front; it is on the disk when this returns."""
        self._write(self._path, (key, *self.now()))

    def retire(self) -> int:
        """Keep the first key alone and move the others aside; how many those were."""
        first, *others = self.now()
        if others:
            former = self._path.with_name(FORMER)
            before = former.read_bytes().split() if former.exists() else []
            self._write(former, (*before, *(one for one in others if one not in before)))
            self._write(self._path, (first,))
        return len(others)

    def _stamp(self) -> object:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _write(self, path: Path, keys: tuple[bytes, ...]) -> None:
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(b"\n".join(keys))
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
