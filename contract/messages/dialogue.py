"""What patient and bot say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contract.messages.alerts import Alert

Input = Literal["choice", "text", "none"]


@dataclass(frozen=True)
class Reply:
    """What the patient sent: typed words or a pressed button. Unique by (session, message)."""

    session: str
    message: str
    """Made by the client, once per thing sent; a repeat of it is the same reply."""
    at: float
    text: str
    """The words, or the title of the pressed button."""
    item: str | None = None
    """The item that was on show; None outside a questionnaire."""
    asked_at: float | None = None
    """When the item was shown."""
    typed: bool = True
    """False for a pressed button."""
    payload: str | None = None
    """The pressed button's payload, e.g. /answer{"item":"phq9_1","option":"2"}; None when typed."""
    typing: tuple[tuple[float, float], ...] = ()
    """Spans in which keys were being pressed, (start, end) in server time."""
    offset: float = 0.0
    """Seconds by which the page's clock was ahead of the server's."""


@dataclass(frozen=True)
class Button:
    """A button of the bot. The payload goes back in `Reply.payload`, unchanged."""

    title: str
    payload: str


@dataclass(frozen=True)
class Bubble:
    """One message of the bot. With `item` set it asks that item and waits for its answer."""

    text: str
    item: str | None = None
    input: Input = "none"
    """How an answer is given: pressing one of `buttons`, typing words, or not at all."""
    buttons: tuple[Button, ...] = ()
    """The item's official options, in order; or offers outside an item."""
    commands: tuple[Button, ...] = ()
    """Back, skip, stop: what can be done here besides answering."""
    progress: str | None = None
    """For example "4 of 9"; None outside the items."""
    camera_pause: bool = False
    """True while this item is on show the camera must be paused (items that can alert)."""
    ends: bool = False
    """True on the last bubble of a session; `buttons` then offer what else can be answered."""
    pictures: Literal["faces", "bars"] | None = None
    """Drawn beside the options, from the first to the last: sad to happy, empty to full."""
    recall: str | None = None
    """The period that the item asks about, in the instrument's words; to be shown beside it."""
    suggested: str | None = None
    """Payload of the option that the patient's own words may mean: marked, and no answer yet."""
    language: str | None = None
    """Of the text and the buttons, as a BCP 47 tag; None: unknown, as in what was said long ago."""


@dataclass(frozen=True)
class BotTurn:
    """What the bot said to one reply. Unique by (session, message): a repeat gets this one."""

    session: str
    message: str
    """The reply it answers; "start" for the greeting."""
    at: float
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True)
class Receipt:
    """What the store says to a message it was given."""

    created: bool
    """False when it had that message already; nothing changed then."""
    alert: Alert | None = None
    """The alert that storing this reply raised, for the safety message."""


@dataclass(frozen=True)
class Shown:
    """Something was sent to the patient's chat. Unique by (session, entry)."""

    session: str
    entry: str
    """What it was: "bot:" and the reply that the bot's turn answers, and so on."""
    at: float
    place: str | None = None
    """The channel's own id of it; None when the channel refused to take it."""
