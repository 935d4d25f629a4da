"""What a page or its JSON says of a session: plain data that both are drawn from.

HTML and JSON have no other source, so they cannot differ. Times are Unix seconds, moods come in the
order of `contract.messages.MOODS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contract.messages import (
    AlertSource,
    AlertState,
    AlertStep,
    Baseline,
    CloseReason,
    Consent,
    Coverage,
    Expressivity,
    Modality,
    Mood,
    MoodName,
    Rating,
    RemovalReason,
    Removed,
    Switch,
    Used,
    Weights,
    Who,
)
from questionnaires.score import Subscore

Status = Literal["completed", "stopped", "unfinished", "open"]


@dataclass(frozen=True)
class AlertLine:
    """One alert beside what the patient said; an answer changed later does not remove it."""

    number: int | None
    """Of its page; None where nothing is known of what was done about it."""
    at: float
    source: AlertSource
    item: str | None
    explanation: str
    """What raised it, e.g. "PHQ-9 item 9: answered above 'Not at all'"."""
    question: str | None
    words: str | None
    """The patient's own words, or the option that was pressed; None when there is no reply."""
    typed: bool
    changed_to: str | None
    """The answer that counts now, where it is not the one that raised the alert."""
    state: AlertState
    owner: str | None
    """Who acted on it last; None while nobody has."""
    acted: tuple[AlertStep, ...]
    """What named people did about it, in order."""


@dataclass(frozen=True)
class ChangeLine:
    """A total beside the patient's last one before it, by the instrument's own change flag."""

    previous: int
    at: float
    """When the session of the previous total was opened."""
    difference: int
    """This total minus the previous one."""
    points: int
    """So many points apart, up or down, are flagged."""
    flagged: bool
    basis: str
    """The publication that the number of points comes from."""
    text: str
    """The line as a sentence."""


@dataclass(frozen=True)
class ScoreLine:
    """One questionnaire of the session. `scored` is False where it has no score at all."""

    questionnaire: str
    version: str
    title: str
    status: Status
    scored: bool
    name: str
    total: int | None
    """None while more scored items are missing than may be, or without a score."""
    maximum: int | None
    band: str | None
    answered: int
    missing: tuple[str, ...]
    """Labels of the scored items without an answer."""
    prorated: bool
    """True where the definition has the mean of the others stand in for them."""
    subscales: tuple[Subscore, ...]
    text: str
    """The line as a sentence: "PHQ-9: 12 of 27, band: moderate"."""
    note: str | None
    """What limits it: another version of the definition, or none installed."""
    change: ChangeLine | None
    """None where either total is missing or the definition has no change flag."""


@dataclass(frozen=True)
class AnswerLine:
    """One item and the answer that counts."""

    questionnaire: str
    item: str
    label: str
    question: str
    option: str | None
    """The option's label; None for a skip or for free text."""
    value: int | None
    highest: int | None
    """The highest value that the item's options have."""
    scored: bool
    skipped: bool
    skip_reason: str | None
    """Why, as the patient chose; None where no reason was given."""
    emphasised: bool
    """True where a scored item's value is in the upper half of its options (2 or 3 of 0 to 3), and
    where it raises an alert."""
    overlap: bool
    """True where it may also be a symptom of a neurological illness; it scores like the others."""
    at: float
    message: str


@dataclass(frozen=True)
class ReplyLine:
    """Words that the patient typed, with the question they were typed to."""

    message: str
    at: float
    item: str | None
    question: str | None
    words: str


@dataclass(frozen=True)
class TurnLine:
    """One question on the timeline; where a modality says nothing, why it does not."""

    item: str
    label: str
    group: str
    """The questionnaire's short name; empty for the questions around it."""
    question: str
    message: str
    asked_at: float
    at: float
    face: Mood | None
    text: Mood | None
    fused: Mood | None
    face_missing: str | None
    text_missing: str | None
    weights: Weights
    factors: dict[str, float]
    reason: str | None
    regions: dict[str, float] | None
    """Shares of the regions that the face's score came from."""
    used: Used
    """Frames and seconds of camera behind it, and what was left out and why."""


