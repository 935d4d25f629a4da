"""The sentiment part: a background scorer, and the call that likens words to options."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from contract.client import StoreClient
from contract.likeness import PATH
from contract.settings import Settings
from sentiment.choice import chosen_model, open_model
from sentiment.likeness import Likeness
from sentiment.worker import Scorer

_likeness_key = web.AppKey("likeness", Likeness)


def attach(app: web.Application, settings: Settings) -> None:
    """Run the scorer for as long as the application runs; BadSetting without a model for it."""
    name = chosen_model(settings)

    async def scorer(_: web.Application) -> AsyncIterator[None]:
        model = await asyncio.to_thread(open_model, name, settings, meaning=True)
        await asyncio.to_thread(model.score, "warm")
        app[_likeness_key] = likeness = Likeness(model)
        async with StoreClient.of(settings) as store:
            task = asyncio.create_task(Scorer(store, model).run())
            yield
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            likeness.close()

    async def liken(request: web.Request) -> web.Response:
        return await app[_likeness_key].take(request)

    app.cleanup_ctx.append(scorer)
    app.router.add_post(PATH, liken)
