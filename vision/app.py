"""The camera's WebSocket `/v1/sessions/{session}/frames`, pictures from elsewhere, explaining."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from contract.client import StoreClient
from contract.origin import check_origin
from contract.secret import part_secret
from contract.settings import Settings
from vision.camera import Lens
from vision.emotion import face_card
from vision.explaining import explain
from vision.pictures import Pictures
from vision.pool import Pool
from vision.studio import Studio

MAX_READ_BYTES = 64 * 1024 * 1024
"""aiohttp closes a socket whose message is larger. Far above the 1 MiB a frame may have, so that
a page that sends too much is told so and goes on; one session has one socket, and what it sent is
let go of at once."""

studio_key = web.AppKey("studio", Studio)
pool_key = web.AppKey("pool", Pool)
_pictures_key = web.AppKey("pictures", Pictures)


def attach(app: web.Application, settings: Settings) -> None:
    """Add the routes, the worker processes and their warm-up."""

    async def studio(app: web.Application) -> AsyncIterator[None]:
        card = face_card(settings.face_model)
        await asyncio.to_thread(card.verified_file)  # a worker could only say that it failed
        app[pool_key] = pool = Pool(settings.vision_workers, card.name)
        try:
            await pool.warm()
            async with StoreClient.of(settings) as store:
                lens = Lens(pool, card, 1 / settings.frame_rate)
                app[studio_key] = Studio(store, lens)
                app[_pictures_key] = Pictures(app[studio_key], lens)
                yield
                await app[studio_key].close()
        finally:
            await pool.close()

    async def dismiss(app: web.Application) -> None:
        if studio_key in app:  # start-up may have failed before
            await app[studio_key].dismiss()

    async def frames(request: web.Request) -> web.WebSocketResponse:
        check_origin(request.headers.get("Origin"), request.host, settings.public_url)
        session = request.match_info["session"]
        await app[studio_key].admit(session)
        socket = web.WebSocketResponse(
            max_msg_size=MAX_READ_BYTES,
            compress=False,  # JPEGs do not shrink, and nothing small may unpack to something huge
            heartbeat=20.0,
            timeout=2.0,
        )
        await socket.prepare(request)
        await app[studio_key].serve(socket, session)
        return socket

    async def explained(request: web.Request) -> web.Response:
        return await explain(request, app[pool_key], part_secret(settings))

    async def pictures(request: web.Request) -> web.Response:
        return await app[_pictures_key].take(request)

    app.cleanup_ctx.append(studio)
    app.on_shutdown.append(dismiss)
    app.router.add_get("/v1/sessions/{session}/frames", frames)
    app.router.add_post("/v1/faces/explain", explained)
    app.router.add_post("/internal/sessions/{session}/pictures", pictures)
