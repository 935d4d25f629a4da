"""Keys that are made once and kept in the data folder, readable by their owner only."""

from __future__ import annotations

import base64
import hmac
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


def clinician_token(settings: Settings) -> str:
    """The token in the clinician's links, /c/{token}: made once, kept in the data folder."""
    return kept(settings.data / "clinician-token").rstrip("=")  # not part of a link in a mail


def research_key(settings: Settings) -> bytes:
    """The key of the names in exports for research; without it nobody is found again."""
    return kept(settings.data / "research-key").encode()


def alert_token(settings: Settings, number: int) -> str:
    """The token of the link to one alert, as mails carry it: it opens that alert and no words."""
    return hmac.digest(part_secret(settings).encode(), f"alert {number}".encode(), "sha256").hex()


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
