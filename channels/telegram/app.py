"""Telegram's place in channels: a worker and, with a webhook, one route."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from aiohttp import web

from channels.delivery import Pauses
from channels.socket import Chat as Hub
from channels.telegram.api import Api, Blocked, Refused, Unreachable, Wait
from channels.telegram.photos import Photos
from channels.telegram.polling import poll
from channels.telegram.reception import Reception
from channels.telegram.reminding import Reminding
from channels.telegram.webhook import handler
from channels.telegram.writer import Writer
from contract.errors import VultusError
from contract.settings import Settings

log = logging.getLogger(__name__)

PATH = "/telegram"


def attach(app: web.Application, settings: Settings, hub_key: web.AppKey[Hub]) -> None:
    """Run the bot of the settings' token beside the patient's page, on the same store and bot."""
    reception_key = web.AppKey("reception", Reception)
    pauses = Pauses()

    async def serve(app: web.Application) -> AsyncIterator[None]:
        hub = app[hub_key]
        api = Api(settings.telegram_token, settings.telegram_api)
        writer = Writer(hub, api, pauses)
        photos = Photos(settings, api, writer, pauses)
        app[reception_key] = reception = Reception(hub, api, writer, photos)
        hook = settings.telegram_webhook
        listen = _webhook(api, settings, pauses) if hook else poll(api, reception.take, pauses)
        reminding = Reminding(settings, hub.store, api, pauses)
        jobs = listen, _resume(reception, pauses), reminding.run()
        tasks = [asyncio.create_task(job) for job in jobs]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await photos.close()
        await writer.close()
        await api.close()

    async def receive(request: web.Request) -> web.Response:
        return await handler(settings.telegram_secret, app[reception_key].take)(request)

    app.cleanup_ctx.append(serve)
    if settings.telegram_webhook:
        app.router.add_post(PATH, receive)


async def _resume(reception: Reception, pauses: Pauses) -> None:
    failures = 0
    while True:
        try:
            await reception.resume()
            return
        except VultusError as error:
            failures += 1
            log.warning("telegram waits for the store", extra={"code": error.code})
            await asyncio.sleep(pauses.after(failures))


async def _webhook(api: Api, settings: Settings, pauses: Pauses) -> None:
    """Have Telegram send updates here, as soon as it can be told."""
    failures = 0
    while True:
        try:
            await api.use_webhook(settings.telegram_webhook, settings.telegram_secret)
            return
        except (Unreachable, Wait, Refused, Blocked) as error:
            failures += 1
            log.warning("telegram webhook not set", extra={"why": type(error).__name__})
            least = error.seconds if isinstance(error, Wait) else 0.0
            await asyncio.sleep(max(least, pauses.after(failures)))
