"""Long polling: an update counts as taken only when everything that it brings is stored."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable

from aiogram.types import Update

from channels.delivery import Pauses
from channels.telegram.api import Api, Blocked, Refused, Unreachable, Wait
from channels.telegram.incoming import read
from contract.errors import Unavailable

log = logging.getLogger(__name__)

Take = Callable[[Update], Awaitable[None]]


async def poll(api: Api, take: Take, pauses: Pauses) -> None:
    """Fetch and take updates until cancelled; then confirm what was taken."""
    offset, failures, settled = None, 0, False
    try:
        while True:
            try:
                if not settled:
                    await api.use_polling()
                    settled = True
                updates = await api.poll(offset)
                failures = 0
            except (Unreachable, Wait, Refused, Blocked) as error:
                failures += 1
                log.warning("telegram not polled", extra={"why": type(error).__name__})
                least = error.seconds if isinstance(error, Wait) else 0.0
                await asyncio.sleep(max(least, pauses.after(failures)))
                continue
            except Exception:  # whatever it is, the next round may succeed
                failures += 1
                log.exception("telegram not polled")
                await asyncio.sleep(pauses.after(failures))
                continue
            await take_all(updates, take, pauses)
            if updates:
                offset = updates[-1].update_id + 1
    finally:
        if offset is not None:
            await _confirm(api, offset)


async def take_all(updates: Iterable[Update], take: Take, pauses: Pauses) -> None:
    """Take them: those of one chat in order, one chat's beside the others'."""
    chats: defaultdict[str, list[Update]] = defaultdict(list)
    for update in updates:
        chats[_chat(update)].append(update)
    async with asyncio.TaskGroup() as group:
        for address, waiting in chats.items():
            if not address:
                continue
            group.create_task(_take_in_order(waiting, take, pauses))


def _chat(update: Update) -> str:
    """Whose it is; "" for nobody's."""
    try:
        incoming = read(update)
    except Exception:
        log.exception("telegram update unreadable", extra={"update": update.update_id})
        return ""
    return "" if incoming is None else incoming.address


async def _take_in_order(updates: Iterable[Update], take: Take, pauses: Pauses) -> None:
    for update in updates:
        failures = 0
        while True:
            try:
                await take(update)
            except Unavailable:
                failures += 1
                log.warning("telegram update waits for the store", extra={"failures": failures})
                await asyncio.sleep(pauses.after(failures))
            else:
                break


async def _confirm(api: Api, offset: int) -> None:
    """What was taken need not come again after a restart; if it does, it is known."""
    try:
        await api.confirm(offset)
    except (Unreachable, Wait, Refused, Blocked):
        log.info("telegram updates not confirmed")
