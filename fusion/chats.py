"""Patients' chats on channels other than the web: bound by an invite, found by their address."""

from __future__ import annotations

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, NotFound
from contract.messages import Chat, Session
from fusion.chat_tables import ChatRow
from fusion.cipher import Cipher
from fusion.invites import invited, sha256
from fusion.rows import message_of
from fusion.tables import PatientRow, SessionRow

LONGEST_ADDRESS = 100
REMEMBERED = 100
"""Updates of a chat; Telegram sends no more at once."""


def bind(db: Db, token: str, channel: str, address: str, at: float, cipher: Cipher) -> Chat:
    """From now on the chat is the patient's who holds the invite; NotFound when nobody does.

    A patient has one chat a channel and a chat one patient: the latest invite shown counts.
    """
    if not (0 < len(address) <= LONGEST_ADDRESS and (channel + address).isprintable()):
        raise BadMessage(f"address must have 1 to {LONGEST_ADDRESS} printable characters.")
    patient = invited(db, token).patient
    digest, *former = digests(channel, address, cipher)
    theirs = (ChatRow.channel == channel) & (ChatRow.patient == patient)
    had = db.get(ChatRow, digest)
    if had is None or had.patient != patient:
        db.execute(delete(ChatRow).where(or_(theirs, ChatRow.address_hmac.in_((digest, *former)))))
        sealed = cipher.seal(address)
        db.add(
            ChatRow(
                address_hmac=digest, channel=channel, patient=patient, address=sealed, bound=at,
                invite=sha256(token),
            )
        )  # fmt: skip
    else:
        had.blocked, had.invite = None, sha256(token)
    db.flush()
    return chat(db, channel, address, cipher)


def chat(db: Db, channel: str, address: str, cipher: Cipher) -> Chat:
    """The chat of that address; NotFound when it is nobody's."""
    return chat_of_row(db, _row(db, channel, address, cipher), cipher)


def set_blocked(db: Db, chat: Chat, cipher: Cipher) -> Chat:
    """Remember since when nothing can be sent there, or that it can."""
    row = _row(db, chat.channel, chat.address, cipher)
    row.blocked = chat.blocked
    db.flush()
    return chat_of_row(db, row, cipher)


def set_taken(db: Db, chat: Chat, cipher: Cipher) -> Chat:
    """Remember that those updates were dealt with, the latest of all."""
    row = _row(db, chat.channel, chat.address, cipher)
    had = [number for number in row.taken or () if number not in chat.taken]
    row.taken = [*had, *chat.taken][-REMEMBERED:]
    db.flush()
    return chat_of_row(db, row, cipher)


def chats(db: Db, channel: str, cipher: Cipher) -> list[Chat]:
    """Every chat of the channel that messages can be sent to."""
    query = select(ChatRow).where(ChatRow.channel == channel, ChatRow.blocked.is_(None))
    return [chat_of_row(db, row, cipher) for row in db.scalars(query.order_by(ChatRow.bound))]


def _row(db: Db, channel: str, address: str, cipher: Cipher) -> ChatRow:
    mine = ChatRow.address_hmac.in_(digests(channel, address, cipher))
    row = db.scalar(select(ChatRow).where(mine))
    if row is None:
        raise NotFound("No such chat; its owner must open the clinic's invite first.")
    return row


def digests(channel: str, address: str, cipher: Cipher) -> tuple[str, ...]:
    """What the chat's row is found by; the first is what it is stored with."""
    return cipher.digests(f"chat {channel} {address}")


def chat_of_row(db: Db, row: ChatRow, cipher: Cipher) -> Chat:
    """The message of a row, with the patient's latest session on its channel."""
    latest = (
        select(SessionRow)
        .where(SessionRow.patient == row.patient, SessionRow.channel == row.channel)
        .order_by(SessionRow.opened.desc())
        .limit(1)
    )
    session, patient = db.scalar(latest), db.get(PatientRow, row.patient)
    return Chat(
        channel=row.channel,
        address=cipher.open(row.address),
        patient=row.patient,
        bound=row.bound,
        blocked=row.blocked,
        session=None if session is None else message_of(session, Session, cipher),
        language=None if patient is None else patient.language,
        taken=tuple(row.taken or ()),
    )
