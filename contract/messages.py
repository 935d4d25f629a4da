"""The messages between the parts: every arrow of DESIGN's picture is one frozen dataclass here.

Times are Unix seconds of the server's clock, taken when the thing was *observed*. Probabilities of
a mood always come in the order of `MOODS` and sum to 1. `to_json` and `from_json` (wire.py) derive
the JSON form from the fields, so a field cannot be forgotten on the wire.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

MoodName = Literal["negative", "neutral", "positive", "other"]
MOODS: tuple[MoodName, ...] = ("negative", "neutral", "positive", "other")

Mood = tuple[float, float, float, float]
"""Probabilities of negative, neutral, positive, other; they sum to 1."""

Region = Literal[
    "brow_right",
    "brow_left",
    "eye_right",
    "eye_left",
    "nose",
    "cheek_right",
    "cheek_left",
    "mouth",
    "chin",
    "outside",
]
"""A part of the picture that the face model sees; right and left are the person's own. Brows go
with the forehead, the chin with the jaw; `outside` is hair, neck and background."""
REGIONS: tuple[Region, ...] = get_args(Region)

Scope = Literal["text", "camera"]
Who = Literal["self", "helped", "proxy"]
"""Who answers: the patient, the patient with somebody's help, or somebody else for the patient."""
SkipReason = Literal["declined", "unknown", "not_applicable", "unclear", "unsaid"]
Modality = Literal["face", "text"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)
CloseReason = Literal["completed", "stopped", "idle"]
AlertSource = Literal["item", "unconfirmed", "phrase", "veiled", "not_answered"]
AlertStepKind = Literal[
    "raised",
    "delivered",
    "failed",
    "logged",
    "escalated",
    "acknowledged",
    "contacted",
    "not_reached",
    "closed",
]
AlertState = Literal["raised", "delivered", "acknowledged", "contacted", "not_reached", "closed"]
Input = Literal["choice", "text", "none"]
Unread = Literal["language", "no words"]
Standing = Literal["below", "within", "above"]


@dataclass(frozen=True)
class Session:
    """One sitting of one patient; resuming reopens it (closed is None again)."""

    session: str
    """Unguessable; it is the capability of the patient's sockets and Rasa's sender id."""
    patient: str
    """Pseudonym of the patient; never a name or a chat id."""
    channel: str
    """"web" or "telegram"."""
    opened: float
    closed: float | None = None
    reason: CloseReason | None = None
    """Why it was closed; None while it is open."""


@dataclass(frozen=True)
class Consent:
    """The patient's yes or no to one scope in one session; the latest of a scope counts."""

    session: str
    patient: str
    scope: Scope
    version: str
    """Version of the consent text that was shown."""
    given: bool
    at: float


@dataclass(frozen=True)
class Respondent:
    """Who answers in a session; the latest counts, for all of it. A proxy's session has no camera
    and no text analysis, and its answers are no self-report."""

    session: str
    who: Who
    at: float


@dataclass(frozen=True)
class Start:
    """The patient chose a questionnaire, or began it again: answers from before do not count."""

    session: str
    questionnaire: str
    version: str
    at: float
    message: str
    """The reply that chose it."""


@dataclass(frozen=True)
class Reply:
    """What the patient sent: typed words or a pressed button. Unique by (session, message)."""

    session: str
    message: str
    """Made by the client, once per thing sent; a repeat of it is the same reply."""
    at: float
    text: str
    """The words, or the title of the pressed button."""
    item: str | None = None
    """The item that was on show; None outside a questionnaire."""
    asked_at: float | None = None
    """When the item was shown."""
    typed: bool = True
    """False for a pressed button."""
    payload: str | None = None
    """The pressed button's payload, e.g. /answer{"item":"phq9_1","option":"2"}; None when typed."""
    typing: tuple[tuple[float, float], ...] = ()
    """Spans in which keys were being pressed, (start, end) in server time."""
    offset: float = 0.0
    """Seconds by which the page's clock was ahead of the server's."""


