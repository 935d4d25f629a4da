"""The clinician's own rating of a session, uncovering its estimate, and how far both agree."""

from __future__ import annotations

import asyncio

from aiohttp import web

from contract.errors import BadMessage, NotFound
from contract.messages import MOODS, Deed, MoodName
from report.agreement import sources
from report.gate import Gate, go, html, store_key
from report.render import agreement_page
from report.viewer import Viewer


class RatingPages:
    """The buttons under "Estimated mood", and the page of agreement."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.post("/c/sessions/{session}/rating", self._gate.page(self.rate, "rate")),
            web.post("/c/sessions/{session}/estimate", self._gate.page(self.uncover)),
            web.get("/c/agreement", self._gate.page(self.agreement)),
        ]

    async def rate(self, request: web.Request, me: Viewer) -> web.Response:
        """The person's rating; the estimate is uncovered with it."""
        mood = _mood(str((await request.post()).get("mood", "")))
        session, store = request.match_info["session"], request.app[store_key]
        await store.witness(Deed(me.staff.staff, "session rated", session=session))
        await store.rate(session, me.staff.staff, mood)
        return go(f"/c/sessions/{session}")

    async def uncover(self, request: web.Request, me: Viewer) -> web.Response:
        """The estimate without a rating before it."""
        session, store = request.match_info["session"], request.app[store_key]
        await store.witness(Deed(me.staff.staff, "estimate asked for", session=session))
        await store.read(session, me.staff.staff, uncover=True)
        return go(f"/c/sessions/{session}")

    async def agreement(self, request: web.Request, me: Viewer) -> web.Response:
        """How far estimates and people agree, over time."""
        if not me.estimates:
            raise NotFound("Estimates are hidden here.")
        store = request.app[store_key]
        await store.witness(Deed(me.staff.staff, "agreement read"))
        labels = await store.labels(me.staff.clinic)
        return html(agreement_page(me, await asyncio.to_thread(sources, labels)))


def _mood(text: str) -> MoodName:
    for mood in MOODS:
        if mood == text:
            return mood
    raise BadMessage("Choose one of the four moods.")
