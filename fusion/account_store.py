"""What the store does about clinics, staff, links and the audit log; each call one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from contract.messages import AuditLine, Clinic, Deed, Invite, Link, PatientLine, Role, Staff
from fusion import accounts, audit, invites
from fusion.database import Database

log = logging.getLogger(__name__)


class Accounts:
    """Beside the store, on the same database. Blocking; account_calls.py calls it from threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def clinics(self) -> list[Clinic]:
        """All of them."""
        with self._database.read() as db:
            return accounts.clinics(db)

    def add_clinic(self, name: str, at: float) -> Clinic:
        """One more."""
        with self._database.write() as db:
            made = accounts.add_clinic(db, name)
            accounts.operator(db, made.clinic, "clinic added", made.name, at)
        return made

    def rename_clinic(self, clinic: str, name: str, at: float) -> Clinic:
        """Another name for it."""
        with self._database.write() as db:
            made = accounts.rename_clinic(db, clinic, name)
            accounts.operator(db, clinic, "clinic renamed", made.name, at)
        return made

    def tell(self, clinic: str, to: Sequence[str], second: Sequence[str]) -> Clinic:
        """Who is told of the clinic's alerts."""
        with self._database.write() as db:
            return accounts.tell(db, clinic, to, second)

    def staff(self, clinic: str | None) -> list[Staff]:
        """Everybody, or a clinic's."""
        with self._database.read() as db:
            return accounts.staff(db, clinic)

    def one(self, id: str) -> Staff:
        """One person; NotFound when there is none."""
        with self._database.read() as db:
            return accounts.message(accounts.found(db, id))

    def demo_staff(self, at: float) -> Staff:
        """The demo's administrator."""
        with self._database.write() as db:
            return accounts.demo_staff(db, at)

    def add_staff(self, clinic: str, login: str, name: str, role: Role, at: float) -> Staff:
        """A new account."""
        with self._database.write() as db:
            return accounts.add_staff(db, clinic, login, name, role, at)

    def change_staff(self, id: str, role: Role | None, disabled: bool | None, at: float) -> Staff:
        """Another role, switched off or on."""
        with self._database.write() as db:
            return accounts.change(db, id, role=role, disabled=disabled, at=at)

    def sign_out_everywhere(self, id: str) -> Staff:
        """End every sign-in of the person."""
        with self._database.write() as db:
            return accounts.sign_out_everywhere(db, id)

    def set_password(self, id: str, hash: str) -> Staff:
        """Give the account its password's hash."""
        with self._database.write() as db:
            return accounts.set_password(db, id, hash)

    def begin(self, login: str, at: float) -> accounts.Attempt:
        """Count a try to sign in."""
        with self._database.write() as db:
            return accounts.begin(db, login, at)

    def finish(
        self, attempt: accounts.Attempt, right: bool, new_hash: str | None, at: float
    ) -> Staff:
        """Who signed in; NotAllowed otherwise, which is written down too."""
        if not right:
            with self._database.write() as db:
                accounts.refused(db, attempt, at)
            log.warning("sign-in refused", extra={"staff": attempt.staff})
        with self._database.write() as db:
            return accounts.finish(db, attempt, right, new_hash, at)

    def openid(self, subject: str, login: str, at: float) -> Staff:
        """Who the clinic's provider vouches for."""
        with self._database.write() as db:
            return accounts.openid(db, subject, login, at)

    def witness(self, deed: Deed, at: float) -> AuditLine:
        """Write down what is about to be seen or done; NotFound when it is not theirs."""
        with self._database.write() as db:
            return audit.witness(db, deed, at)

    def operated(self, said: audit.Operated, at: float) -> None:
        """Write down what is about to be seen or done at the command line; NotFound when it is
        about nothing there is."""
        with self._database.write() as db:
            audit.operated(db, said, at)

    def audit(
        self, clinic: str, patient: str | None, before: int | None
    ) -> tuple[Sequence[AuditLine], int | None]:
        """A page of a clinic's audit log, the latest first, and where the next one begins."""
        with self._database.read() as db:
            return audit.lines(db, clinic, patient=patient, before=before)

    def patients(
        self, clinic: str, patient: str | None = None, page: int = 1
    ) -> tuple[list[PatientLine], int]:
        """A page of a clinic's patients, and how many there are."""
        with self._database.read() as db:
            return invites.patients(db, clinic, patient, page)

    def links(self, patient: str) -> list[Link]:
        """A patient's links."""
        with self._database.read() as db:
            return invites.links(db, patient)

    def invite(self, clinic: str, by: str, at: float) -> Invite:
        """A new patient of the clinic."""
        with self._database.write() as db:
            return invites.invite(db, at, clinic, by)

    def invite_again(self, patient: str, by: str, at: float) -> Invite:
        """One more link for a patient there is."""
        with self._database.write() as db:
            return invites.invite_again(db, patient, at, by)

    def revoke(self, patient: str, link: str, at: float) -> None:
        """End a link."""
        with self._database.write() as db:
            invites.revoke(db, patient, link, at)
