"""The patient's page over HTTP: the link's page, and friendly ones when there is none."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, select_autoescape

from channels.inbound import ID
from channels.transcript import CONSENT_VERSION
from contract.client import StoreClient
from contract.errors import NotFound, Unavailable
from contract.messages import Invite
from contract.settings import Settings
from safety.help import texts_of

HERE = Path(__file__).parent
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGES = Environment(
    loader=FileSystemLoader(HERE / "pages"), autoescape=select_autoescape(), trim_blocks=True
)


async def invited(store: StoreClient, token: str) -> Invite:
    """Who holds the link; NotFound also for what cannot be a token at all."""
    if not ID.fullmatch(token):
        raise NotFound("There is no such link.")
    return await store.invited(token)


async def patient_page(token: str, store: StoreClient, settings: Settings) -> web.Response:
    """The page of a link. It says nothing about the patient; the chat socket does that."""
    try:
        await invited(store, token)
    except NotFound:
        return _page("unknown.html", 404)
    except Unavailable:
        answer = _page("unavailable.html", 503)
        answer.headers["Refresh"] = "5"
        return answer
    demo = texts_of(settings).demo if settings.demo else None
    return _page("patient.html", 200, demo=demo, consent_version=CONSENT_VERSION)


def _page(name: str, status: int, **values: object) -> web.Response:
    text = _PAGES.get_template(name).render(**values)
    return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)