@dataclass(frozen=True)
class Estimate:
    """The session's estimated mood; every field but `explanation` is empty before it is made."""

    explanation: str
    """The estimate in a sentence, or why there is none."""
    estimable: bool
    mood: MoodName | None = None
    probabilities: Mood | None = None
    weights: Weights | None = None
    expressivity: Expressivity | None = None
    expressivity_usual: tuple[float, float] | None = None
    """The range that the shipped reference calls usual; None when it was estimated with another."""
    baseline: Baseline | None = None
    """The session's expressivity beside the same person's earlier ones; in no weight."""
    baseline_text: str | None = None
    """The same in a sentence, or how many more sessions it takes."""
    coverage: Coverage | None = None
    turns: tuple[TurnLine, ...] = ()
    trend: tuple[float, float] | None = None
    """Mean valence (positive minus negative, -1 to 1) of the first and the last third of turns."""
    notes: tuple[str, ...] = ()
    abstained: bool | None = None
    mood_reason: str | None = None
    unused: tuple[Modality, ...] = ()
    """What was left out because it is switched off for the patient."""
    models: tuple[str, ...] = ()
    regions: dict[str, float] | None = None
    """Shares of the regions of the face that its score came from; sum 1."""
    regions_text: str | None = None
    """The same in a sentence, or that it was not looked into; None without a face's score."""
    evidence: str | None = None
    constants: str | None = None


@dataclass(frozen=True)
class RemovalLine:
    """Something that was deleted of the session."""

    at: float
    what: Removed
    why: RemovalReason
    rows: int
    """How many windows, scores or replies that were."""
    text: str
    """The line as a sentence."""


@dataclass(frozen=True)
class SessionView:
    """Everything the clinician is shown of one session."""

    session: str
    patient: str
    channel: str
    opened: float
    closed: float | None
    reason: CloseReason | None
    status: Status
    demo: bool
    """True while nobody is notified of alerts."""
    who: Who | None
    """Who answered, None when that was not asked: a proxy's answers are no self-report."""
    who_text: str
    """The same in a sentence."""
    medicine: str | None
    """How medicine for Parkinson's was working, as the patient said it: ON, Wearing off, OFF."""
    self_rating: int | None
    """The patient's own mood, 0 (the worst imaginable) to 10 (the best)."""
    completeness: str
    """How many questions were answered, in a sentence."""
    alerts: tuple[AlertLine, ...]
    scores: tuple[ScoreLine, ...]
    answers: tuple[AnswerLine, ...]
    replies: tuple[ReplyLine, ...]
    consents: tuple[Consent, ...]
    removals: tuple[RemovalLine, ...]
    switches: tuple[Switch, ...]
    """Every time a clinician switched the face or the words off or on for the patient."""
    ratings: tuple[Rating, ...]
    """How clinicians judged the session's mood, in the order of their times."""
    estimate: Estimate | None
    """None when the settings hide estimates."""


@dataclass(frozen=True)
class TotalLine:
    """A questionnaire's last total in the overview."""

    text: str
    """For example "PHQ-9: 15 of 27"."""
    change: str | None
    """For example "+6 from 9"; None without a total before."""
    changed: bool
    """True where it is at least as much as the questionnaire's change flag."""
    at: float
    session: str


@dataclass(frozen=True)
class OverviewLine:
    """One patient in the overview; the session is the latest in which the patient said something,
    None when there is none."""

    patient: str
    session: str | None
    channel: str | None
    opened: float | None
    status: Status | None
    alerts: int
    """How many are open."""
    unanswered: tuple[tuple[str, str, float], ...]
    """Items that can alert and have no answer: name, session, when it was opened."""
    totals: tuple[TotalLine, ...]
    missed: tuple[str, ...]
    """For example "PHQ-9: due 2026-11-03"."""
    self_rating: int | None
    rated: float | None
    estimate: str | None
    """The mood as a word; None when hidden or not made yet."""
