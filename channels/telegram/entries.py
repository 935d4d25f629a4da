"""A session's record as messages of the bot: pure, so that what is missing can always be sent.

Every message has a name within its session. Which of them were sent, the store knows: after a
crash, a blocked bot or a day without network the rest follows, in order.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace

from channels.outgoing import START
from channels.telegram import wording
from channels.telegram.api import Key
from channels.telegram.instruments import instrument_of
from channels.transcript import consents, ended
from contract.messages import AlertCase, BotTurn, Bubble, Button, Record
from contract.settings import Settings
from safety.help import help_message, help_texts
from texts.speaking import spoken

FOLLOWED_S = 3600.0
"""For so long after an alert a changed help message is sent as well."""


@dataclass(frozen=True)
class Entry:
    """One message of the bot."""

    name: str
    text: str
    keys: tuple[Key, ...] = ()
    web: tuple[str, ...] = ()
    """Titles of instruments that are answered on the web page only: its link is added."""
    urgent: bool = False
    """Sent before everything else that waits."""


@dataclass(frozen=True)
class Asked:
    """What waits for an answer."""

    turn: str
    """The reply that the bot's turn answers."""
    bubble: Bubble

    def button(self, session: str, data: str) -> Button | None:
        """The button whose key has this data; None when it is another, older message's."""
        every = (*self.bubble.buttons, *self.bubble.commands)
        return next((one for one in every if _data(session, self.turn, one) == data), None)


def entries(record: Record, settings: Settings, now: float) -> list[Entry]:
    """All that the chat should show, oldest first. `now` is Unix seconds."""
    talks = settings.telegram_allows != "reminders"
    made = _before(record, settings) if talks else []
    turns = {turn.message: turn for turn in record.bot_turns}
    cases = {case.alert.message: case for case in record.cases}
    for message in (START, *(reply.message for reply in record.replies)):
        if message in cases:
            made += _safety(cases[message], record, settings, now)
        if message in turns:
            made.append(_said(turns[message], record, settings))
    return made


def asked(record: Record) -> Asked | None:
    """What waits for an answer; None when nothing does."""
    found = None
    for turn in record.bot_turns:
        for bubble in turn.bubbles:
            if bubble.item or bubble.buttons or bubble.commands:
                found = Asked(turn.message, bubble)
            elif bubble.ends:
                found = None
    return found


def keyed(record: Record, every: list[Entry]) -> str | None:
    """The latest message that was sent with keys: after a restart nobody else knows that they may
    still be up."""
    places = {one.entry: one.place for one in record.shown}
    return next(
        (places[one.name] for one in reversed(every) if one.keys and one.name in places), None
    )


def all_asked(record: Record) -> bool:
    """Whether both consents have an answer."""
    return None not in consents(record.consents).values()


def session_key(session: str) -> str:
    """Stands for the session in a button's data; it tells nothing of the session's id."""
    return _hash("session", session)


def allowed(bubble: Bubble, settings: Settings) -> Bubble:
    """The bubble without the buttons of instruments, where only own items may run."""
    if settings.telegram_allows == "all":
        return bubble
    kept = tuple(one for one in bubble.buttons if instrument_of(one) is None)
    return replace(bubble, buttons=kept)


def message_id(*parts: str) -> str:
    """A reply's id made from what Telegram calls it; the same for the same thing."""
    return f"tg-{_hash('message', *parts)}"


def _before(record: Record, settings: Settings) -> list[Entry]:
    """The welcome and the consent that is asked next; none once the conversation runs."""
    given = consents(record.consents)
    if ended(record.session) or all_asked(record):
        return []
    # Named with the language, so that another one brings them again.
    tongue = spoken().language
    made = [Entry(f"welcome:{tongue}", wording.welcome(settings))]
    scope = "text" if given["text"] is None and spoken().free_text else "camera"
    where = session_key(record.session.session)
    keys = (
        Key(wording.choice(scope, True), f"o:{scope}:y:{where}"),
        Key(wording.choice(scope, False), f"o:{scope}:n:{where}"),
        *wording.languages(settings, but=tongue),
    )
    asks = wording.ask_text() if scope == "text" else wording.ask_camera(settings)
    made.append(Entry(f"consent:{scope}:{tongue}", asks, keys))
    return made


def _safety(case: AlertCase, record: Record, settings: Settings, now: float) -> list[Entry]:
    """The help message as it stands; a later form of it only for a while."""
    text = help_message(case.alert, settings, case.steps, now)
    if text is None:
        return []
    start = f"safety:{case.alert.message}:"
    sent = any(one.entry.startswith(start) for one in record.shown)
    if sent and now - case.alert.at > FOLLOWED_S:
        return []
    return [Entry(start + _hash(text), text, urgent=True)]


def _said(turn: BotTurn, record: Record, settings: Settings) -> Entry:
    """The bot's turn as one message; its last asking bubble brings the keys."""
    session = record.session.session
    texts: list[str] = []
    keys: tuple[Key, ...] = ()
    web: tuple[str, ...] = ()
    for bubble in turn.bubbles:
        kept = allowed(bubble, settings)
        titles = (instrument_of(one) for one in bubble.buttons if one not in kept.buttons)
        web += tuple(title for title in titles if title is not None)
        texts.append(_text(kept, settings))
        keys = _keys(session, turn.message, kept) or keys
        if bubble.ends:
            numbers = consents(record.consents)["camera"]
            texts.append(wording.END_NUMBERS if numbers else wording.END)
            keys += _last_keys(record)
    return Entry(f"bot:{turn.message}", "\n\n".join(texts), keys, web)


def _text(bubble: Bubble, settings: Settings) -> str:
    asks = bubble.item or bubble.buttons
    demo = help_texts(settings).demo if settings.demo and asks else None
    head = " · ".join(part for part in (bubble.progress, bubble.recall, demo) if part)
    return f"{head}\n{bubble.text}" if head else bubble.text


def _keys(session: str, turn: str, bubble: Bubble) -> tuple[Key, ...]:
    """One key for each button; the option that is proposed is marked."""
    return tuple(
        Key(_title(one, bubble), _data(session, turn, one))
        for one in (*bubble.buttons, *bubble.commands)
    )


def _title(button: Button, bubble: Bubble) -> str:
    marked = button.payload == bubble.suggested
    return wording.SUGGESTED.format(title=button.title) if marked else button.title


def _last_keys(record: Record) -> tuple[Key, ...]:
    """What can still be done at the end: have the pictures' numbers deleted."""
    if not consents(record.consents)["camera"]:
        return ()
    return (Key(wording.delete_numbers(), f"w:camera:n:{session_key(record.session.session)}"),)


def _data(session: str, turn: str, button: Button) -> str:
    """A payload may be longer than the 64 bytes that Telegram takes: its hash stands for it."""
    return f"a:{_hash('button', session, turn, button.payload)}"


def _hash(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return base64.urlsafe_b64encode(digest)[:22].decode()
