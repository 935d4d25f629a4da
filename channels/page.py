"""The patient's page over HTTP: the link's page, and friendly ones when there is none."""

from __future__ import annotations

import re
import time
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup, escape

from channels.inbound import ID
from channels.languages import offered_languages, spoken_in
from channels.promises import numbers_kept, reads
from contract.client import StoreClient
from contract.errors import NotFound, Unavailable
from contract.messages import Invite
from contract.settings import Settings
from safety.help import help_texts
from texts.language import texts_of
from texts.speaking import speaking

HERE = Path(__file__).parent
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGES = Environment(
    loader=FileSystemLoader(HERE / "pages"), autoescape=select_autoescape(), trim_blocks=True
)
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def _bold(text: str) -> Markup:
    """**Bold** as HTML, everything else escaped."""
    return Markup(_BOLD.sub(r"<strong>\1</strong>", str(escape(text))))


_PAGES.filters["bold"] = _bold


async def invited(store: StoreClient, token: str) -> Invite:
    """Who holds the link; NotFound also for what cannot be a token at all."""
    if not ID.fullmatch(token):
        raise NotFound("There is no such link.")
    return await store.invited(token)


async def patient_page(token: str, store: StoreClient, settings: Settings) -> web.Response:
    """The page of a link. It says nothing about the patient; the chat socket does that."""
    try:
        invite = await invited(store, token)
    except NotFound:
        return _page("unknown.html", 404, settings)
    except Unavailable:
        answer = _page("unavailable.html", 503, settings)
        answer.headers["Refresh"] = "5"
        return answer
    return _page("patient.html", 200, settings, invite.language)


def _page(name: str, status: int, settings: Settings, language: str | None = None) -> web.Response:
    """The page in that language, or in the installation's."""
    texts = texts_of(spoken_in(language, settings))
    with speaking(texts.language if language else None):
        demo = help_texts(settings).demo if settings.demo else None
        read, kept = reads(settings, time.time()), numbers_kept(settings)
    offered = [texts_of(tag) for tag in offered_languages(settings)]
    text = _PAGES.get_template(name).render(
        t=texts.page, texts=texts, demo=demo, reads=read, numbers_kept=kept, offered=offered
    )
    return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)
