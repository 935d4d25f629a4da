"""Who is told of an alert: mail addresses and webhooks, read from the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Recipient:
    """One place that a notice is sent to."""

    kind: Literal["mail", "webhook"]
    address: str

    @property
    def name(self) -> str:
        """For the trail and the log: a webhook's path may be a secret."""
        return self.address if self.kind == "mail" else (urlsplit(self.address).hostname or "")


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed in."""

    host: str
    port: int
    user: str
    password: str
    tls: Literal["from the start", "required", "none"]
    """required: STARTTLS before anything is said; none: only on loopback."""


def recipient(text: str) -> Recipient:
    """A mail address or a webhook; ValueError for anything else, or a webhook without TLS."""
    if _MAIL.fullmatch(text):
        return Recipient("mail", text)
    url = urlsplit(text)
    if url.scheme == "https" or (url.scheme == "http" and url.hostname in _LOOPBACK):
        return Recipient("webhook", text)
    raise ValueError(text)


def mail_server(text: str) -> MailServer:
    """smtp://user:password@host:587 (STARTTLS) or smtps://...:465; ValueError otherwise."""
    url: SplitResult = urlsplit(text)
    if url.scheme not in _PORTS or not url.hostname or url.path not in ("", "/"):
        raise ValueError(text)
    loopback = url.hostname in _LOOPBACK
    return MailServer(
        host=url.hostname,
        port=url.port or _PORTS[url.scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        tls="from the start" if url.scheme == "smtps" else "none" if loopback else "required",
    )
