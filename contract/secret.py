"""Keys that are made once and kept in the data folder, readable by their owner only."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from contract.settings import Settings


def part_secret(settings: Settings) -> str:
    """The secret that the parts show each other: the setting, or the data folder's."""
    return settings.secret or kept(settings.data / "secret")


def text_key(settings: Settings) -> bytes:
    """The Fernet key (URL-safe base64 of 32 bytes) that text at rest is sealed with now.

    `contract/text_keys.py` has all that open it.
    """
    return (settings.key or kept(settings.data / "key")).replace(",", " ").split()[0].encode()


def trackers_url(settings: Settings) -> str:
    """The SQLAlchemy URL of Rasa's tracker store."""
    return settings.trackers or f"sqlite:///{settings.data / 'rasa.db'}"


def research_key(settings: Settings) -> bytes:
    """The key of the names in exports for research; without it nobody is found again."""
    return kept(settings.data / "research-key").encode()


def kept(path: Path) -> str:
    """The text in the file; made at random when there is none. Safe when two processes race."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not path.exists():
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(32)))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
