"""Which words a patient agreed to: the version of a consent names them by their fingerprint.

consents.txt lists the fingerprint of every version in every language. Words that change without a
line there fail a test: count the version up when their meaning changes, and add the line.
`python -m texts.consent` prints the lines as the texts stand now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from texts.language import Texts, known, texts_of

VERSION = "2"
"""Of the page's consent texts; counts up when their meaning changes, as TELEGRAM_VERSION does."""
SHOWN = (
    "text_title",
    "text_what",
    "text_no",
    "text_yes_button",
    "text_no_button",
    "camera_title",
    "camera_what",
    "camera_guess",
    "camera_stop",
    "camera_yes_button",
    "camera_no_button",
)
"""What the page shows when it asks, by the names in the languages' files."""
PROMISED = ("numbers_kept", "numbers_kept_on")
"""What it shows there beside them, as the clinic's settings have it; Telegram too."""
TELEGRAM_VERSION = "telegram-2"
ON_TELEGRAM = ("text_title", "text_what", "text_no", "camera_guess")
"""What Telegram shows of the page's words when it asks."""
TELEGRAMS_OWN = (
    "not_encrypted",
    "camera_title",
    "camera_what",
    "camera_stop",
    "camera_yes",
    "camera_no",
)
"""What it shows of its own."""


def consent_version(texts: Texts) -> str:
    """What is kept with a yes or no: version, language and the fingerprint of the words shown."""
    shown = [texts.page[name] for name in SHOWN] + [texts.promises[name] for name in PROMISED]
    return f"{VERSION} {texts.language} {fingerprint(shown)}"


def telegram_version(texts: Texts) -> str:
    """The same of a yes or no on Telegram."""
    shown = [texts.page[name] for name in ON_TELEGRAM]
    shown += [texts.telegram[name] for name in TELEGRAMS_OWN]
    shown += [texts.promises[name] for name in PROMISED]
    return f"{TELEGRAM_VERSION} {texts.language} {fingerprint(shown)}"


def fingerprint(words: Iterable[str]) -> str:
    """The beginning of the words' SHA-256: other words, another fingerprint."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


if __name__ == "__main__":
    for tag in known():
        print(consent_version(texts_of(tag)))
        print(telegram_version(texts_of(tag)))
