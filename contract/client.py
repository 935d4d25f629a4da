"""The client of the store: how every part posts messages to fusion/ and reads them back.

The one file here that needs more than the standard library: aiohttp, which both environments have.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from types import TracebackType
from typing import Any, TypeVar

import aiohttp

from contract import errors
from contract.messages import (
    AlertCase,
    AlertStep,
    Baseline,
    Chat,
    Course,
    Delivery,
    FaceWindow,
    Invite,
    Mark,
    Outgoing,
    Planned,
    Proof,
    Purged,
    Queued,
    Receipt,
    Record,
    Reminder,
    Reply,
    Schedule,
    Session,
    Summary,
    Switch,
)
from contract.paths import part as _part
from contract.paths import query as _query
from contract.secret import part_secret
from contract.settings import Settings
from contract.wire import from_json, to_json

_ERRORS: dict[str, type[errors.VultusError]] = {
    cls.code: cls for cls in errors.VultusError.__subclasses__()
}

C = TypeVar("C", bound="StoreClient")


LONG_S = 300.0
"""For what the store needs minutes for."""


class StoreClient:
    """Talks to the store over HTTP with the parts' secret.

    Every call raises Unavailable when the store does not answer (the same call may be repeated:
    all of them are idempotent) and the error that the store named otherwise.
    """

    def __init__(self, url: str, secret: str, timeout_s: float = 10.0) -> None:
        self._url = url.rstrip("/")
        self._http = aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {secret}"},
            timeout=aiohttp.ClientTimeout(total=timeout_s),
        )

    @classmethod
    def of(cls: type[C], settings: Settings) -> C:
        """The client of the store that the settings name."""
        return cls(settings.store_url, part_secret(settings))

    async def __aenter__(self: C) -> C:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def post(self, message: Any) -> Receipt:
        """Store a message; a repeat of it changes nothing and says `created=False`."""
        return from_json(await self._call("POST", "/internal/messages", to_json(message)), Receipt)

    async def post_windows(
        self, windows: Sequence[FaceWindow]
    ) -> list[Receipt | errors.VultusError]:
        """Store windows of any sessions at once; an error in place of a refused one's receipt."""
        body = {"windows": [to_json(window) for window in windows]}
        told = (await self._call("POST", "/internal/windows", body))["receipts"]
        return [_error(one) if "error" in one else from_json(one, Receipt) for one in told]

    async def invite(self, language: str | None = None) -> Invite:
        """A new patient with a link."""
        return from_json(
            await self._call("POST", "/internal/invites", {"language": language}), Invite
        )

    async def invited(self, token: str) -> Invite:
        """Who holds this link's token; NotFound when nobody."""
        return from_json(await self._call("GET", f"/internal/invites/{_part(token)}"), Invite)

    async def invite_again(self, patient: str, by: str = "") -> Invite:
        """One more link for a patient there is; `by` names who made it."""
        path = f"/internal/patients/{_part(patient)}/links"
        return from_json(await self._call("POST", path, {"by": by}), Invite)

    async def choose_language(self, patient: str, language: str | None) -> None:
        """What the patient is spoken to in from now on; BadMessage where there are no texts."""
        path = f"/internal/patients/{_part(patient)}/language"
        await self._call("POST", path, {"language": language})

    async def bind_chat(self, token: str, channel: str, address: str) -> Chat:
        """Make the chat that patient's who holds the invite; NotFound when nobody does."""
        body = {"token": token, "channel": channel, "address": address}
        return from_json(await self._call("POST", "/internal/chats", body), Chat)

    async def chat(self, channel: str, address: str) -> Chat:
        """The chat of that address; NotFound when it is nobody's."""
        path = f"/internal/chats/{_part(channel)}/{_part(address)}"
        return from_json(await self._call("GET", path), Chat)

    async def chats(self, channel: str) -> tuple[Chat, ...]:
        """Every chat of the channel that can be written to."""
        body = await self._call("GET", f"/internal/chats/{_part(channel)}")
        return tuple(from_json(chat, Chat) for chat in body["chats"])

    async def block_chat(self, chat: Chat) -> Chat:
        """Remember `chat.blocked`: since when nothing can be sent there, or None."""
        return from_json(await self._call("POST", "/internal/chats/blocked", to_json(chat)), Chat)

    async def take_updates(self, chat: Chat) -> Chat:
        """Remember `chat.taken`: updates that were dealt with, beside those known already."""
        return from_json(await self._call("POST", "/internal/chats/taken", to_json(chat)), Chat)

    async def set_schedule(self, schedule: Schedule) -> Schedule:
        """Have a patient reminded of a questionnaire; in place of an earlier schedule for it."""
        body = to_json(schedule)
        return from_json(await self._call("POST", "/internal/schedules", body), Schedule)

    async def end_schedule(self, patient: str, questionnaire: str) -> None:
        """No more of these reminders; NotFound when there are none."""
        path = f"/internal/schedules/{_part(patient)}/{_part(questionnaire)}"
        await self._call("DELETE", path)

    async def planned(self, clinic: str | None = None) -> tuple[Planned, ...]:
        """Every schedule, or a clinic's, with its latest due times."""
        body = await self._call("GET", "/internal/schedules" + _query(clinic=clinic))
        return tuple(from_json(one, Planned) for one in body["planned"])

    async def claim_reminders(self, channel: str, quiet: str) -> tuple[Reminder, ...]:
        """The reminders to send on a channel now; nobody gets one of them a second time.

        `quiet` are the local hours without any, e.g. 21:00-8:00; empty: none.
        """
        body = {"channel": channel, "quiet": quiet}
        got = await self._call("POST", "/internal/reminders/claim", body)
        return tuple(from_json(one, Reminder) for one in got["reminders"])

    async def reminded(self, reminder: Reminder) -> None:
        """It was sent."""
        await self._call("POST", "/internal/reminders/sent", to_json(reminder))

    async def open_session(self, patient: str, channel: str) -> Session:
        """The patient's open session on the channel, or a new one."""
        body = {"patient": patient, "channel": channel}
        return from_json(await self._call("POST", "/internal/sessions", body), Session)

    async def close_session(self, session: str, reason: str, at: float) -> Session:
        """Close it ("completed", "stopped", "idle") and have its mood computed."""
        path = f"/internal/sessions/{_part(session)}/close"
        return from_json(await self._call("POST", path, {"reason": reason, "at": at}), Session)

    async def record(self, session: str) -> Record:
        """All that is known of a session."""
        return await self._record(f"/internal/sessions/{_part(session)}")

    async def conversation(self, session: str) -> Record:
        """What was said and answered in it; windows, scores and mood are left out."""
        return await self._record(f"/internal/sessions/{_part(session)}/conversation")

    async def session(self, session: str) -> Session:
        """The session alone; NotFound when there is none."""
        path = f"/internal/sessions/{_part(session)}/head"
        return from_json(await self._call("GET", path), Session)

    async def baseline(self, session: str) -> Baseline:
        """The session's expressivity beside the same patient's earlier ones; in no weight."""
        path = f"/internal/sessions/{_part(session)}/baseline"
        return from_json(await self._call("GET", path), Baseline)

    async def consented(self, session: str, scope: str) -> bool:
        """Whether the latest consent of that scope in the session is a yes."""
        path = f"/internal/sessions/{_part(session)}/consents/{_part(scope)}"
        return bool((await self._call("GET", path))["given"])

    async def reply(self, session: str, message: str) -> Reply:
        """One reply, with its words."""
        path = f"/internal/sessions/{_part(session)}/replies/{_part(message)}"
        return from_json(await self._call("GET", path), Reply)

    async def summaries(
        self, clinic: str | None = None, patient: str | None = None
    ) -> tuple[Summary, ...]:
        """Every session in which the patient said something, the latest first.

        All of them, a clinic's or one patient's.
        """
        path = "/internal/sessions" + _query(clinic=clinic, patient=patient)
        body = await self._call("GET", path)
        return tuple(from_json(line, Summary) for line in body["sessions"])

    async def completed(self, patient: str) -> dict[str, float]:
        """When the patient last completed each questionnaire, Unix seconds, by its id."""
        body = await self._call("GET", f"/internal/patients/{_part(patient)}/completed")
        return {str(id): float(at) for id, at in body["completed"].items()}

    async def switch(self, switch: Switch) -> Receipt:
        """Switch a modality off or on for a patient and have the patient's moods computed anew."""
        return from_json(await self._call("POST", "/internal/switches", to_json(switch)), Receipt)

    async def download(self, patient: str) -> bytes:
        """All that is held of a patient, as a zip; NotFound without the patient."""
        path = f"/internal/patients/{_part(patient)}/download"
        return await self._bytes(path)

    async def erase(self, patient: str, by: str) -> Proof:
        """Delete all of a patient for good; Conflict while an alert is open."""
        path = f"/internal/patients/{_part(patient)}/erase"
        return from_json(await self._call("POST", path, {"by": by}), Proof)

    async def purge(self) -> Purged:
        """Delete now what has been kept long enough; what runs does so every hour by itself."""
        limit = aiohttp.ClientTimeout(total=LONG_S)
        return from_json(await self._call("POST", "/internal/purge", {}, limit), Purged)

    async def proofs(self, clinic: str | None = None) -> tuple[Proof, ...]:
        """Every proof of an erasure, or a clinic's, the latest first."""
        body = await self._call("GET", "/internal/erasures" + _query(clinic=clinic))
        return tuple(from_json(one, Proof) for one in body["proofs"])

    async def undelivered(self) -> tuple[Reply, ...]:
        """Replies that the bot has not answered yet, oldest first."""
        body = await self._call("GET", "/internal/replies/undelivered")
        return tuple(from_json(reply, Reply) for reply in body["replies"])

    async def open_alerts(self, clinic: str | None = None) -> tuple[AlertCase, ...]:
        """Every alert, or a clinic's, that is not closed, the oldest first."""
        return _cases(await self._call("GET", "/internal/alerts" + _query(clinic=clinic)))

    async def alert(self, number: int) -> AlertCase:
        """One alert with its trail; NotFound when there is none."""
        return from_json(await self._call("GET", f"/internal/alerts/{number}"), AlertCase)

    async def claim_alerts(self) -> tuple[AlertCase, ...]:
        """The alerts whose notice is due; nobody else gets them for two minutes."""
        return _cases(await self._call("POST", "/internal/alerts/claim", {}))

    async def add_alert_steps(
        self, number: int, steps: Sequence[AlertStep], due: float | None = None
    ) -> AlertCase:
        """Add to an alert's trail; `due`: its next notice, None for no more of them.

        Raises Conflict for a step that cannot come next and BadMessage without a name or outcome.
        """
        body = {"steps": [dataclasses.asdict(step) for step in steps], "due": due}
        path = f"/internal/alerts/{number}/steps"
        return from_json(await self._call("POST", path, body), AlertCase)

    async def course(
        self, patient: str, since: float, until: float, staff: str | None = None
    ) -> Course:
        """A patient's sittings that were opened in that time, with what the staff member has
        seen of their estimates; NotFound without the patient."""
        asked = _query(since=str(int(since)), until=str(int(until)), staff=staff)
        path = f"/internal/patients/{_part(patient)}/course{asked}"
        return await asyncio.to_thread(from_json, await self._call("GET", path), Course)

    async def add_mark(self, mark: Mark) -> Mark:
        """Note something on a patient's time line; BadMessage without a name, words or a day."""
        return from_json(await self._call("POST", "/internal/marks", to_json(mark)), Mark)

    async def remove_mark(self, patient: str, number: int) -> None:
        """Take a mark away again."""
        await self._call("DELETE", f"/internal/patients/{_part(patient)}/marks/{number}")

    async def claim_outgoing(self) -> tuple[Outgoing, ...]:
        """The sessions that are to be sent to the FHIR server now; nobody else gets them."""
        body = await self._call("POST", "/internal/outbox/claim", {})
        return tuple(from_json(one, Outgoing) for one in body["outgoing"])

    async def delivered(self, delivery: Delivery) -> None:
        """Say what came of one of them."""
        await self._call("POST", "/internal/outbox/delivered", to_json(delivery))

    async def outbox(self) -> tuple[Queued, ...]:
        """Every session that was ever in the outbox, those that are waiting first."""
        body = await self._call("GET", "/internal/outbox")
        return tuple(from_json(one, Queued) for one in body["queued"])

    async def send_again(self, sessions: Sequence[str] | None) -> int:
        """Put sessions into the outbox; None: every closed one. How many they are."""
        body = {"sessions": None if sessions is None else list(sessions)}
        return int((await self._call("POST", "/internal/outbox", body))["queued"])

    async def unscored(self, limit: int) -> tuple[Reply, ...]:
        """Free text with consent and without a score, oldest first, at most `limit`."""
        body = await self._call("GET", f"/internal/replies/unscored?limit={limit}")
        return tuple(from_json(reply, Reply) for reply in body["replies"])

    async def _record(self, path: str) -> Record:
        """Read in a thread: an hour of camera takes a quarter of a second to check."""
        return await asyncio.to_thread(from_json, await self._call("GET", path), Record)

    async def _bytes(self, path: str) -> bytes:
        """A file; however long it takes to make."""
        limit = aiohttp.ClientTimeout(total=LONG_S)
        try:
            async with self._http.get(self._url + path, timeout=limit) as answer:
                if answer.status < 400:
                    return await answer.read()
                got = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise _unavailable(error) from error
        raise _error(got, f"The store answered {answer.status}.")

    async def _call(
        self, method: str, path: str, body: Any = None, limit: aiohttp.ClientTimeout | None = None
    ) -> Any:
        more: dict[str, Any] = {} if limit is None else {"timeout": limit}
        try:
            async with self._http.request(method, self._url + path, json=body, **more) as answer:
                got = await answer.json(content_type=None)
                if answer.status < 400:
                    return got
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise _unavailable(error) from error
        raise _error(got, f"The store answered {answer.status}.")


def _unavailable(error: Exception) -> errors.Unavailable:
    kind = type(error).__name__
    return errors.Unavailable(f"The store does not answer ({kind}); try again.")


def _error(body: Any, otherwise: str = "The store refused it.") -> errors.VultusError:
    """The error in a body of the one error shape."""
    said = body.get("error", {}) if isinstance(body, dict) else {}
    kind_of = _ERRORS.get(str(said.get("code")), errors.VultusError)
    return kind_of(str(said.get("text", otherwise)))


def _cases(body: Any) -> tuple[AlertCase, ...]:
    return tuple(from_json(case, AlertCase) for case in body["cases"])
