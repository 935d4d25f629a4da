"""Which language is spoken right now: the session's, or else the installation's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from contract.settings import load_settings
from texts.language import Texts, texts_of

_LANGUAGE: ContextVar[str | None] = ContextVar("language", default=None)


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Everything inside, tasks begun there too, speaks that language; None: the installation's."""
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def chosen() -> str | None:
    """What the patient chose; None: nothing, or nobody is spoken to."""
    return _LANGUAGE.get()


def current() -> str:
    """The tag of the language."""
    return chosen() or load_settings().language


def spoken() -> Texts:
    """Its texts."""
    return texts_of(current())
