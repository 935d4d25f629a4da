"""The pages' sentences for the words of the contract; none of them names an illness."""

from __future__ import annotations

from contract.messages import SessionMood, SkipReason, Who

INTENDED_USE = (
    "Research and workflow support; not a medical device. Not for diagnosis or emergency use."
)
CAVEAT = "Estimated from words and face; not validated in Parkinson's, MS or stroke."
STILL_OPEN = "Session still open; the estimate comes when it closes."
NOT_MADE = "No estimate, because none was computed for this session."

WHO: dict[Who | None, str] = {
    None: "Who answered was not asked.",
    "self": "Answered by the patient.",
    "helped": "Answered by the patient, with somebody's help.",
    "proxy": "Answered by somebody else for the patient: no self-report.",
}
BY_PROXY = "No estimate, because somebody else answered for the patient."
SKIP_REASONS: dict[SkipReason, str] = {
    "declined": "did not want to answer",
    "unknown": "did not know",
    "not_applicable": "does not apply",
    "unclear": "did not understand it",
}

_REASONS = {
    "not estimable": "there was neither a usable face nor analysed text",
    "do not use": "face and words are both set to 'do not use' for this patient",
    "uncertain": "none was probable enough",
    "modalities disagree": "words and face point in opposite directions",
    "surprise": "surprise was the main expression, which is neither positive nor negative",
    "language": "the words are in a language that the text model does not know",
    "mixed": "neither negative nor neutral nor positive stood out",
}


def estimate_sentence(mood: SessionMood) -> str:
    """The estimate in one sentence: the mood, or why none is named."""
    reason = None if mood.reason is None else _REASONS.get(mood.reason, mood.reason)
    if not estimable(mood):
        return f"No estimate, because {reason or _REASONS['not estimable']}."
    if mood.abstained:
        return f"No mood is named: {reason or _REASONS['uncertain']}."
    if reason is not None:
        return f"{mood.mood.capitalize()}: {reason}."
    return f"{mood.mood.capitalize()}."


def percent(share: float) -> str:
    """A share of 1 in whole percent, number and sign kept on one line."""
    return f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


def estimable(mood: SessionMood) -> bool:
    """Whether any modality said anything."""
    return mood.weights.face > 0 or mood.weights.text > 0