@dataclass(frozen=True)
class Button:
    """A button of the bot. The payload goes back in `Reply.payload`, unchanged."""

    title: str
    payload: str


@dataclass(frozen=True)
class Bubble:
    """One message of the bot. With `item` set it asks that item and waits for its answer."""

    text: str
    item: str | None = None
    input: Input = "none"
    """How an answer is given: pressing one of `buttons`, typing words, or not at all."""
    buttons: tuple[Button, ...] = ()
    """The item's official options, in order; or offers outside an item."""
    commands: tuple[Button, ...] = ()
    """Back, skip, stop: what can be done here besides answering."""
    progress: str | None = None
    """For example "4 of 9"; None outside the items."""
    camera_pause: bool = False
    """True while this item is on show the camera must be paused (items that can alert)."""
    ends: bool = False
    """True on the last bubble of a session; `buttons` then offer what else can be answered."""
    pictures: Literal["faces", "bars"] | None = None
    """Drawn beside the options, from the first to the last: sad to happy, empty to full."""
    recall: str | None = None
    """The period that the item asks about, in the instrument's words; to be shown beside it."""


@dataclass(frozen=True)
class BotTurn:
    """What the bot said to one reply. Unique by (session, message): a repeat gets this one."""

    session: str
    message: str
    """The reply it answers; "start" for the greeting."""
    at: float
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True)
class ReplyScore:
    """The transformer's reading of one typed reply. Unique by (session, message)."""

    session: str
    message: str
    at: float
    mood: Mood
    tokens: int
    """Word pieces read, without the special ones; 0 when the reply could not be read."""
    model: str
    """Name and version of the card."""
    reason: Unread | None = None
    """Why it could not be read: too few words that the model knows, or none; None when it was."""


@dataclass(frozen=True)
class Movement:
    """How much the face moved within one window, rigid head motion removed.

    Lengths are in inter-ocular distances (IOD), so camera distance and resolution drop out.
    """

    ranges: dict[str, tuple[float, float]]
    """Per measure (brow_left, ..., jaw): lowest and highest value in the window, IOD."""
    activity: float
    """Mean speed of the landmarks, median over the window's frames, IOD per second; without
    tremor where `tremor` is known."""
    seconds: float
    """Seconds of usable frames behind it."""
    blinks: int | None = None
    """None below 15 frames a second, where blinks fall between frames, and with narrowed eyes."""
    tremor: float | None = None
    """Amplitude of periodic movement of 3 to 7 Hz, IOD, 0 when there was none; None below 15
    frames a second, where it cannot be told from other movement and stays in `activity`."""


@dataclass(frozen=True)
class FaceWindow:
    """At most one second of camera frames, as numbers. Unique by (session, start)."""

    session: str
    start: float
    end: float
    frames: int
    """Frames scored or looked at in the window."""
    faces: int
    """Frames with exactly one usable face."""
    mood: Mood | None = None
    """Mean over usable frames; None when no face was usable."""
    emotions: dict[str, float] | None = None
    """Mean probability per emotion of the model's card; None when no face was usable."""
    expressivity: Movement | None = None
    quality: float | None = None
    """Pose x light x size x sharpness over usable frames, in [0, 1]."""
    pose: tuple[float, float, float] | None = None
    """Yaw, pitch, roll in degrees; 0 looks into the camera."""
    light: float | None = None
    """Mean brightness of the face, in [0, 1]."""
    model: str = ""
    dropped: int = 0
    """Frames that arrived and gave way to newer ones."""
    reason: str | None = None
    """The main thing wrong: no face, several faces, dark, bright, turned, small, blurred."""
    offset: float = 0.0
    """Seconds by which the page's clock was ahead of the server's."""
    quality_parts: dict[str, float] | None = None
    """Means over usable frames of `light`, `sharpness`, `size` and `pose`, whose product makes
    `quality`, and `usable`, the share of frames with a usable face; each in [0, 1]. None when no
    face was usable."""
    regions: dict[str, float] | None = None
    """What the frames' own mood rested on: share of each of REGIONS in how far its log-odds fall
    when that region is covered; sum 1. None where it was not looked into, as in most windows."""


