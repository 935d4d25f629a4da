"""The patient's rights on the clinic's pages: a copy of everything, erasing, and the proofs."""

from __future__ import annotations

from aiohttp import web

from contract.messages import Deed
from contract.wire import to_json
from report.gate import HEADERS, Gate, go, html, store_key
from report.render import erasures_page
from report.rights import download, erase, found, proof_line
from report.viewer import Viewer


class RightsPages:
    """For administrators. Proofs name no patient, and another clinic's are not there."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        gate = self._gate
        return [
            web.get("/c/sessions/{session}/download", gate.page(self.download, "rights")),
            web.post("/c/sessions/{session}/erase", gate.page(self.erase, "rights")),
            web.get("/c/erasures", gate.page(self.erasures, "rights")),
            web.get("/c/erasures/{reference}.json", gate.json(self.erasure_json, "rights")),
        ]

    async def download(self, request: web.Request, me: Viewer) -> web.Response:
        """All that is held of a session's patient, as a file."""
        return await download(request.app[store_key], await self._patient(request, me, "all read"))

    async def erase(self, request: web.Request, me: Viewer) -> web.Response:
        """A button on a session's page: all of its patient is deleted, the proof is shown."""
        patient = await self._patient(request, me, "patient erased")
        proof = await erase(request, request.app[store_key], patient, me.staff.name)
        return go(f"/c/erasures#{proof.reference}")

    async def erasures(self, request: web.Request, me: Viewer) -> web.Response:
        """The proofs of erasures."""
        await request.app[store_key].witness(Deed(me.staff.staff, "proofs read"))
        proofs = await request.app[store_key].proofs(me.staff.clinic)
        return html(erasures_page([proof_line(proof) for proof in proofs], me))

    async def erasure_json(self, request: web.Request, me: Viewer) -> web.Response:
        """One proof as JSON."""
        await request.app[store_key].witness(Deed(me.staff.staff, "proofs read"))
        proof = await found(
            request.app[store_key], request.match_info["reference"], me.staff.clinic
        )
        return web.json_response(to_json(proof), headers=HEADERS)

    async def _patient(self, request: web.Request, me: Viewer, what: str) -> str:
        deed = Deed(me.staff.staff, what, session=request.match_info["session"])
        return (await request.app[store_key].witness(deed)).patient or ""
