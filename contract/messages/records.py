"""Everything that is held of a session."""

from __future__ import annotations

from dataclasses import dataclass, field

from contract.messages.alerts import Alert, AlertCase
from contract.messages.answers import Answer
from contract.messages.dialogue import BotTurn, Reply, Shown
from contract.messages.mood import SessionMood, Switch
from contract.messages.ratings import Rating
from contract.messages.readings import FaceWindow, ReplyScore
from contract.messages.sitting import Consent, Removal, Respondent, Session, Start, Who
from contract.messages.words import MoodName


@dataclass(frozen=True)
class Record:
    """All the store knows of one session; lists are in the order of their times."""

    session: Session
    consents: tuple[Consent, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    starts: tuple[Start, ...] = ()
    replies: tuple[Reply, ...] = ()
    bot_turns: tuple[BotTurn, ...] = ()
    answers: tuple[Answer, ...] = ()
    """Every answer ever given; the latest of an item counts."""
    alerts: tuple[Alert, ...] = ()
    cases: tuple[AlertCase, ...] = ()
    """What was done about each of `alerts`, in the same order."""
    windows: tuple[FaceWindow, ...] = ()
    scores: tuple[ReplyScore, ...] = ()
    switches: tuple[Switch, ...] = ()
    """Every time a modality was switched off or on for the patient, in whichever session."""
    removals: tuple[Removal, ...] = ()
    """What was deleted of it."""
    mood: SessionMood | None = None
    ratings: tuple[Rating, ...] = ()
    """How clinicians judged its mood."""
    shown: tuple[Shown, ...] = ()
    """What was sent to the patient's chat; empty on the web, where the page draws itself."""

    @property
    def who(self) -> Who | None:
        """Who answers; None when that was not said."""
        return self.respondents[-1].who if self.respondents else None


@dataclass(frozen=True)
class Summary:
    """One line of the clinician's list of sessions."""

    session: Session
    questionnaires: tuple[str, ...]
    alerts: int
    mood: MoodName | None
    abstained: bool = field(default=False)
