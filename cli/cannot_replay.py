"""Why a session cannot be replayed."""

from __future__ import annotations

from contract.errors import VultusError


class CannotReplay(VultusError):
    """The clip, the replies or the service do not allow it; the text says what to do."""

    code = "cannot_replay"
