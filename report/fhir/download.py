"""A session's bundle as a file for a clinician."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from contract.errors import NotFound
from contract.messages import Record
from contract.settings import Settings
from questionnaires.loader import load_all
from report.fhir.bundle import Wanted, bundle
from report.fhir.ids import id_of
from report.fhir.push import JSON

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def for_clinicians(settings: Settings) -> Wanted:
    """What a clinician gets: everything that the pages show them."""
    return Wanted(not settings.hide_estimates, True, settings.alert_escalate_minutes)


async def bundle_response(record: Record, settings: Settings) -> web.Response:
    """The bundle as a file, named by its hashed id: a session's own id opens the chat."""

    def text() -> str | None:
        made = bundle(record, load_all(), for_clinicians(settings))
        return None if made is None else json.dumps(made, indent=1, ensure_ascii=False)

    body = await asyncio.to_thread(text)
    if body is None:
        raise NotFound("This session is still open; its bundle comes when it closes.")
    name = f"session-{id_of(record.session.session, 'file')}.fhir.json"
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(text=body, content_type=JSON, headers=headers)
