"""What the bot says of its own; the words of a question come from questionnaires/."""

from __future__ import annotations

from contract.messages import SkipReason, Who

HELLO = "Hello. I am a computer program, not a person. I ask you questions for your clinic."
FREEDOM = "You can stop at any time. Your care stays the same."
CHOOSE = "Which questionnaire would you like to answer?"
NOTHING_TODAY = "There is nothing to answer today. Thank you for coming by."
ANSWERED = "You have already answered {title}. You can answer it again from {day}."
AGAIN = "{title} (answered today, once more)"
ONLY_IN = "{title} (only in {language})"
_LANGUAGES = {"el": "Greek", "en": "English", "it": "Italian", "ro": "Romanian"}
EXPLAIN = (
    "Choose a questionnaire, and I ask its questions one by one. You can press a button or type."
)
NOTHING_OPEN = "No questionnaire is open."

THANKS = "Thank you for telling us."
CHOOSE_OPTION = "Please choose one of the options."
DO_YOU_MEAN = (
    'Do you mean "{option}"? If so, please choose it, or type yes. If not, choose another option.'
)
YES_WORDS = ("yes", "yes please", "yeah", "yep", "correct", "right", "thats right", "exactly")
WRITE = "Please write your answer below, or choose Skip."
ALREADY_ANSWERED = "That question is already answered. To change it, choose Back."
FIRST = "This is the first question."
REQUIRED = "This question cannot be skipped. You can go back, or stop."
BUSY = "You are in the middle of a questionnaire. Here is your question again."

WHY = (
    "Your clinic asks everybody this in the same words, to see how you are and how that changes. "
    "You may skip a question."
)
AS_YOU_UNDERSTAND = "Please answer as you understand it."
PERSON = "I am a computer program and cannot put you through. To talk to a person: {contact}"
NO_CONTACT = "please call your clinic. In danger, call your local emergency number."
SMALL_TALK = {
    "hello": "Hello.",
    "thanks": "You are welcome.",
    "how": "I am a computer program, so I have no good or bad days.",
    "who": "I am a computer program, not a person. I pass your answers on to your clinic.",
    "bye": "You can close this page whenever you like and come back with the same link.",
}

WHAT_NOW = "What would you like to do?"
MORE = {
    "repeat": "Repeat the question",
    "meaning": "What does this mean?",
    "why": "Why do you ask?",
    "change": "Change an earlier answer",
    "pause": "Pause",
    "restart": "Start this questionnaire again",
    "person": "Talk to a person",
}
GO_ON = "Go on with the question"

WHY_SKIP = "You can skip this question. Why, if you would like to say?"
SKIP_REASONS: dict[SkipReason, str] = {
    "declined": "I do not want to answer",
    "unknown": "I do not know",
    "not_applicable": "It does not apply to me",
    "unclear": "I do not understand the question",
    "unsaid": "Skip without a reason",
}
NOT_SKIP = "Answer the question"

CHANGE_WHICH = "Which answer do you want to change?"
CHANGE_NONE = "None of them, go on"
NOTHING_TO_CHANGE = "There is no earlier answer to change yet."
OWN_WORDS = "in your own words"
SKIPPED = "skipped"

PAUSED = (
    "We pause here. Your answers are kept. Go on whenever you like: here, or with the same link "
    "on another device."
)
CONFIRM_RESTART = (
    "Do you want to answer {title} again from its first question? Your answers to it so far then "
    "do not count any more."
)
YES_RESTART = "Yes, start again"
STARTED_OVER = "We start again."

WHO_ANSWERS = "And who is answering?"
NOTED_WHO = "Noted: {who}."
WHO: dict[Who, str] = {
    "self": "I answer for myself",
    "helped": "I answer for myself, with help",
    "proxy": "I answer for somebody else",
}

CONFIRM_STOP = "Do you want to stop here? The answers you have given stay with your clinic."
YES_STOP = "Yes, stop"
NO_GO_ON = "No, go on"

COMPLETED = "Thank you. Your answers have been sent to your clinic."
STOPPED = (
    "That is fine. We stop here, and the answers you gave have been sent to your clinic. "
    "You can come back at any time."
)


def language_name(tag: str) -> str:
    """The language of a tag, or the tag itself."""
    return _LANGUAGES.get(tag.casefold().partition("-")[0], tag)
