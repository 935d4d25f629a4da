"""Who looks at a page: a signed-in member of the clinic's staff."""

from __future__ import annotations

from dataclasses import dataclass

from contract.messages import Staff
from report.roles import MAY, Right


@dataclass(frozen=True)
class Viewer:
    """The person, their clinic and the token that their forms carry."""

    staff: Staff
    clinic: str
    """The clinic's name."""
    csrf: str
    estimates: bool = True
    """False when the settings hide them."""

    def may(self, right: Right) -> bool:
        """Whether the person's role has that right."""
        return self.staff.role in MAY[right]
