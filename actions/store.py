"""The way to the store from an action: a client per call, since actions hold no state."""

from __future__ import annotations

from contract.client import StoreClient
from contract.settings import load_settings


def open_store() -> StoreClient:
    """A client of the store, for `async with`. It raises Unavailable when the store is down:
    the action then fails, Rasa says nothing, and the same message comes again later."""
    return StoreClient.of(load_settings())
