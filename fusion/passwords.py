"""Passwords: what may be one, and argon2id. Slow on purpose: never on the event loop, and never
inside a transaction."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from contract.errors import BadMessage

SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash("no account has this")
"""Compared where there is no account, so that an unknown name takes as long as a wrong password."""


def hashed(password: str) -> str:
    """Its argon2id hash."""
    return _HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether it is the one that the hash was made of; False without a hash, just as slowly."""
    try:
        return _HASHER.verify(kept or _NOBODYS, password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether it was made with other costs than today's."""
    return _HASHER.check_needs_rehash(kept)


def check_new(password: str, *names: str) -> None:
    """BadMessage when it may not become somebody's password; `names` are what it must not be."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadMessage(f"A password has {SHORTEST} to {LONGEST} characters.")
    if len(set(password)) < 5 or password.lower() in {name.lower() for name in names}:
        raise BadMessage("This password is too easy to guess; take some words that go together.")
