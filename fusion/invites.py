"""Patients' links: made here, kept as hashes."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy.orm import Session as Db

from contract.errors import NotFound
from contract.messages import Invite
from fusion.languages import choose
from fusion.tables import InviteRow, PatientRow


def invite(db: Db, at: float, language: str | None = None) -> Invite:
    """A new patient, who is spoken to in that language, and the token of their link."""
    made = Invite(secrets.token_urlsafe(24), f"p-{secrets.token_hex(6)}", language)
    db.add(PatientRow(patient=made.patient, created=at))
    db.flush()
    db.add(InviteRow(token_sha256=_sha256(made.token), patient=made.patient, created=at))
    if language is not None:
        choose(db, made.patient, language)
    return made


def invite_again(db: Db, patient: str, at: float) -> Invite:
    """One more link for a patient there is; the earlier ones stay good."""
    known = db.get(PatientRow, patient) if patient.isprintable() else None
    if known is None:
        raise NotFound("No such patient; make an invite first.")
    made = Invite(secrets.token_urlsafe(24), patient, known.language)
    db.add(InviteRow(token_sha256=_sha256(made.token), patient=patient, created=at))
    return made


def invited(db: Db, token: str) -> Invite:
    """Who holds the token; NotFound when nobody."""
    row = db.get(InviteRow, _sha256(token))
    if row is None:
        raise NotFound("No such link; ask the clinic for a new one.")
    known = db.get(PatientRow, row.patient)
    return Invite(token, row.patient, None if known is None else known.language)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
