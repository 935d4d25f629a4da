"""The same-origin check of the patient's sockets: another site's page must not open them."""

from __future__ import annotations

from urllib.parse import urlsplit

from contract.errors import NotAllowed


def check_origin(origin: str | None, host: str, public_url: str) -> None:
    """NotAllowed when a browser on another site asks.

    `origin` is the header of that name, None from a program that is no browser; `host` the Host
    header; `public_url` the address that browsers use when a proxy stands in front.
    """
    if origin is None:
        return
    site = origin.partition("://")[2]
    if site not in (host, urlsplit(public_url).netloc):
        raise NotAllowed("This address answers only to Vultus's own pages.")