@dataclass(frozen=True)
class Answer:
    """One item's answer. Unique by (session, item, message); the latest of an item counts."""

    session: str
    questionnaire: str
    version: str
    item: str
    value: int | None
    """The option's official value; None for free text (the words are in the reply) or a skip."""
    at: float
    message: str
    """The reply it came from."""
    skipped: bool = False
    reason: SkipReason | None = None
    """Why it was skipped; None when it was not, or when the patient was not asked."""


@dataclass(frozen=True)
class Alert:
    """Something a person at the clinic must look at. Never deleted, never made by a mood model."""

    session: str
    at: float
    source: AlertSource
    """item: an option at or above `alert_from`; unconfirmed: typed words there that are not exactly
    the zero option; phrase: typed words that speak openly of suicide or self-harm; veiled: those
    that hint at it or speak of death without a wish; not_answered: skipped or stopped."""
    detail: str
    """For the clinician, without the patient's words."""
    item: str | None
    message: str
    """The reply that raised it."""


@dataclass(frozen=True)
class AlertStep:
    """One line of an alert's trail. Lines are only ever added (contract/alerting.py reads them)."""

    at: float
    step: AlertStepKind
    """delivered, failed: one notice to one recipient; logged: there is no one to send it to."""
    by: str = ""
    """The person who acted, or where a notice went."""
    note: str = ""
    """The outcome in the person's words, or why a notice failed."""


@dataclass(frozen=True)
class AlertCase:
    """An alert with all that was done about it."""

    number: int
    """Counts up over all alerts."""
    patient: str
    alert: Alert
    steps: tuple[AlertStep, ...]


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
class Expressivity:
    """Session-wide facial expressivity, measured once over all usable windows."""

    value: float | None
    """E, relative to the shipped reference (0.5 = its middle); None when insufficient."""
    amplitude: float | None
    """Mean 5th to 95th percentile range of the measures, IOD."""
    activity: float | None
    """Typical landmark speed (mean of the middle half of the windows), IOD per second."""
    seconds: float
    """Seconds of usable frames outside typing."""
    insufficient: bool
    """True below 10 s of usable frames: the weight then uses a constant."""
    parts: dict[str, float] = field(default_factory=dict)
    """Amplitude of the left, right, upper and lower part of the face, IOD; empty when
    insufficient. None of them enters a weight."""
    blink_rate: float | None = None
    """Blinks a minute; None below 10 s of windows that could show them."""
    tremor: float | None = None
    """Median amplitude of periodic movement of 3 to 7 Hz over the windows that could show it, IOD;
    None below 10 s of them: then it is not told apart from other movement."""


@dataclass(frozen=True)
class Measured:
    """How much the face moved in one session."""

    session: str
    at: float
    """When the session was opened."""
    value: float
    """E on the scale of today's constants, whichever it was estimated with."""


@dataclass(frozen=True)
class Baseline:
    """A session's expressivity beside the same person's earlier ones. It enters no weight."""

    value: float | None
    """E of the session, on the scale of today's constants; None when it was insufficient."""
    earlier: tuple[Measured, ...]
    """The person's sessions before it in which E was measured, oldest first."""
    needed: int
    """So many more of them are needed before anything is compared; 0 when there are enough."""
    middle: float | None = None
    """Mean of the earlier ones, taken in log odds; None while more are needed."""
    expected: tuple[float, float] | None = None
    """Where they let 95 of 100 further sessions lie; None while more are needed."""
    drift: float | None = None
    """`value` minus `middle`."""
    standing: Standing | None = None
    """Where `value` lies beside `expected`."""


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


@dataclass(frozen=True)
class Receipt:
    """What the store says to a message it was given."""

    created: bool
    """False when it had that message already; nothing changed then."""
    alert: Alert | None = None
    """The alert that storing this reply raised, for the safety message."""


