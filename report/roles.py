"""What each role may do; docs/accounts.md has the same table, and a test compares them."""

from __future__ import annotations

from typing import Literal

from contract.messages import Role

Right = Literal[
    "read", "handle alerts", "invite", "mark", "switch", "rate", "staff", "audit", "rights"
]

MAY: dict[Right, tuple[Role, ...]] = {
    "read": ("nurse", "clinician", "administrator"),
    "handle alerts": ("nurse", "clinician", "administrator"),
    "invite": ("nurse", "clinician", "administrator"),
    "mark": ("nurse", "clinician", "administrator"),
    "switch": ("clinician", "administrator"),
    "rate": ("clinician", "administrator"),
    "staff": ("administrator",),
    "audit": ("administrator",),
    "rights": ("administrator",),
}
RIGHTS: dict[Right, str] = {
    "read": "read the clinic's patients, sessions and alerts",
    "handle alerts": "take an alert on, write what was done, close it",
    "invite": "add a patient, make and revoke their links",
    "mark": "note medication and events on a patient's time line, take them away",
    "switch": "switch face or words off and on for a patient",
    "rate": "rate a session's mood, before or after its estimate is uncovered",
    "staff": "add people, change roles, switch accounts off, make links for a new password",
    "audit": "read the audit log",
    "rights": "download all that is held of a patient, erase a patient, read the proofs",
}
"""In words, after "may"."""
ROLES: tuple[Role, ...] = ("nurse", "clinician", "administrator")
