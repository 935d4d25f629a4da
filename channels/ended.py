"""A link that the clinic has revoked while its page is open: nothing more is taken there."""

from __future__ import annotations

import asyncio
from typing import Any

from channels.unstored import unstored_safety
from contract.client import StoreClient
from contract.errors import NotFound, VultusError
from contract.messages import Reply
from contract.settings import Settings


async def link_ended(store: StoreClient, token: str) -> bool:
    """Whether it was revoked; False while the store does not say."""
    try:
        await store.invited(token)
    except NotFound:
        return True
    except VultusError:
        return False
    return False


async def farewell(said: Reply | None, settings: Settings) -> dict[str, Any]:
    """What the page is told last: that the reply is not kept, with the help message where its words
    need a person's help all the same."""
    safety = None
    if said is not None:
        safety = await asyncio.to_thread(unstored_safety, said, settings)
    return {"kind": "ended", "message": None if said is None else said.message, "safety": safety}
