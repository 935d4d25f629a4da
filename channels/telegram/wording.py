"""What the bot says of its own on Telegram, in the language that is spoken: `wording.HELP` is
`telegram.help` of texts/<language>.yml. Questions and options come from elsewhere."""

from __future__ import annotations

import time

from channels.languages import offered_languages
from channels.promises import numbers_kept, reads
from channels.telegram.api import Key
from contract.settings import Settings
from safety.help import help_texts
from texts.language import texts_of
from texts.speaking import spoken

CHOSEN = "→ {title}"


def __getattr__(name: str) -> str:
    text = spoken().telegram.get(name.lower())
    if text is None:
        raise AttributeError(f"Telegram has no text {name}.")
    return text


def welcome(settings: Settings) -> str:
    """What the patient is told before anything is asked."""
    page, telegram = spoken().page, spoken().telegram
    told = "" if settings.demo else "_told"
    points = [
        page["program_asks"],
        f"{page['nobody_reads']} {_reads(settings)}",
        telegram["not_encrypted"],
        page[("words_checked" if spoken().free_text else "answers_checked") + told],
        *([] if spoken().free_text else [page["no_free_text"]]),
        page["take_your_time"],
        f"{page['emergency']} {contact(settings)}",
    ]
    lines = "\n".join(f"• {point}" for point in points)
    return _plain(f"{page['before_we_begin']}\n\n{lines}")


def ask_text() -> str:
    """The question whether the words may be used."""
    page = spoken().page
    title = page["step"].format(step=1, steps=2) + ": " + page["text_title"]
    return _plain("\n\n".join((title, page["text_what"], page["text_no"])))


def ask_camera(settings: Settings) -> str:
    """The question whether pictures may be used; the only one where nothing is written."""
    page, telegram = spoken().page, spoken().telegram
    step = page["step"].format(step=2, steps=2) + ": " if spoken().free_text else ""
    what = f"{telegram['camera_what']} {numbers_kept(settings)}"
    parts = step + telegram["camera_title"], what, page["camera_guess"], telegram["camera_stop"]
    return _plain("\n\n".join(parts))


def choice(scope: str, given: bool) -> str:
    """The key for that yes or no."""
    if scope == "text":
        return spoken().page["text_yes_button" if given else "text_no_button"]
    return spoken().telegram["camera_yes" if given else "camera_no"]


def done(scope: str, given: bool) -> str:
    """What that yes or no has brought about."""
    if scope == "text":
        return spoken().telegram["text_used" if given else "text_not_used"]
    return spoken().telegram["camera_used" if given else "camera_deleted"]


def delete_numbers() -> str:
    """The key that takes the camera's numbers away."""
    return spoken().page["delete_numbers"]


def hint(reason: str) -> str | None:
    """What is said of a picture that counts less, by `FaceWindow`'s reason."""
    return spoken().telegram.get(reason.replace(" ", "_"))


def languages(settings: Settings, but: str | None = None) -> tuple[Key, ...]:
    """A key for each language that can be chosen, in its own words."""
    tags = (tag for tag in offered_languages(settings) if tag != but)
    return tuple(Key(texts_of(tag).name, f"l:{tag}") for tag in tags)


def contact(settings: Settings) -> str:
    """Whom to call."""
    return " ".join(settings.contact.split()) or help_texts(settings).no_contact


def no_emergency(settings: Settings) -> str:
    """For whatever nobody reads: it is a program, and whom to call."""
    return f"{help_texts(settings).program} {contact(settings)}"


def to_stranger(settings: Settings) -> str:
    """For a chat that is no patient's: nothing of the clinic, not even its contact."""
    texts = help_texts(settings)
    return f"{spoken().telegram['stranger']}\n\n{texts.program} {texts.no_contact}"


def _reads(settings: Settings) -> str:
    return help_texts(settings).demo if settings.demo else reads(settings, time.time())


def _plain(text: str) -> str:
    """The page's **bold** has no place in a message."""
    return text.replace("**", "")
