"""What a notice says: that there is an alert and where to open it. No name, no answer, no words."""

from __future__ import annotations

from dataclasses import dataclass

from contract.alerting import Urgency, urgency_of
from contract.messages import AlertCase
from contract.settings import Settings

_SUBJECTS: dict[Urgency, str] = {
    "page": "Vultus: alert {number}, please open now",
    "same_day": "Vultus: alert {number}, please open today",
}
_TEXT = """\
A patient's reply needs a person{when}.

Open it, sign in and press that you take it on:
{link}

{why}This is notice {count}. Notices go on until a named person has acknowledged the alert.
"""
_WHEN: dict[Urgency, str] = {"page": " now", "same_day": " today"}
_ESCALATED = "Nobody has acknowledged it in time, so more people are told.\n"
_DEMO = "[Demo] "


@dataclass(frozen=True)
class Notice:
    """One notice of one alert."""

    number: int
    urgency: Urgency
    count: int
    """1 for the first."""
    escalated: bool
    link: str
    demo: bool

    @property
    def subject(self) -> str:
        """The mail's subject."""
        return (_DEMO if self.demo else "") + _SUBJECTS[self.urgency].format(number=self.number)

    @property
    def text(self) -> str:
        """The mail's body."""
        why = _ESCALATED if self.escalated else ""
        return _TEXT.format(when=_WHEN[self.urgency], link=self.link, why=why, count=self.count)


def notice_of(case: AlertCase, count: int, escalated: bool, settings: Settings) -> Notice:
    """The notice of a case; its link opens this one alert, once signed in."""
    link = f"{settings.public_url}/a/{case.number}"
    urgency = urgency_of(case.alert)
    return Notice(case.number, urgency, count, escalated, link, settings.demo)
