"""Patients' links: made here, kept as hashes."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy.orm import Session as Db

from contract.errors import NotFound
from contract.messages import Invite
from fusion.tables import InviteRow, PatientRow


def invite(db: Db, at: float) -> Invite:
    """A new patient and the token of their link."""
    made = Invite(token=secrets.token_urlsafe(24), patient=f"p-{secrets.token_hex(6)}")
    db.add(PatientRow(patient=made.patient, created=at))
    db.flush()
    db.add(InviteRow(token_sha256=_sha256(made.token), patient=made.patient, created=at))
    return made


def invite_again(db: Db, patient: str, at: float) -> Invite:
    """One more link for a patient there is; the earlier ones stay good."""
    if not patient.isprintable() or db.get(PatientRow, patient) is None:
        raise NotFound("No such patient; make an invite first.")
    made = Invite(token=secrets.token_urlsafe(24), patient=patient)
    db.add(InviteRow(token_sha256=_sha256(made.token), patient=patient, created=at))
    return made


def invited(db: Db, token: str) -> Invite:
    """Who holds the token; NotFound when nobody."""
    row = db.get(InviteRow, _sha256(token))
    if row is None:
        raise NotFound("No such link; ask the clinic for a new one.")
    return Invite(token=token, patient=row.patient)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
