"""Records as the store gives them: a PHQ-9 session from negative to positive, with two alerts."""

from __future__ import annotations

from hypothesis import strategies as st

from contract.messages import (
    Alert,
    Answer,
    Consent,
    Coverage,
    Expressivity,
    FaceWindow,
    Mood,
    Record,
    Reply,
    ReplyScore,
    Session,
    SessionMood,
    Start,
    TurnMood,
    Weights,
)
from questionnaires.loader import load
from questionnaires.payload import make_payload

SESSION = "s-1"
OPENED = 1_763_650_000.0
VALUES = (2, 3, 1, 2, 0, 1, 0, 1, 1)
FIRST_WORDS = "Rough week, I hardly slept and I feel useless."
LAST_WORDS = "Laughing with my grandson made my day."
NEGATIVE: Mood = (0.8, 0.1, 0.05, 0.05)
REGIONS = {
    "brow_right": 0.1,
    "brow_left": 0.12,
    "eye_right": 0.05,
    "eye_left": 0.04,
    "nose": 0.06,
    "cheek_right": 0.03,
    "cheek_left": 0.05,
    "mouth": 0.48,
    "chin": 0.05,
    "outside": 0.02,
}
POSITIVE: Mood = (0.05, 0.15, 0.75, 0.05)


def reply(message: str, item: str | None, text: str, at: float, **more: object) -> Reply:
    """A typed reply to an item shown ten seconds before."""
    fields = {"asked_at": at - 10} | more
    return Reply(SESSION, message, at, text, item, **fields)  # type: ignore[arg-type]


def answer(item: str, value: int | None, at: float, message: str, skipped: bool = False) -> Answer:
    """An answer to an item of PHQ-9."""
    return Answer(SESSION, "phq9", "1", item, value, at, message, skipped)


def blend(share: float) -> Mood:
    """A mood between NEGATIVE (0) and POSITIVE (1)."""
    pairs = zip(NEGATIVE, POSITIVE, strict=True)
    low, neutral, high, other = ((1 - share) * a + share * b for a, b in pairs)
    return (low, neutral, high, other)


def turn(
    item: str, at: float, face: Mood | None, text: Mood | None, fused: Mood | None
) -> TurnMood:
    """One turn with the factors that fusion names."""
    weights = Weights(0.3 if face else 0.0, 0.7 if text else 0.0)
    factors = {"q": 0.81, "c_face": 0.4, "g": 0.35, "a_face": 1.0, "n": 0.9, "c_text": 0.6}
    return TurnMood(item, f"m-{item}", at - 10, at, face, text, fused, weights, factors)


def full() -> Record:
    """A completed PHQ-9 with words before and after, camera, and an alert on item 9."""
    items = load("phq9").items
    times = {item.id: OPENED + 40 + 20 * place for place, item in enumerate(items)}
    answered = {item.id: value for item, value in zip(items, (*VALUES, 1), strict=True)}
    pressed = tuple(
        reply(
            f"m-{item.id}",
            item.id,
            item.options[answered[item.id]].label,
            times[item.id],
            typed=False,
            payload=make_payload("answer", item=item.id, option=str(answered[item.id])),
        )
        for item in items
    )
    first = reply("m-whats_new_before", "whats_new_before", FIRST_WORDS, OPENED + 20)
    last = reply("m-whats_new_after", "whats_new_after", LAST_WORDS, OPENED + 260)
    moods = tuple(
        turn(
            item.id,
            times[item.id],
            None if item.alert_from else blend(place / 9),
            None,
            None if item.alert_from else blend(place / 9),
        )
        for place, item in enumerate(items)
    )
    before = turn("whats_new_before", OPENED + 20, blend(0.2), NEGATIVE, blend(0.1))
    after = turn("whats_new_after", OPENED + 260, POSITIVE, POSITIVE, POSITIVE)
    return Record(
        session=Session(SESSION, "patient-7f3a", "web", OPENED, OPENED + 262, "completed"),
        consents=(
            Consent(SESSION, "patient-7f3a", "text", "1", True, OPENED),
            Consent(SESSION, "patient-7f3a", "camera", "1", True, OPENED),
        ),
        starts=(Start(SESSION, "phq9", "1", OPENED + 2, "m-start"),),
        replies=(first, *pressed, last),
        answers=(
            answer("whats_new_before", None, OPENED + 20, "m-whats_new_before"),
            *(answer(id, value, times[id], f"m-{id}") for id, value in answered.items()),
            answer("whats_new_after", None, OPENED + 260, "m-whats_new_after"),
        ),
        alerts=(
            Alert(
                SESSION, times["phq9_9"], "item", "PHQ-9 item 9 at 1 or above", "phq9_9", "m-phq9_9"
            ),
        ),
        windows=(
            FaceWindow(
                SESSION,
                OPENED + 10,
                OPENED + 11,
                5,
                5,
                NEGATIVE,
                {"sadness": 0.8},
                model="face-mini-xception 1",
                regions=REGIONS,
            ),
        ),
        scores=(
            ReplyScore(SESSION, "m-whats_new_before", OPENED + 21, NEGATIVE, 11, "text-minilm 1"),
        ),
        mood=session_mood((before, *moods, after)),
    )


def session_mood(turns: tuple[TurnMood, ...]) -> SessionMood:
    """A mood of those turns that names positive."""
    return SessionMood(
        session=SESSION,
        mood="positive",
        probabilities=(0.22, 0.21, 0.49, 0.08),
        weights=Weights(0.28, 0.72),
        expressivity=Expressivity(
            0.34, 0.11, 0.21, 34.0, False, {"left": 0.1, "right": 0.12}, 17.6, 0.0
        ),
        coverage=Coverage(182, 175, 3, 37, len(turns), 11, 2, 12),
        turns=turns,
        abstained=False,
        reason=None,
        notes=("Low measured facial expressivity (0.34): the words count more than the face.",),
        evidence="ab" * 32,
        constants="cd" * 32,
        regions=REGIONS,
    )


def moods() -> st.SearchStrategy[Mood]:
    """Any four probabilities that sum to 1."""
    shares = st.tuples(*[st.floats(0.001, 1.0)] * 4)

    def normalised(parts: tuple[float, ...]) -> Mood:
        negative, neutral, positive, other = (part / sum(parts) for part in parts)
        return (negative, neutral, positive, other)

    return shares.map(normalised)
