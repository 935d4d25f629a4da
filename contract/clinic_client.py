"""The client of the store for the clinic's side: staff, sign-in, patients' links, the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from contract.client import StoreClient
from contract.messages import (
    AuditLine,
    Clinic,
    Deed,
    Invite,
    Label,
    Link,
    MoodName,
    Overview,
    PatientLine,
    Rating,
    Reading,
    Role,
    Staff,
)
from contract.paths import part, query
from contract.wire import from_json, to_json


class ClinicClient(StoreClient):
    """Everything that a StoreClient can, and what only report/ and the command line need."""

    async def clinics(self) -> tuple[Clinic, ...]:
        """All of them, by name."""
        body = await self._call("GET", "/internal/clinics")
        return tuple(from_json(one, Clinic) for one in body["clinics"])

    async def add_clinic(self, name: str) -> Clinic:
        """One more; Conflict when there is one of that name."""
        return from_json(await self._call("POST", "/internal/clinics", {"name": name}), Clinic)

    async def rename_clinic(self, clinic: str, name: str) -> Clinic:
        """Another name; Conflict when another clinic has it."""
        path = f"/internal/clinics/{part(clinic)}"
        return from_json(await self._call("POST", path, {"name": name}), Clinic)

    async def tell(self, clinic: str, to: Sequence[str], second: Sequence[str]) -> Clinic:
        """From now on these are told of the clinic's alerts; with none, whom the settings name."""
        path, body = f"/internal/clinics/{part(clinic)}/alerts", {"to": to, "second": second}
        return from_json(await self._call("POST", path, body), Clinic)

    async def staff(self, clinic: str | None = None) -> tuple[Staff, ...]:
        """Everybody, or a clinic's, by sign-in name."""
        body = await self._call("GET", "/internal/staff" + query(clinic=clinic))
        return tuple(from_json(one, Staff) for one in body["staff"])

    async def person(self, staff: str) -> Staff:
        """One staff member; NotFound when there is none."""
        return from_json(await self._call("GET", f"/internal/staff/{part(staff)}"), Staff)

    async def demo_staff(self) -> Staff:
        """The demo's administrator, made when missing."""
        return from_json(await self._call("POST", "/internal/staff/demo", {}), Staff)

    async def add_staff(self, clinic: str, login: str, name: str, role: Role) -> Staff:
        """A new account, without a password; Conflict when somebody has the sign-in name."""
        body = {"clinic": clinic, "login": login, "name": name, "role": role}
        return from_json(await self._call("POST", "/internal/staff", body), Staff)

    async def change_staff(
        self, staff: str, *, role: Role | None = None, disabled: bool | None = None
    ) -> Staff:
        """Another role, switched off or on; every sign-in of the person ends.

        Conflict when the clinic would be left without an administrator.
        """
        path, body = f"/internal/staff/{part(staff)}", {"role": role, "disabled": disabled}
        return from_json(await self._call("POST", path, body), Staff)

    async def sign_in(self, login: str, password: str) -> Staff:
        """Whose name and password it is; NotAllowed when nobody's, or while it takes none."""
        body = {"login": login, "password": password}
        return from_json(await self._call("POST", "/internal/sign-ins", body), Staff)

    async def sign_in_openid(self, subject: str, login: str) -> Staff:
        """Who that is to the provider: known by `subject`, the first time by the sign-in name.

        NotAllowed when there is no such account; none is made.
        """
        body = {"subject": subject, "login": login}
        return from_json(await self._call("POST", "/internal/sign-ins/openid", body), Staff)

    async def sign_out_everywhere(self, staff: str) -> Staff:
        """End every sign-in of the person."""
        path = f"/internal/staff/{part(staff)}/sign-out"
        return from_json(await self._call("POST", path, {}), Staff)

    async def set_password(self, staff: str, password: str) -> Staff:
        """Give the account a password; BadMessage when it is too easy. Every sign-in ends."""
        path = f"/internal/staff/{part(staff)}/password"
        return from_json(await self._call("POST", path, {"password": password}), Staff)

    async def witness(self, deed: Deed) -> AuditLine:
        """Write down what a staff member is about to see or do; NotFound when it is not theirs."""
        return from_json(await self._call("POST", "/internal/audit", to_json(deed)), AuditLine)

    async def operated(
        self,
        by: str,
        what: str,
        *,
        clinic: str | None = None,
        patient: str | None = None,
        session: str | None = None,
        note: str = "",
    ) -> None:
        """Write down what somebody is about to see or do at the command line: of a session, a
        patient or a clinic; of every clinic when none of them is given. NotFound as for `witness`.
        """
        about = {"clinic": clinic, "patient": patient, "session": session}
        body = {"by": by, "what": what, "note": note, **about}
        await self._call("POST", "/internal/audit/operator", body)

    async def audit(
        self, clinic: str, patient: str | None = None, before: int | None = None
    ) -> tuple[Sequence[AuditLine], int | None]:
        """A page of the clinic's audit log, the latest first, and where the next one begins."""
        path = f"/internal/clinics/{part(clinic)}/audit"
        start = None if before is None else str(before)
        body = await self._call("GET", path + query(patient=patient, before=start))
        return tuple(from_json(line, AuditLine) for line in body["lines"]), body["before"]

    async def overview(self, clinic: str, **asked: str | None) -> Overview:
        """A page of the clinic's patients at a glance, and of its open alerts.

        `asked`: page, cases, patient, only, channel, since, until (`fusion.overview.Asked`).
        """
        path = f"/internal/clinics/{part(clinic)}/overview"
        return from_json(await self._call("GET", path + query(**asked)), Overview)

    async def patients(
        self, clinic: str, patient: str | None = None, page: int = 1
    ) -> tuple[tuple[PatientLine, ...], int]:
        """A page of the clinic's patients, the latest first, and how many there are on all pages;
        `patient` is a part of the id."""
        path = f"/internal/clinics/{part(clinic)}/patients" + query(patient=patient, page=str(page))
        body = await self._call("GET", path)
        return tuple(from_json(one, PatientLine) for one in body["patients"]), body["count"]

    async def invite_to(self, clinic: str, by: str) -> Invite:
        """A new patient of the clinic with a link."""
        path = f"/internal/clinics/{part(clinic)}/patients"
        return from_json(await self._call("POST", path, {"by": by}), Invite)

    async def links(self, patient: str) -> tuple[Link, ...]:
        """The patient's links, the latest first."""
        body = await self._call("GET", f"/internal/patients/{part(patient)}/links")
        return tuple(from_json(one, Link) for one in body["links"])

    async def revoke(self, patient: str, link: str) -> None:
        """End a link and the chats that were connected with it."""
        where = part(patient), part(link)
        await self._call("DELETE", "/internal/patients/{}/links/{}".format(*where))

    async def read(self, session: str, staff: str, *, uncover: bool = False) -> Reading:
        """Remember that a person reads a session; `uncover`: with its estimate."""
        path, body = f"/internal/sessions/{part(session)}/readings", {"uncover": uncover}
        return from_json(await self._call("POST", path, {"staff": staff, **body}), Reading)

    async def rate(self, session: str, staff: str, mood: MoodName) -> Rating:
        """Keep a person's own rating; Conflict while the session is open."""
        path, body = f"/internal/sessions/{part(session)}/ratings", {"staff": staff, "mood": mood}
        return from_json(await self._call("POST", path, body), Rating)

    async def labels(self, clinic: str) -> tuple[Label, ...]:
        """Every judgement of the clinic's closed sessions beside the estimate, by time."""
        body = await self._call("GET", f"/internal/clinics/{part(clinic)}/labels")
        return tuple(from_json(one, Label) for one in body["labels"])
