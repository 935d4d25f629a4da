"""The patient's rights on the clinician's pages: the erasing of a patient, and the proofs."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from aiohttp import web

from contract.client import StoreClient
from contract.errors import BadMessage, NotFound
from contract.messages import Kept, Proof

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProofLine:
    """One proof as the page shows it."""

    reference: str
    at: float
    by: str
    erased: tuple[tuple[str, int], ...]
    """Tables with the rows deleted, those with none left out."""
    rows: int
    kept: tuple[Kept, ...]
    beyond: tuple[str, ...]


async def download(store: StoreClient, patient: str) -> web.Response:
    """All that is held of the patient, as a zip that no browser keeps."""
    packed = await store.download(patient)
    log.info("patient's data downloaded", extra={"patient": patient})
    named = {"Content-Disposition": f'attachment; filename="{patient}.zip"'}
    headers = named | {"Cache-Control": "no-store"}
    return web.Response(body=packed, content_type="application/zip", headers=headers)


async def erase(request: web.Request, store: StoreClient, patient: str, by: str) -> Proof:
    """Carry out the form; BadMessage when the patient's id was not typed again."""
    form = await request.post()
    if str(form.get("confirm", "")).strip() != patient:
        raise BadMessage("Type the patient's id as it stands above: erasing cannot be undone.")
    proof = await store.erase(patient, by)
    log.info("patient erased", extra={"reference": proof.reference})
    return proof


def proof_line(proof: Proof) -> ProofLine:
    """The proof with its sums."""
    erased = tuple((name, rows) for name, rows in proof.erased.items() if rows)
    return ProofLine(
        reference=proof.reference,
        at=proof.at,
        by=proof.by,
        erased=erased,
        rows=sum(rows for _, rows in erased),
        kept=proof.kept,
        beyond=proof.beyond,
    )


async def found(store: StoreClient, reference: str, clinic: str) -> Proof:
    """The clinic's proof of that reference; NotFound when there is none."""
    for proof in await store.proofs(clinic):
        if proof.reference == reference:
            return proof
    raise NotFound("There is no such proof; see the list of proofs.")
