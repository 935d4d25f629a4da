"""Patients' links: made here, kept as hashes, revoked."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Db

from contract.errors import NotFound
from contract.messages import Invite, Link, PatientLine
from contract.messages.overview import PAGE
from fusion.account_tables import ClinicRow
from fusion.chat_tables import ChatRow
from fusion.languages import choose
from fusion.pseudonyms import is_pseudonym
from fusion.tables import MAIN, InviteRow, PatientRow, SessionRow

NAMES = 16
"""So many digits of a token's hash name its link."""


def invite(
    db: Db, at: float, clinic: str = MAIN, by: str = "", language: str | None = None
) -> Invite:
    """A new patient of the clinic, who is spoken to in that language, and the token of their
    link."""
    if db.get(ClinicRow, clinic) is None:
        raise NotFound("There is no such clinic.")
    made = Invite(secrets.token_urlsafe(24), f"p-{secrets.token_hex(6)}", language)
    db.add(PatientRow(patient=made.patient, created=at, clinic=clinic))
    db.flush()
    db.add(_row(made, at, by))
    if language is not None:
        choose(db, made.patient, language)
    return made


def invite_again(db: Db, patient: str, at: float, by: str = "") -> Invite:
    """One more link for a patient there is; the earlier ones stay good."""
    known = db.get(PatientRow, patient) if patient.isprintable() else None
    if known is None:
        raise NotFound("No such patient; make an invite first.")
    made = Invite(secrets.token_urlsafe(24), patient, known.language)
    db.add(_row(made, at, by))
    return made


def invited(db: Db, token: str) -> Invite:
    """Who holds the token; NotFound when nobody, or when it was revoked."""
    row = db.get(InviteRow, sha256(token))
    if row is None or row.revoked is not None:
        raise NotFound("No such link; ask the clinic for a new one.")
    known = db.get(PatientRow, row.patient)
    return Invite(token, row.patient, None if known is None else known.language)


def locked_out(db: Db, patient: str) -> bool:
    """Whether the patient has no way in any more: every link is revoked, no chat is connected."""
    links = list(db.scalars(select(InviteRow.revoked).where(InviteRow.patient == patient)))
    if not links or None in links:
        return False
    return db.scalar(select(ChatRow.patient).where(ChatRow.patient == patient).limit(1)) is None


def revoke(db: Db, patient: str, link: str, at: float) -> None:
    """End a link, and the chats that were connected with it; again changes nothing.

    With the patient's last link go all chats: of some it is not known which link connected them.
    """
    row = _linked(db, patient, link)
    if row.revoked is None:
        row.revoked = at
    db.flush()
    good = select(InviteRow.patient).where(
        InviteRow.patient == patient, InviteRow.revoked.is_(None)
    )
    last = db.scalar(good.limit(1)) is None
    which = ChatRow.patient == patient if last else ChatRow.invite == row.token_sha256
    db.execute(delete(ChatRow).where(which))
    db.flush()


def links(db: Db, patient: str) -> list[Link]:
    """A patient's links, the latest first."""
    query = select(InviteRow).where(InviteRow.patient == patient)
    rows = db.scalars(query.order_by(InviteRow.created.desc(), InviteRow.token_sha256))
    bound = set(db.scalars(select(ChatRow.invite).where(ChatRow.patient == patient)))
    return [
        Link(
            row.token_sha256[:NAMES], row.patient, row.created, row.by, row.revoked,
            row.token_sha256 in bound,
        )
        for row in rows
    ]  # fmt: skip


def patients(
    db: Db, clinic: str, patient: str | None = None, page: int = 1
) -> tuple[list[PatientLine], int]:
    """A page of a clinic's patients, the latest first, and how many there are on all pages;
    `patient` is a part of the id."""
    row = PatientRow
    query = select(row.patient, row.created).where(row.clinic == clinic, ~is_pseudonym(row.patient))
    if patient is not None:
        query = query.where(row.patient.icontains(patient, autoescape=True))
    count = db.scalar(select(func.count()).select_from(query.subquery())) or 0
    ordered = query.order_by(row.created.desc(), row.patient)
    shown = db.execute(ordered.limit(PAGE).offset((page - 1) * PAGE)).all()
    return _lines(db, [(one, created) for one, created in shown]), count


def _lines(db: Db, shown: list[tuple[str, float]]) -> list[PatientLine]:
    """The lines of these patients, asked for together."""
    ids = [one for one, _ in shown]
    sat = select(SessionRow.patient, func.count(), func.max(SessionRow.opened))
    sat = sat.where(SessionRow.patient.in_(ids)).group_by(SessionRow.patient)
    sittings = {one: (int(number), last) for one, number, last in db.execute(sat)}
    good = select(InviteRow.patient, func.count()).where(InviteRow.revoked.is_(None))
    good = good.where(InviteRow.patient.in_(ids)).group_by(InviteRow.patient)
    usable = {one: number for one, number in db.execute(good)}
    chats = set(db.scalars(select(ChatRow.patient).where(ChatRow.patient.in_(ids))))
    lines = []
    for one, created in shown:
        sessions, last = sittings.get(one, (0, None))
        lines.append(PatientLine(one, created, sessions, last, usable.get(one, 0), one in chats))
    return lines


def sha256(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _row(made: Invite, at: float, by: str) -> InviteRow:
    return InviteRow(token_sha256=sha256(made.token), patient=made.patient, created=at, by=by)


def _linked(db: Db, patient: str, link: str) -> InviteRow:
    row = None
    if len(link) == NAMES and link.isalnum() and link.isascii():
        start = InviteRow.token_sha256.startswith(link, autoescape=True)
        row = db.scalar(select(InviteRow).where(InviteRow.patient == patient, start))
    if row is None:
        raise NotFound("There is no such link.")
    return row
