"""The fused mood of turns and sessions, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from contract.messages.expressivity import Expressivity
from contract.messages.words import Modality, Mood, MoodName


@dataclass(frozen=True)
class Switch:
    """A clinician's word on whether a modality is to be used for a patient; the latest counts."""

    patient: str
    modality: Modality
    used: bool
    """False: "do not use", as with a palsy or dyskinesia (face) or an aphasia (text)."""
    by: str
    """The person who decided it."""
    at: float


@dataclass(frozen=True)
class Weights:
    """How much each modality counted; they sum to 1, or both are 0 when nothing was known."""

    face: float
    text: float


@dataclass(frozen=True)
class Used:
    """What of the camera was used in one turn, and what was left out."""

    frames: int = 0
    """Frames with a usable face that `face` rests on."""
    seconds: float = 0.0
    """Seconds of camera that they come from."""
    left_out: dict[str, float] = field(default_factory=dict)
    """Seconds of camera that were not used, by reason: typing, paused (an item that can alert), or
    the window's own (no face, several faces, dark, ...)."""


@dataclass(frozen=True)
class TurnMood:
    """One question shown and its reply: what each modality said and what came of it."""

    item: str
    message: str
    asked_at: float
    at: float
    face: Mood | None
    text: Mood | None
    fused: Mood | None
    """None when neither modality said anything."""
    weights: Weights
    factors: dict[str, float]
    """Every factor of both weights: q, c_face, g, a_face, n, c_text, a_text; and what q is made of:
    q_light, q_sharpness, q_size, q_pose, beside the share of usable frames, q_usable."""
    reason: str | None = None
    regions: dict[str, float] | None = None
    """Mean of the windows' `regions` by usable frames; None when none of them has any."""
    used: Used = field(default_factory=Used)


@dataclass(frozen=True)
class Coverage:
    """How much there was to go on."""

    frames: int
    faces: int
    dropped: int
    windows: int
    turns: int
    turns_face: int
    turns_text: int
    looked_into: int = 0
    """Usable windows that say which regions of the face their mood rested on."""
    left_out: dict[str, float] = field(default_factory=dict)
    """Seconds of camera over the session that were not used, by reason as in `Used`."""


@dataclass(frozen=True)
class SessionMood:
    """The one mood of a session, with everything that led to it."""

    session: str
    mood: MoodName
    probabilities: Mood
    weights: Weights
    expressivity: Expressivity
    coverage: Coverage
    turns: tuple[TurnMood, ...]
    abstained: bool
    """True when the most probable mood was not sure enough to be named."""
    reason: str | None
    """Why it is `other`: not estimable, language (nothing but words that the text model does not
    know), do not use (both modalities are switched off for the patient), uncertain, modalities
    disagree, surprise, mixed."""
    notes: tuple[str, ...]
    """Sentences for the clinician: why the weights are as they are."""
    evidence: str
    """sha256 of the sorted inputs."""
    constants: str
    """sha256 of models/fusion.json. Same evidence and constants: same bytes."""
    regions: dict[str, float] | None = None
    """What the face's readings rested on: mean of the turns' `regions` by usable frames; None when
    none has any. It explains, and enters no weight."""
    unused: tuple[Modality, ...] = ()
    """Modalities left out because they are switched off for the patient."""
