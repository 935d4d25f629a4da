"""Links that let a staff member in: to choose a password (once), or into the demo.

A link names the account and when it ends, and carries a mark that only Vultus can make; the mark
covers the account's `epoch`, so that it opens nothing once a password was chosen or all sign-ins of
the person were ended.
"""

from __future__ import annotations

import hmac
import time
from typing import Literal

from contract.errors import NotFound
from contract.messages import Staff
from contract.secret import part_secret
from contract.settings import Settings

Purpose = Literal["password", "demo"]
DEMO = "demo"
"""Id of the demo's administrator. It has no password and can enter in demo mode only."""
LASTS_S: dict[Purpose, float] = {"password": 3 * 86_400.0, "demo": 7 * 86_400.0}
_USED = (
    "This link opens nothing any more. Ask an administrator, or whoever runs Vultus, for another."
)


def entry_token(settings: Settings, purpose: Purpose, staff: Staff) -> str:
    """The last part of a link for this person, good from now on."""
    until = int(time.time() + LASTS_S[purpose])
    return f"{staff.staff}.{until:x}.{_mark(settings, purpose, staff, until)}"


def entry_staff(token: str) -> str:
    """Whose link it says it is; NotFound when it cannot be one."""
    parts = token.split(".")
    if len(parts) != 3 or not (token.isascii() and token.isprintable()) or len(token) > 200:
        raise NotFound(_USED)
    return parts[0]


def check_entry(settings: Settings, purpose: Purpose, token: str, staff: Staff) -> None:
    """NotFound when the link does not let this person in now."""
    id, ends, mark = token.split(".")
    try:
        until = int(ends, 16)
    except ValueError:
        raise NotFound(_USED) from None
    good = hmac.compare_digest(mark.encode(), _mark(settings, purpose, staff, until).encode())
    if not good or id != staff.staff or staff.disabled is not None or time.time() > until:
        raise NotFound(_USED)


def welcome_link(settings: Settings, staff: Staff) -> str:
    """The address where the person chooses a password."""
    return f"{settings.public_url}/c/welcome/{entry_token(settings, 'password', staff)}"


def _mark(settings: Settings, purpose: Purpose, staff: Staff, until: int) -> str:
    said = f"enter {purpose} {staff.staff} {staff.epoch} {until}"
    return hmac.digest(part_secret(settings).encode(), said.encode(), "sha256").hex()[:40]
