"""Who is at the command line: every read of a patient's data leaves a line with that name."""

from __future__ import annotations

import os
import pwd


def operator() -> str:
    """The operating system's name of the user; behind sudo, of the person who called it."""
    name = _name(os.getuid())
    behind = os.environ.get("SUDO_USER", "")
    if os.getuid() == 0 and behind and behind != name and behind.isprintable():
        return f"{behind[:100]} as {name}"
    return name


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container's user may have no name
        return f"user {uid}"
