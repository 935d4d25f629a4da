"""Replies made by rule: negation, time, understatement, irony, then and now, contrast."""

from collections.abc import Callable

import numpy as np

from train import text_phrases
from train.replies import EMOTIONS, MOODS, Replies

BAD = (
    "tired sad afraid dizzy stiff lonely worried anxious low weak shaky sore exhausted angry "
    "frightened confused slow unsteady depressed nervous upset sleepless breathless down unhappy "
    "miserable tearful ashamed fed-up sick bored stuck helpless numb"
).split()
GOOD = (
    "happy well good strong steady rested cheerful pleased content hopeful calm confident proud "
    "comfortable fine glad relaxed fit lively independent satisfied optimistic great better"
).split()
DENIES_BAD = (
    "I'm not {} any more", "I wasn't {}", "not {} at all", "I'm no longer {}", "not {} for once",
    "I don't feel {} any more", "I didn't feel {} once", "never {} this week", "not {} today",
    "I was not {} when I got up", "I haven't been {} in days", "it didn't make me {} this time",
)  # fmt: skip
DENIES_GOOD = (
    "I'm not {}", "not {} at all", "I don't feel {}", "can't say I'm {}", "I wouldn't say I'm {}",
    "I'm not {} any more", "I was {} until last week", "I've never been less {}", "hardly {}",
    "I used to be {}", "I was {} once, not any more", "not {} with how things are", "far from {}",
)  # fmt: skip
THINGS = "balance speech mood energy appetite grip walking memory eyesight handwriting".split()
PLAYS_DOWN = (
    "{} could be better", "my {} isn't what it was", "the {} leaves a lot to be desired",
    "could do with better {}", "I could do without this {}", "the {} is not the best",
    "I've had better {}", "the {} has been better", "not too impressed with my {}",
)  # fmt: skip
WHEN = ("this week", "again", "today", "last week", "since we last talked", "twice this week")
SEEN_WORSE = ("I've had worse, {}", "I have known worse weeks, {}", "seen far worse, {}")
IRONY = (
    "great,", "oh great,", "lovely,", "wonderful,", "fantastic,", "brilliant,", "super,", "oh joy,",
    "just perfect,", "well that's perfect,", "terrific,", "such fun,", "what a delight,",
    "just what I needed,", "marvellous,", "thanks a lot,", "so glad,", "how nice,",
)  # fmt: skip
THEN_NOW = (
    "{} last month, now {}", "it was {} before, now {}", "at first {}, now {}", "{} then, {} now",
    "last week: {}. this week: {}", "{}. That was before. Now {}", "used to be {}, these days {}",
)  # fmt: skip
CONTRAST = ("{} but {}", "{}, but {}", "although {}, {}", "{}, yet {}", "even though {} {}")

Made = tuple[str, str]


def framed(replies: Replies, count: int, draw: np.random.Generator) -> Replies:
    """`count` replies, a mood for each; the later clause decides, a denied mood turns round."""
    told = {
        mood: [
            text.rstrip(".! ")
            for text, share in zip(replies.texts, replies.shares, strict=True)
            if share[place] == 1 and 3 <= len(text.split()) <= 12
        ]
        for place, mood in enumerate(MOODS)
    }

    def pick(some: tuple[str, ...] | list[str]) -> str:
        return some[int(draw.integers(len(some)))]

    def two_clauses(frames: tuple[str, ...]) -> Made:
        first, last = ("negative", "positive") if draw.random() < 0.5 else ("positive", "negative")
        return last, pick(frames).format(pick(told[first]), pick(told[last]))

    def some_time(mood: str) -> Made:
        return mood, f"{pick(told[mood])} {pick(WHEN)}"

    kinds: tuple[Callable[[], Made], ...] = (
        lambda: ("positive", pick(DENIES_BAD).format(pick(BAD))),
        lambda: ("negative", pick(DENIES_GOOD).format(pick(GOOD))),
        lambda: ("negative", pick(PLAYS_DOWN).format(pick(THINGS))),
        lambda: ("positive", pick(SEEN_WORSE).format(pick(told["positive"]))),
        lambda: ("negative", f"{pick(IRONY)} {pick(told['negative'])}"),
        lambda: some_time("negative"),
        lambda: some_time("neutral"),
        lambda: two_clauses(THEN_NOW),
        lambda: two_clauses(CONTRAST),
        *text_phrases.kinds(pick),
    )
    made = [kinds[place % len(kinds)]() for place in range(count)]
    shares = np.array([[float(mood == one) for one in MOODS] for mood, _ in made])
    return Replies(tuple(text for _, text in made), shares, np.zeros((count, EMOTIONS)))
