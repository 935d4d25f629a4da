"""What a patient's page says: plain data that the page and its PDF are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from contract.messages import Mark, MoodName
from questionnaires.definition import Band
from report.switches import Choice


@dataclass(frozen=True)
class ScorePoint:
    """One total."""

    at: float
    """When the session was opened."""
    session: str
    total: int
    band: str | None
    proxy: bool
    """True where somebody else answered: no self-report, and not compared."""


@dataclass(frozen=True)
class ScoreCourse:
    """A questionnaire's totals over time."""

    questionnaire: str
    name: str
    maximum: int
    bands: tuple[Band, ...]
    points: tuple[ScorePoint, ...]
    change: int | None
    """Totals so far apart are flagged; None: nothing is."""


@dataclass(frozen=True)
class SelfRating:
    """One answer of the daily check-in, by the patient."""

    at: float
    session: str
    value: int
    label: str


@dataclass(frozen=True)
class Estimated:
    """One session's estimated mood."""

    at: float
    session: str
    mood: MoodName | None
    """None where no estimate could be made."""
    abstained: bool
    """True where no mood was sure enough to be named."""
    valence: float | None
    """Probability of positive minus negative, -1 to 1; None without an estimate."""
    certainty: float | None
    """Probability of the most probable mood; None without an estimate."""
    expressivity: float | None
    text: str
    """The estimate, or why there is none, in a sentence."""

    @property
    def counts(self) -> bool:
        """Whether it is an estimate that names a mood."""
        return self.mood is not None and not self.abstained


@dataclass(frozen=True)
class Prevailing:
    """The most frequent mood of a day or a week."""

    when: str
    """"21 Nov 2026", or "week of 16 Nov 2026"."""
    mood: MoodName | None
    """None where two are equally frequent."""
    count: int
    of: int
    """Estimates that name a mood; never fewer than FEWEST."""


@dataclass(frozen=True)
class SittingLine:
    """One session in the table below the charts."""

    at: float
    session: str
    status: str
    who: str
    alerts: int
    scores: tuple[str, ...]
    self_rating: str
    medicine: str
    estimate: str | None
    """None where estimates are hidden, and where there is one that the reader has not seen."""
    covered: bool
    """True in the latter case."""


@dataclass(frozen=True)
class Estimates:
    """Everything estimated over the period that the reader may see."""

    points: tuple[Estimated, ...]
    covered: tuple[str, ...]
    """Sessions whose estimate is left out: the reader may rate them and has not seen it."""
    days: tuple[Prevailing, ...]
    weeks: tuple[Prevailing, ...]
    usual: tuple[float, float] | None
    """The range of expressivity that the reference calls usual."""
    models: tuple[str, ...]
    constants: tuple[str, ...]


@dataclass(frozen=True)
class PatientView:
    """Everything that the page shows."""

    patient: str
    since: str
    """First day of the period, e.g. 2026-08-27."""
    until: str
    """Its last day."""
    start: float
    """Its first moment, Unix seconds."""
    end: float
    changed: str
    """What changed, in one sentence with its figures."""
    scores: tuple[ScoreCourse, ...]
    self_ratings: tuple[SelfRating, ...]
    medicine: tuple[SelfRating, ...]
    marks: tuple[Mark, ...]
    """Those of the period."""
    choices: tuple[Choice, ...]
    """Whether the face and the words are used for the patient."""
    sittings: tuple[SittingLine, ...]
    """The latest first."""
    alerts: int
    estimates: Estimates | None
    """None where they are hidden."""
