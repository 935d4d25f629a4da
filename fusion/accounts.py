"""Clinics and staff: made, changed, locked out, signed in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from contract.entry import DEMO
from contract.errors import BadMessage, Conflict, NotAllowed, NotFound
from contract.messages import AuditLine, Clinic, Role, Staff
from contract.recipients import recipient
from fusion import audit
from fusion.account_tables import ClinicRow, StaffRow
from fusion.checks import LONGEST_FIELD
from fusion.tables import MAIN

TRIES, LOCK_S = 5, 900.0
UNNAMED = "Clinic"
"""What the first clinic is called until somebody names it."""
REFUSED = (
    "This name and password do not open an account. After five wrong passwords an account takes "
    "none for 15 minutes; an administrator can give you a link to choose a new one."
)
UNKNOWN = (
    "Your clinic's provider knows you, but no account here has your name; an administrator can add "
    "it."
)
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,99}")
_STAFF = tuple(name for name in Staff.__dataclass_fields__ if name != "password")


@dataclass(frozen=True)
class Attempt:
    """A sign-in that was counted and not decided yet."""

    staff: str | None
    """None: there is no such account, or it takes no password now."""
    kept: str | None
    """The hash to compare with."""


def message(row: StaffRow) -> Staff:
    """The row without its hash."""
    kept = {name: getattr(row, name) for name in _STAFF}
    return Staff(password=row.password is not None, **kept)


def clinics(db: Db) -> list[Clinic]:
    """All of them, by name."""
    return [_clinic(row) for row in db.scalars(select(ClinicRow).order_by(ClinicRow.name))]


def add_clinic(db: Db, name: str) -> Clinic:
    """One more; Conflict when there is one of that name."""
    name = _named(name)
    if db.scalar(select(ClinicRow).where(ClinicRow.name == name)) is not None:
        raise Conflict(f"There is a clinic named {name} already.")
    made = Clinic(f"c-{secrets.token_hex(6)}", name)
    db.add(ClinicRow(clinic=made.clinic, name=name))
    return made


def rename_clinic(db: Db, clinic: str, name: str) -> Clinic:
    """Another name; Conflict when another clinic has it."""
    name, row = _named(name), db.get(ClinicRow, clinic)
    if row is None:
        raise NotFound("There is no such clinic.")
    if db.scalar(select(ClinicRow).where(ClinicRow.name == name)) not in (None, row):
        raise Conflict(f"There is a clinic named {name} already.")
    row.name = name
    return _clinic(row)


def tell(db: Db, clinic: str, to: Sequence[str], second: Sequence[str]) -> Clinic:
    """From now on these are told of the clinic's alerts; where none is given, whom the settings
    name. BadMessage for what cannot be told."""
    row = db.get(ClinicRow, clinic)
    if row is None:
        raise NotFound("There is no such clinic.")
    row.alert_to, row.alert_second = _told(to), _told(second)
    db.flush()
    return _clinic(row)


def _told(recipients: Sequence[str]) -> str:
    for number, one in enumerate(recipients, start=1):
        try:
            recipient(one)
        except ValueError:
            what = f"Recipient {number} is neither a mail address nor an https webhook."
            raise BadMessage(what) from None
        if not one.isprintable() or "," in one:
            raise BadMessage(f"Recipient {number} must be printable and without a comma.")
    told = ",".join(recipients)
    if len(told) > LONGEST_FIELD:
        raise BadMessage(f"Together they may have {LONGEST_FIELD} characters.")
    return told


def _clinic(row: ClinicRow) -> Clinic:
    to, second = (tuple(filter(None, one.split(","))) for one in (row.alert_to, row.alert_second))
    return Clinic(row.clinic, row.name, to, second)


def staff(db: Db, clinic: str | None = None) -> list[Staff]:
    """Everybody, or a clinic's, by sign-in name."""
    query = select(StaffRow).order_by(StaffRow.login)
    if clinic is not None:
        query = query.where(StaffRow.clinic == clinic)
    return [message(row) for row in db.scalars(query)]


def found(db: Db, id: str, *, lock: bool = False) -> StaffRow:
    """The row; NotFound when there is none."""
    query = select(StaffRow).where(StaffRow.staff == id)
    row = db.scalar(query.with_for_update() if lock else query) if id.isprintable() else None
    if row is None:
        raise NotFound("There is no such account.")
    return row