@dataclass(frozen=True)
class Invite:
    """A patient's link: whoever holds the token speaks as the patient."""

    token: str
    patient: str


@dataclass(frozen=True)
class Chat:
    """Where a patient is written to on a channel other than the web: one a patient and channel."""

    channel: str
    """"telegram"."""
    address: str
    """Telegram's id of the chat. Sealed in the store, never in a log, never a session's id."""
    patient: str
    bound: float
    """When its owner showed the patient's invite."""
    blocked: float | None = None
    """Since when nothing can be sent there; None while it can."""
    session: Session | None = None
    """The patient's latest session on the channel; None before the first."""


@dataclass(frozen=True)
class Shown:
    """Something was sent to the patient's chat. Unique by (session, entry)."""

    session: str
    entry: str
    """What it was: "bot:" and the reply that the bot's turn answers, and so on."""
    at: float
    place: str | None = None
    """The channel's own id of it; None when the channel refused to take it."""


@dataclass(frozen=True)
class Schedule:
    """When a patient is to answer a questionnaire. Unique by (patient, questionnaire)."""

    patient: str
    questionnaire: str
    every: int
    """Days between two due times: 1 is daily, 7 weekly."""
    first: str
    """Local date of the first due time, e.g. 2026-11-25."""
    time: str
    """Local time of day, e.g. 18:30."""
    zone: str
    """IANA time zone of the patient, e.g. Europe/Athens."""


@dataclass(frozen=True)
class Due:
    """One due time of a schedule and what became of it."""

    at: float
    reminded: float | None
    """When a reminder was sent; None: none was."""
    answered: float | None
    """When the questionnaire was completed, from that local day on until the next due one."""


@dataclass(frozen=True)
class Planned:
    """A schedule as the clinician sees it."""

    schedule: Schedule
    next: float
    """The next due time."""
    dues: tuple[Due, ...]
    """The latest due times, the last one first."""
    channel: str | None
    """Where reminders go; None: nowhere, the patient has the web page only."""


@dataclass(frozen=True)
class Reminder:
    """A due time whose reminder is to be sent now, by whoever got it and nobody else."""

    schedule: Schedule
    due: float
    chat: Chat


@dataclass(frozen=True)
class Record:
    """All the store knows of one session; lists are in the order of their times."""

    session: Session
    consents: tuple[Consent, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    starts: tuple[Start, ...] = ()
    replies: tuple[Reply, ...] = ()
    bot_turns: tuple[BotTurn, ...] = ()
    answers: tuple[Answer, ...] = ()
    """Every answer ever given; the latest of an item counts."""
    alerts: tuple[Alert, ...] = ()
    cases: tuple[AlertCase, ...] = ()
    """What was done about each of `alerts`, in the same order."""
    windows: tuple[FaceWindow, ...] = ()
    scores: tuple[ReplyScore, ...] = ()
    switches: tuple[Switch, ...] = ()
    """Every time a modality was switched off or on for the patient, in whichever session."""
    mood: SessionMood | None = None
    shown: tuple[Shown, ...] = ()
    """What was sent to the patient's chat; empty on the web, where the page draws itself."""

    @property
    def who(self) -> Who | None:
        """Who answers; None when that was not said."""
        return self.respondents[-1].who if self.respondents else None


@dataclass(frozen=True)
class Summary:
    """One line of the clinician's list of sessions."""

    session: Session
    questionnaires: tuple[str, ...]
    alerts: int
    mood: MoodName | None
    abstained: bool = field(default=False)


Message = (
    Session
    | Consent
    | Respondent
    | Start
    | Reply
    | BotTurn
    | ReplyScore
    | FaceWindow
    | Answer
    | Alert
    | AlertStep
    | AlertCase
    | Switch
    | SessionMood
    | Baseline
    | Receipt
    | Invite
    | Chat
    | Shown
    | Schedule
    | Due
    | Planned
    | Reminder
    | Record
    | Summary
)
