"""Where the hospital's FHIR server may be."""

from __future__ import annotations

from urllib.parse import urlsplit

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def wrong_server(url: str) -> str | None:
    """What is wrong with VULTUS_FHIR_URL; None when nothing is."""
    if not url:
        return None
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if safe and parts.hostname and not parts.query and not parts.fragment and not parts.username:
        return None
    return (
        "VULTUS_FHIR_URL must be the server's base address, such as https://fhir.example.org/r4, "
        "without a password in it (VULTUS_FHIR_TOKEN holds the token); http only on loopback."
    )
