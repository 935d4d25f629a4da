"""What all cameras send to the store, gathered for a moment: one request for many windows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from contract.client import StoreClient
from contract.errors import Unavailable, VultusError
from contract.messages import FaceWindow

GATHER_S = 0.25
"""How long the first window waits for others: 80 cameras then make four requests a second, not 80,
and a request and its transaction cost far more than a window in them."""
MOST = 200
"""Windows in one request."""


class Post:
    """Sends windows; each sender hears of its own."""

    def __init__(self, store: StoreClient) -> None:
        self._store = store
        self._waiting: list[_Parcel] = []
        self._task: asyncio.Task[None] | None = None

    async def send(self, windows: Sequence[FaceWindow]) -> list[VultusError]:
        """Store them; what the store had against any. Unavailable when it does not answer."""
        parcel = _Parcel(windows, asyncio.get_running_loop().create_future())
        self._waiting.append(parcel)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._collect())
        return await parcel.refusals

    async def _collect(self) -> None:
        await asyncio.sleep(GATHER_S)
        while self._waiting:
            taken, self._waiting = _first(self._waiting)
            try:
                said = await self._said([window for one in taken for window in one.windows])
            except VultusError as error:
                for one in taken:
                    one.fail(error)
            else:
                for one in taken:
                    own, said = said[: len(one.windows)], said[len(one.windows) :]
                    one.told([refusal for refusal in own if refusal is not None])

    async def _said(self, windows: Sequence[FaceWindow]) -> list[VultusError | None]:
        """What the store has against each; Unavailable when it does not answer."""
        try:
            receipts = await self._store.post_windows(windows)
        except Unavailable:
            raise
        except VultusError:  # one of them upset the whole request: the others must not pay for it
            return [await self._said_alone(window) for window in windows]
        return [one if isinstance(one, VultusError) else None for one in receipts]

    async def _said_alone(self, window: FaceWindow) -> VultusError | None:
        try:
            await self._store.post(window)
        except Unavailable:
            raise
        except VultusError as error:
            return error
        return None


@dataclass(frozen=True)
class _Parcel:
    windows: Sequence[FaceWindow]
    refusals: asyncio.Future[list[VultusError]]

    def told(self, refusals: list[VultusError]) -> None:
        if not self.refusals.done():  # else its sender has gone
            self.refusals.set_result(refusals)

    def fail(self, error: VultusError) -> None:
        if not self.refusals.done():
            self.refusals.set_exception(error)


def _first(parcels: list[_Parcel]) -> tuple[list[_Parcel], list[_Parcel]]:
    """Those that go into one request, at least one, and the rest."""
    windows = 0
    for number, parcel in enumerate(parcels):
        windows += len(parcel.windows)
        if number and windows > MOST:
            return parcels[:number], parcels[number:]
    return parcels, []
