"""What the bot says of its own on Telegram; questions and options come from elsewhere."""

from __future__ import annotations

from contract.settings import Settings
from safety.help import help_texts

CONSENT_VERSION = "telegram-1"
"""Version of the consent texts below; counts up when their meaning changes."""

_WELCOME = """Before we begin

• A computer program asks you the questions.
• Nobody reads along while you answer. {reads}
• This chat is not end-to-end encrypted: what you write and press here also lies on Telegram's own \
computers, which your clinic does not run. Your clinic can give you a web page instead.
• What you write is also checked for words about suicide or harming yourself, by fixed rules, so \
that you are shown at once whom to call{told}. That is no estimate of your mood, and it does not \
depend on what you choose next.
• You can take as long as you like and stop at any time. Your care stays the same.
• In an emergency, do not write here. {call}"""

ASK_TEXT = """1 of 2: May a program read your words for your mood?

When you type an answer, a program can estimate from your words how you feel. Your clinic sees \
that estimate next to your answers. The program guesses, and it can be wrong.

If you say no, your answers are still kept and count the same. Nothing else changes."""
YES_TEXT, NO_TEXT = "Yes, use my words", "No, do not use my words"

ASK_CAMERA = """2 of 2: May a program look at pictures of your face?

If you say yes, you can send a photo or a round video message of your face while you answer. \
Telegram holds the picture too, on its own computers. Our copy goes to the clinic's server, is \
used at once and not kept, and I delete your message where Telegram allows it. Only numbers are \
kept: how much the face moves and which mood it may show. Your clinic sees them with your answers.

A program guesses the mood. It can be wrong, and it was not tested on people with your illness.

You can have the numbers deleted at any time with /choices. If you say no, nothing else changes."""
YES_CAMERA, NO_CAMERA = "Yes, use my pictures", "No, use no pictures"

PRESS_FIRST = "Your words are kept. Please press Yes or No above first, then we begin."
TEXT_USED = "Your words are used to estimate your mood."
TEXT_NOT_USED = "Your words are not used to estimate your mood."
CAMERA_USED = "Pictures of your face that you send are used to estimate your mood."
CAMERA_NOT_USED = "Pictures are not used."
CAMERA_DELETED = "Pictures are not used. The numbers from this session's pictures are deleted."
DELETE_NUMBERS = "Delete the camera's numbers"
CHOICES = "Your choices in this conversation:"
ENDED = "This conversation has ended. Send /start to begin a new one."
END = (
    "What you answered went to your clinic's server, and through Telegram, which keeps its own "
    "copy of this chat. Send /start when you want to begin again."
)
CLOSED = "This question is closed."
CHOSEN = "→ {title}"
SUGGESTED = "Do you mean: {title}?"

HELP = (
    "I am a computer program that asks questions for your clinic. Press a button or type your "
    "answer. You can type back, skip or stop at any time. /start shows the question again, "
    "/choices shows what you chose about your words and pictures."
)
WAITING = "One moment, please. Your answer is kept."
TYPE_PLEASE = (
    "Thank you. I can only read typed words and buttons, so nobody listens to or looks at what you "
    "just sent. Please type your answer, or press a button."
)
WRONG = "Something went wrong here; please send that again."
WRITE_WORDS = "I could not find any words in that. Please type your answer, or press a button."

STRANGER = (
    "This bot is for people whose clinic has given them an invite. Please open the clinic's "
    "invite, or ask the clinic for one."
)
BAD_INVITE = "I do not know this invite. Please ask your clinic for a new one."
BOUND = "Thank you. This chat is now connected to your clinic."
REMINDERS_ONLY = (
    "Here you only get reminders; nobody reads what you write in this chat. Please use the web "
    "page that your clinic gave you."
)
ON_THE_WEB = "{titles}: please answer on this web page: {link}"

REMINDER = (
    "A reminder: there are some questions for you, whenever it suits you. Send /start to begin."
)
REMINDER_WEB = (
    "A reminder: there are some questions for you on your web page, whenever it suits you."
)

PICTURE_USED = "Thank you. The picture was used and is not kept."
PICTURE_FAILED = "The picture could not be used. Just go on, or send another."
PICTURE_LATER = "Pictures are used while a question is open. Send /start to begin."
PICTURE_PAUSED = "At this question no pictures are used. I did not look at it."
PICTURE_NOT_USED = (
    "You chose that no pictures are used, so I did not look at it. /choices changes that."
)
PICTURES_WAIT = "I am still busy with your earlier pictures; I did not look at this one."
DELETE_YOURSELF = "Telegram does not let me delete your picture. You can delete it yourself."
HINTS = {
    "no face": "I could not see your face in it.",
    "several faces": "There is more than one face in it, so it does not count.",
    "dark": "It is rather dark. More light from the front helps.",
    "bright": "It is very bright. Less light from behind you helps.",
    "turned": "Your face is turned away in it.",
    "small": "Your face is far away in it. Come a little closer if you can.",
    "blurred": "It is blurred. Resting the phone on a table helps.",
}

EDITED = (
    'You changed an earlier message. Shall "{words}" be your new answer to this question?\n\n{item}'
)
YES_CHANGE, NO_KEEP = "Yes, change my answer", "No, keep the first one"
KEPT = "Your first answer stays."
TOO_EARLIER = (
    "You changed an earlier message. Your first answer stays as it was. To change it, type change."
)
SEND_NEW = "You changed an earlier message. I go by the first one; please send the new one again."


def welcome(settings: Settings) -> str:
    """What the patient is told before anything is asked."""
    texts = help_texts(settings)
    return _WELCOME.format(
        reads=texts.demo if settings.demo else "Your clinic reads your answers later.",
        told="" if settings.demo else " and your clinic is told",
        call=contact(settings),
    )


def contact(settings: Settings) -> str:
    """Whom to call."""
    return " ".join(settings.contact.split()) or help_texts(settings).no_contact


def no_emergency(settings: Settings) -> str:
    """For whatever nobody reads: it is a program, and whom to call."""
    return f"{help_texts(settings).program} {contact(settings)}"


def to_stranger(settings: Settings) -> str:
    """For a chat that is no patient's: nothing of the clinic, not even its contact."""
    texts = help_texts(settings)
    return f"{STRANGER}\n\n{texts.program} {texts.no_contact}"
