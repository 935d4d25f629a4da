"""What the overview's form asks for: search, filter, period, page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from contract.errors import BadMessage

ONLY = {
    "alerts": "alerts not closed",
    "unanswered": "an alert item not answered",
    "changed": "a changed total",
    "missed": "a missed questionnaire",
}
CHANNELS = ("web", "telegram")
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Finding:
    """The form's fields as they were sent; empty: not asked for."""

    patient: str = ""
    only: str = ""
    channel: str = ""
    since: str = ""
    """Local date, e.g. 2026-11-01."""
    until: str = ""
    """The last local date that counts."""
    page: int = 1
    cases: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether not every patient is asked for."""
        return any((self.patient, self.only, self.channel, self.since, self.until))

    @property
    def shows_alerts(self) -> bool:
        """Whether the alerts stand above the patients: on the first page, or a patient's own."""
        return bool(self.patient) or (self.page == 1 and not self.narrowed)

    def asked(self) -> dict[str, str | None]:
        """What the store is asked; BadMessage when a date is none."""
        until = _start(self.until, "Until", days=1)
        since = _start(self.since, "From")
        return {
            "page": str(self.page),
            "cases": str(self.cases),
            "patient": self.patient or None,
            "only": self.only or None,
            "channel": self.channel or None,
            "since": None if since is None else repr(since),
            "until": None if until is None else repr(until),
        }

    def address(self, path: str = "/c", **other: int) -> str:
        """The page's address with another page number."""
        fields = {**asdict(self), **other}
        kept = {name: value for name, value in fields.items() if value not in ("", 1)}
        return f"{path}?{urlencode(kept)}" if kept else path


def finding(query: Mapping[str, str]) -> Finding:
    """The form in an address; BadMessage where it says what the page cannot have sent."""
    only, channel = query.get("only", ""), query.get("channel", "")
    if (only and only not in ONLY) or (channel and channel not in CHANNELS):
        raise BadMessage("There is no such filter; open the overview again.")
    return Finding(
        patient="".join(c for c in query.get("patient", "").strip()[:100] if c.isprintable()),
        only=only,
        channel=channel,
        since=query.get("since", ""),
        until=query.get("until", ""),
        page=_page(query.get("page", "1")),
        cases=_page(query.get("cases", "1")),
    )


def _page(text: str) -> int:
    known = text.isascii() and text.isdigit() and len(text) < 6
    if not known or not 0 < int(text) <= MOST_PAGES:
        raise BadMessage("There is no such page; open the overview again.")
    return int(text)


def _start(text: str, name: str, days: int = 0) -> float | None:
    """When that local day began, or the one `days` later."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text) + timedelta(days=days)
        return datetime.combine(day, datetime.min.time()).timestamp()
    except (ValueError, OverflowError, OSError):
        raise BadMessage(f"{name} must be a date like 2026-11-25.") from None
