"""The aiohttp face of channels: the patient's page, its files and its chat socket."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator

from aiohttp import WSCloseCode, web

from channels.delivery import Delivery
from channels.page import HERE, invited, patient_page
from channels.rasa import Rasa
from channels.rooms import Rooms
from channels.socket import Chat, Tab
from channels.watch import Watch
from contract.client import StoreClient
from contract.origin import check_origin
from contract.settings import Settings
from safety.help import check_language

MAX_FRAME_BYTES = 1024 * 1024
"""Above this the socket closes; below it a message that is too large gets a clear error."""
chat_key = web.AppKey("chat", Chat)
_Sockets = set[web.WebSocketResponse]
_sockets_key: web.AppKey[_Sockets] = web.AppKey("chat_sockets")


def attach(app: web.Application, settings: Settings) -> None:
    """Add the routes and what must run behind them; BadSetting as check_language says."""
    check_language(settings)
    app[_sockets_key] = set()

    async def serve(app: web.Application) -> AsyncIterator[None]:
        store, rasa, rooms = StoreClient.of(settings), Rasa.of(settings), Rooms()
        delivery = Delivery(store, rasa, rooms)
        watch = Watch(settings, store, rooms)
        app[chat_key] = Chat(settings, store, rooms, delivery, watch)
        sweeps = asyncio.create_task(delivery.run())
        yield
        sweeps.cancel()
        await asyncio.gather(sweeps, return_exceptions=True)
        await watch.close()
        await delivery.close()
        await rasa.close()
        await store.close()

    app.cleanup_ctx.append(serve)
    app.on_shutdown.append(_close_sockets)
    app.router.add_get("/p/{token}", _page)
    app.router.add_get("/p/{token}/chat", _chat)
    app.router.add_static("/static/patient", HERE / "static" / "patient")
    if settings.telegram_token:
        # Imported only where it runs: the library takes 140 MB.
        importlib.import_module("channels.telegram.app").attach(app, settings, chat_key)


async def _page(request: web.Request) -> web.Response:
    chat = request.app[chat_key]
    return await patient_page(request.match_info["token"], chat.store, chat.settings)


async def _chat(request: web.Request) -> web.WebSocketResponse:
    chat = request.app[chat_key]
    check_origin(request.headers.get("Origin"), request.host, chat.settings.public_url)
    invite = await invited(chat.store, request.match_info["token"])
    socket = web.WebSocketResponse(max_msg_size=MAX_FRAME_BYTES, heartbeat=30)
    await socket.prepare(request)
    request.app[_sockets_key].add(socket)
    try:
        await Tab(socket, chat, invite).run()
    finally:
        request.app[_sockets_key].discard(socket)
    return socket


async def _close_sockets(app: web.Application) -> None:
    sockets = app[_sockets_key]
    for socket in tuple(sockets):
        await socket.close(code=WSCloseCode.GOING_AWAY, message=b"The service stops.")
