"""The store's HTTP face; `docs/architecture.md` lists the calls."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from aiohttp import web

from contract.errors import BadMessage, NotFound, VultusError
from contract.messages import (
    CloseReason,
    FaceWindow,
    Receipt,
    Record,
    Switch,
)
from contract.settings import Settings
from contract.wire import any_from_json, from_json, to_json
from fusion.account_calls import AccountCalls, hashing
from fusion.alert_calls import alert_routes
from fusion.chat_calls import Spoken, chat_routes
from fusion.course_calls import course_routes
from fusion.outbox_calls import outbox_routes
from fusion.overview_calls import overview_routes
from fusion.rating_calls import rating_routes
from fusion.reminder_calls import reminder_routes
from fusion.rights_calls import rights_routes
from fusion.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")

THREADS = 4
IDLE_CHECK_S = 60.0
PURGE_S = 3600.0
FUSE_S = 5.0
"""For the moods of a patient with a new switch; what is left over comes in the next round."""
SCOPES = ("text", "camera")
MOST_UNSCORED = 1000
MOST_WINDOWS = 500

store_key = web.AppKey("store", Store)
_threads_key = web.AppKey("store_threads", ThreadPoolExecutor)


@dataclass(frozen=True)
class Opening:
    """Body of `POST /internal/sessions`."""

    patient: str
    channel: str


@dataclass(frozen=True)
class Closing:
    """Body of `POST /internal/sessions/{session}/close`."""

    reason: CloseReason
    at: float


def attach(app: web.Application, settings: Settings) -> None:
    """Add the routes, the store behind them and the closing of idle sessions."""

    async def storage(app: web.Application) -> AsyncIterator[None]:
        threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store")
        loop = asyncio.get_running_loop()
        store = await loop.run_in_executor(threads, Store.of, settings)
        app[store_key], app[_threads_key] = store, threads
        tasks = [
            asyncio.create_task(_close_idle(app, settings.idle_hours * 3600)),
            asyncio.create_task(_purge(app)),
        ]
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await loop.run_in_executor(None, threads.shutdown)  # what still runs there ends first
        await loop.run_in_executor(None, store.close)

    app.cleanup_ctx.extend((storage, hashing))
    app.add_routes(
        [
            web.post("/internal/messages", post_message),
            web.post("/internal/windows", post_windows),
            web.post("/internal/invites", post_invite),
            web.get("/internal/invites/{token}", get_invite),
            web.post("/internal/sessions", post_session),
            web.get("/internal/sessions", get_sessions),
            web.get("/internal/sessions/{session}", get_record),
            web.get("/internal/sessions/{session}/conversation", get_conversation),
            web.get("/internal/sessions/{session}/head", get_session),
            web.get("/internal/sessions/{session}/baseline", get_baseline),
            web.post("/internal/sessions/{session}/close", post_close),
            web.get("/internal/sessions/{session}/consents/{scope}", get_consent),
            web.get("/internal/sessions/{session}/replies/{message}", get_reply),
            web.get("/internal/patients/{patient}/completed", get_completed),
            web.post("/internal/switches", post_switch),
            web.get("/internal/replies/undelivered", get_undelivered),
            web.get("/internal/replies/unscored", get_unscored),
            *AccountCalls(_in_thread, _body).routes(),
            *alert_routes(_in_thread, _body),
            *chat_routes(_in_thread, _body),
            *reminder_routes(_in_thread, _body),
            *rating_routes(_in_thread, _body),
            *rights_routes(_in_thread, _body),
            *outbox_routes(_in_thread, _body),
            *overview_routes(_in_thread),
            *course_routes(_in_thread, _body),
        ]
    )


async def post_message(request: web.Request) -> web.Response:
    message = any_from_json(await _body(request))
    return _answer(await _in_thread(request.app, Store.put, message))


async def post_windows(request: web.Request) -> web.Response:
    body = await _body(request)
    sent = body.get("windows") if isinstance(body, dict) else None
    if not isinstance(sent, list) or len(sent) > MOST_WINDOWS:
        raise BadMessage(f"windows must be a list of at most {MOST_WINDOWS} FaceWindows.")

    def put(store: Store) -> list[Receipt | VultusError]:
        return store.put_windows([from_json(one, FaceWindow) for one in sent])

    done = await _in_thread(request.app, put)
    told = [one.body() if isinstance(one, VultusError) else to_json(one) for one in done]
    return web.json_response({"receipts": told})


async def post_invite(request: web.Request) -> web.Response:
    asked = from_json(await _body(request), Spoken)
    return _answer(await _in_thread(request.app, Store.invite, time.time(), asked.language))


async def get_invite(request: web.Request) -> web.Response:
    token = request.match_info["token"]
    return _answer(await _in_thread(request.app, Store.invited, token))


async def post_session(request: web.Request) -> web.Response:
    asked = from_json(await _body(request), Opening)
    found = _in_thread(request.app, Store.open_session, asked.patient, asked.channel, time.time())
    return _answer(await found)


async def get_sessions(request: web.Request) -> web.Response:
    clinic, patient = request.query.get("clinic"), request.query.get("patient")
    lines = await _in_thread(request.app, Store.summaries, clinic, patient)
    return web.json_response({"sessions": [to_json(line) for line in lines]})


async def get_completed(request: web.Request) -> web.Response:
    patient = request.match_info["patient"]
    return web.json_response({"completed": await _in_thread(request.app, Store.completed, patient)})


async def post_switch(request: web.Request) -> web.Response:
    switch = from_json(await _body(request), Switch)
    receipt = await _in_thread(request.app, lambda store: store.moods.switch(switch))
    given = FUSE_S, switch.patient
    await _in_thread(request.app, lambda store: store.moods.fuse_waiting(*given))
    return _answer(receipt)


async def get_record(request: web.Request) -> web.Response:
    return await _told(request, Store.record)


async def get_conversation(request: web.Request) -> web.Response:
    return await _told(request, Store.conversation)


async def _told(request: web.Request, read: Callable[[Store, str], Record]) -> web.Response:
    """A record, made into JSON in the thread too: an hour of camera is half a megabyte of it."""

    def text(store: Store, session: str) -> str:
        return json.dumps(to_json(read(store, session)))

    told = await _in_thread(request.app, text, request.match_info["session"])
    return web.json_response(text=told)


async def get_session(request: web.Request) -> web.Response:
    return _answer(await _in_thread(request.app, Store.session, request.match_info["session"]))


async def get_baseline(request: web.Request) -> web.Response:
    return _answer(await _in_thread(request.app, Store.baseline, request.match_info["session"]))


async def post_close(request: web.Request) -> web.Response:
    how = from_json(await _body(request), Closing)
    session = request.match_info["session"]
    return _answer(await _in_thread(request.app, Store.close_session, session, how.reason, how.at))


async def get_consent(request: web.Request) -> web.Response:
    session, scope = request.match_info["session"], request.match_info["scope"]
    if scope not in SCOPES:
        raise NotFound(f"No such consent scope. Known: {', '.join(SCOPES)}.")
    given = await _in_thread(request.app, Store.consented, session, scope)
    return web.json_response({"given": given})


async def get_reply(request: web.Request) -> web.Response:
    session, message = request.match_info["session"], request.match_info["message"]
    return _answer(await _in_thread(request.app, Store.reply, session, message))


async def get_undelivered(request: web.Request) -> web.Response:
    replies = await _in_thread(request.app, Store.undelivered)
    return web.json_response({"replies": [to_json(reply) for reply in replies]})


async def get_unscored(request: web.Request) -> web.Response:
    limit = request.query.get("limit", str(MOST_UNSCORED))
    if not (limit.isascii() and limit.isdigit() and 0 < int(limit[:9]) <= MOST_UNSCORED):
        raise BadMessage(f"limit must be a whole number from 1 to {MOST_UNSCORED}.")
    replies = await _in_thread(request.app, Store.unscored, int(limit))
    return web.json_response({"replies": [to_json(reply) for reply in replies]})


async def check(app: web.Application) -> None:
    """Raises when the database does not answer."""
    await _in_thread(app, Store.check)


async def measures(app: web.Application) -> dict[str, float]:
    """What `/metrics` shows of the store."""
    return await _in_thread(app, Store.measures)


async def _close_idle(app: web.Application, idle_s: float) -> None:
    """Close sessions that nobody has written to for `idle_s` seconds, and compute the moods that
    closed ones lack and the overview's lines, as long as the app runs."""
    while True:
        now = time.time()
        try:
            await _in_thread(app, Store.close_idle, now - idle_s, now)
            await _in_thread(app, lambda store: store.moods.fuse_waiting(IDLE_CHECK_S))
            await _in_thread(app, _make_lines, now)
        except Exception as error:  # the next round may succeed; the store must stay up
            log.error("idle sessions not closed", extra={"error": type(error).__name__})
        await asyncio.sleep(IDLE_CHECK_S)


def _make_lines(store: Store, now: float) -> None:
    store.overviews.make_lines(IDLE_CHECK_S, now)


async def _purge(app: web.Application) -> None:
    """Delete what has been kept long enough, now and every hour, as long as the app runs."""
    while True:
        try:
            await _in_thread(app, lambda store: store.rights.purge(time.time()))
        except Exception as error:  # the next round may succeed; the store must stay up
            log.error("not purged", extra={"error": type(error).__name__})
        await asyncio.sleep(PURGE_S)


async def _in_thread(app: web.Application, call: Callable[..., T], *args: Any) -> T:
    """A call of the store, in one of its threads: databases block."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(app[_threads_key], call, app[store_key], *args)


async def _body(request: web.Request) -> Any:
    try:
        return await request.json()
    except (ValueError, RecursionError):
        raise BadMessage("The body must be JSON.") from None


def _answer(message: Any) -> web.Response:
    return web.json_response(to_json(message))
