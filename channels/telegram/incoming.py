"""An update of Telegram's as what a patient did: pure. Groups, channels and bots are none."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update

from texts.language import fitting

PHOTO, VIDEO = "image/jpeg", "video/mp4"
PHOTO_PIXELS, PHOTO_BYTES = 2_100_000, 1024 * 1024
"""The largest photo that vision takes; Telegram keeps several sizes of each."""


@dataclass(frozen=True)
class Words:
    """Typed words, new or in place of earlier ones."""

    address: str
    update: int
    place: str
    """Telegram's id of the message; the same when it is edited."""
    at: float
    text: str
    edited: bool = False


@dataclass(frozen=True)
class Press:
    """A key was pressed."""

    address: str
    press: str
    """Telegram's id of this press, to answer it."""
    data: str
    place: str | None
    text: str | None
    """The message with the key; None when Telegram no longer tells."""


@dataclass(frozen=True)
class Picture:
    """A photo or a video note; `caption` are words that came with it."""

    address: str
    update: int
    place: str
    at: float
    """When the picture, or the video's first frame, was taken."""
    file: str
    kind: str
    caption: str = ""


@dataclass(frozen=True)
class Other:
    """Something that cannot be read: a voice message, a sticker, a document."""

    address: str
    update: int
    place: str
    at: float
    caption: str = ""


@dataclass(frozen=True)
class Forwarded:
    """Words or a picture that somebody else made: no answer, and nobody's own face."""

    address: str
    update: int
    place: str
    at: float
    caption: str = ""
    """Its words."""


@dataclass(frozen=True)
class Reach:
    """Whether the bot can write to the chat has changed."""

    address: str
    can: bool


Incoming = Words | Press | Picture | Other | Forwarded | Reach


def read(update: Update) -> Incoming | None:
    """What it says; None when it is nothing that a patient did."""
    if update.callback_query is not None:
        return _press(update.callback_query)
    if update.my_chat_member is not None:
        return _reach(update.my_chat_member)
    if update.edited_message is not None:
        return _message(update.edited_message, update.update_id, edited=True)
    if update.message is not None:
        return _message(update.message, update.update_id, edited=False)
    return None


def tongue(update: Update) -> str | None:
    """The language of the sender's phone, where there are texts in it."""
    sent = update.message or update.callback_query
    tag = None if sent is None or sent.from_user is None else sent.from_user.language_code
    return None if tag is None else fitting(tag)


def _message(message: Message, update: int, edited: bool) -> Incoming | None:
    if message.chat.type != "private" or message.from_user is None or message.from_user.is_bot:
        return None
    address, place = str(message.chat.id), str(message.message_id)
    at = float(message.edit_date or message.date.timestamp())
    words = message.text if message.text is not None else message.caption or ""
    if message.forward_origin is not None:
        return Forwarded(address, update, place, at, words)
    if message.text is not None or edited:  # an edited photo counts by its caption alone
        return Words(address, update, place, at, words, edited) if words else None
    if message.photo:
        fit = [
            one
            for one in message.photo
            if one.width * one.height <= PHOTO_PIXELS and (one.file_size or 0) <= PHOTO_BYTES
        ]
        best = max(fit or message.photo, key=lambda one: one.width * one.height)
        return Picture(address, update, place, _within(at, place), best.file_id, PHOTO, words)
    if message.video_note is not None:
        begun = _within(at - message.video_note.duration, place)
        return Picture(address, update, place, begun, message.video_note.file_id, VIDEO, words)
    if message.content_type in _SERVICE:
        return None
    return Other(address, update, place, at, words)


def _within(second: float, place: str) -> float:
    """A moment of Telegram's whole second, another for each message and the same when it comes
    again: the store takes two windows that begin at one time for the same."""
    return second + int(place) % 997 / 1000


def _press(query: CallbackQuery) -> Press | None:
    message = query.message
    if message is None or message.chat.type != "private":
        return None
    text = message.text if isinstance(message, Message) else None
    address, place = str(message.chat.id), str(message.message_id)
    return Press(address, query.id, query.data or "", place, text)


def _reach(changed: ChatMemberUpdated) -> Reach | None:
    if changed.chat.type != "private":
        return None
    return Reach(str(changed.chat.id), changed.new_chat_member.status not in ("kicked", "left"))


_SERVICE = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "write_access_allowed",
        "chat_background_set",
        "unknown",
    }
)
"""Notes of Telegram itself, which nobody sent."""