def add_staff(db: Db, clinic: str, login: str, name: str, role: Role, at: float) -> Staff:
    """A new account, without a password; Conflict when somebody has the sign-in name."""
    if not _LOGIN.fullmatch(login):
        raise BadMessage(
            "A sign-in name has 2 to 100 small letters, digits and . _ @ + -, such as a.nurse or "
            "a.nurse@clinic.example.org."
        )
    if db.get(ClinicRow, clinic) is None:
        raise NotFound("There is no such clinic.")
    if db.scalar(select(StaffRow).where(StaffRow.login == login)) is not None:
        raise Conflict(f"Somebody has the sign-in name {login} already.")
    row = StaffRow(
        staff=f"u-{secrets.token_hex(6)}", clinic=clinic, login=login, name=_named(name), role=role,
        epoch=0, created=at, tries=0,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return message(row)


def demo_staff(db: Db, at: float) -> Staff:
    """The demo's administrator, made when missing: no password opens it, only the demo's link.

    The first clinic becomes the demo's, unless it has a name or people of its own.
    """
    row = db.get(StaffRow, DEMO)
    if row is None:
        first = db.get(ClinicRow, MAIN)
        if first is not None and first.name == UNNAMED and not staff(db, MAIN):
            first.name = "Demo clinic"
        row = StaffRow(
            staff=DEMO, clinic=MAIN, login=DEMO, name="Demo administrator",
            role="administrator", epoch=0, created=at, tries=0,
        )  # fmt: skip
        db.add(row)
        db.flush()
    return message(row)


def change(db: Db, id: str, *, role: Role | None, disabled: bool | None, at: float) -> Staff:
    """Another role, switched off or on again. Every sign-in of the person ends.

    Conflict when it would leave the clinic without an administrator who can sign in.
    """
    row = found(db, id, lock=True)
    last = row.role == "administrator" and row.disabled is None and _only_administrator(db, row)
    if last and (disabled or role not in (None, "administrator")):
        raise Conflict(f"{row.name} is the clinic's only administrator; make another one first.")
    if role is not None:
        row.role = role
    if disabled is not None:
        row.disabled = at if disabled else None
    row.epoch += 1
    db.flush()
    return message(row)


def sign_out_everywhere(db: Db, id: str) -> Staff:
    """End every sign-in of the person."""
    row = found(db, id, lock=True)
    row.epoch += 1
    db.flush()
    return message(row)


def set_password(db: Db, id: str, hash: str) -> Staff:
    """From now on that password opens it; a lock ends, and so does every sign-in."""
    row = found(db, id, lock=True)
    row.password, row.tries, row.locked_until = hash, 0, None
    row.epoch += 1
    db.flush()
    return message(row)


def begin(db: Db, login: str, at: float) -> Attempt:
    """Count a try before its password is looked at: a hundred at once are still a hundred tries."""
    query = select(StaffRow).where(StaffRow.login == login.strip().lower()).with_for_update()
    row = db.scalar(query) if login.isprintable() else None
    if row is None or row.disabled is not None or row.password is None:
        return Attempt(None, None)
    if row.locked_until is not None and at < row.locked_until:
        audit.done(db, row, "sign-in refused", at, note="locked")
        return Attempt(None, None)
    row.tries += 1
    if row.tries >= TRIES:
        row.tries, row.locked_until = 0, at + LOCK_S
    return Attempt(row.staff, row.password)


def finish(db: Db, attempt: Attempt, right: bool, new_hash: str | None, at: float) -> Staff:
    """The person who signed in; NotAllowed with one text whatever was wrong."""
    row = None if attempt.staff is None else found(db, attempt.staff, lock=True)
    if row is None or not right or row.disabled is not None:
        raise NotAllowed(REFUSED)
    row.tries, row.locked_until = 0, None
    row.password = new_hash or row.password
    audit.done(db, row, "signed in", at)
    return message(row)


def refused(db: Db, attempt: Attempt, at: float) -> None:
    """Write a wrong password down."""
    if attempt.staff is not None:
        row = found(db, attempt.staff)
        locked = row.locked_until is not None and row.locked_until > at
        note = "locked for 15 minutes" if locked else ""
        audit.done(db, row, "sign-in refused", at, note=note)


def openid(db: Db, subject: str, login: str, at: float) -> Staff:
    """Who the provider vouches for: found by `subject`; the first time by the sign-in name, which
    then is that subject's for good. NotAllowed when there is no such account."""
    if not subject.isprintable() or not login.isprintable():
        raise NotAllowed(UNKNOWN)
    row = db.scalar(select(StaffRow).where(StaffRow.subject == subject).with_for_update())
    if row is None and login:
        named = select(StaffRow).where(StaffRow.login == login, StaffRow.subject.is_(None))
        row = db.scalar(named.with_for_update())
    if row is None or row.disabled is not None or row.staff == DEMO:
        raise NotAllowed(UNKNOWN)
    row.subject = subject
    audit.done(db, row, "signed in", at, note="OpenID provider")
    return message(row)


def operator(db: Db, clinic: str, what: str, note: str, at: float) -> None:
    """Write down what was done at the command line."""
    audit.add(db, AuditLine(at, clinic, "", audit.COMMAND_LINE, what, note=note))


def _only_administrator(db: Db, row: StaffRow) -> bool:
    others = select(StaffRow.staff).where(
        StaffRow.clinic == row.clinic,
        StaffRow.role == "administrator",
        StaffRow.disabled.is_(None),
        StaffRow.staff.not_in((row.staff, DEMO)),
    )
    return db.scalar(others.limit(1)) is None


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise BadMessage("A name has 1 to 100 characters.")
    return name
