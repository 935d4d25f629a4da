"""What a questionnaire file says, as frozen dataclasses. catalogue.py makes them from the YAML."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

Kind = Literal["choice", "text"]
Mark = Literal["overlap"]
Pictures = Literal["faces", "bars"]
Missing = Literal["none", "prorate"]
Permission = Literal["free", "required"]
KINDS, MARKS, MISSING, PERMISSIONS, PICTURES = map(
    get_args, (Kind, Mark, Missing, Permission, Pictures)
)


@dataclass(frozen=True)
class Days:
    """A range of days; low and high are both inside."""

    low: int
    high: int


@dataclass(frozen=True)
class Option:
    """One official answer of a choice item."""

    value: int
    """What it counts in the score; not negative."""
    label: str
    """The official words, shown and matched."""
    code: str | None = None
    """LOINC answer code, e.g. LA6568-5."""
    synonyms: tuple[str, ...] = ()
    """Other words for it: typed, they propose the option; they are never shown or recorded."""
    days: Days | None = None
    """Of so many days of the period it may be said; for proposals only."""


@dataclass(frozen=True)
class ShowIf:
    """An item is asked only when one of some earlier items has at least a value."""

    any_of: tuple[str, ...]
    at_least: int


@dataclass(frozen=True)
class Item:
    """One question."""

    id: str
    """Unique over all questionnaires; starts with the questionnaire's id."""
    text: str
    """The official words."""
    kind: Kind
    """choice: one of `options`; text: the patient's own words."""
    options: tuple[Option, ...] = ()
    """In the official order; a 0 to 10 scale has eleven."""
    scored: bool = False
    """Whether its value counts in the total."""
    required: bool = False
    """True: it cannot be skipped."""
    alert_from: int | None = None
    """Values from this one on raise an alert; None: no value does."""
    show_if: ShowIf | None = None
    """When it is asked; None: always."""
    code: str | None = None
    """LOINC code of the question."""
    mark: Mark | None = None
    """overlap: it may also be a symptom of a neurological illness. Never a score of its own."""
    explain: str | None = None
    """What it means, for items of our own; None: "Please answer as you understand it."."""
    pictures: Pictures | None = None
    """Drawn beside the options from the first to the last: faces from sad to happy, bars from
    empty to full; None: nothing is."""
    absent: tuple[str, ...] = ()
    """What is said by people who have none of it: it proposes the first option."""


@dataclass(frozen=True)
class Band:
    """A range of totals and its official name; low and high are both inside."""

    low: int
    high: int
    label: str


@dataclass(frozen=True)
class Scoring:
    """How the values of the scored items become the total."""

    multiplier: float = 1
    """The sum is multiplied by it and rounded to a whole number, halves upwards."""
    missing: Missing = "none"
    """none: no total while a scored item is missing; prorate: the mean stands in for it."""
    at_most: int = 0
    """So many items may be missing where it is prorated."""


@dataclass(frozen=True)
class Subscale:
    """Some of the scored items with a sum of their own; it needs all of them."""

    name: str
    items: tuple[str, ...]
    multiplier: float = 1
    """As in Scoring."""
    code: str | None = None
    """LOINC code of its sum."""


@dataclass(frozen=True)
class Change:
    """How far two totals must lie apart to be flagged, by which publication."""

    points: int
    source: str


@dataclass(frozen=True)
class Wording:
    """One item in another language."""

    id: str
    """The item's."""
    text: str
    labels: tuple[str, ...] = ()
    """Of the options, in their order; values and codes are the same in every language."""
    explain: str | None = None


@dataclass(frozen=True)
class Variant:
    """The whole questionnaire in another language: an official translation, or none."""

    language: str
    """BCP 47, e.g. it."""
    title: str
    source: str
    """Whose translation it is, and where it comes from."""
    items: tuple[Wording, ...]
    """One for each item, in any order."""
    licence: str | None = None
    """Its terms, where they are not those of the original text."""
    recall: str | None = None
    intro: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class Questionnaire:
    """One instrument: its items in the official order, and how they are scored."""

    id: str
    version: str
    title: str
    language: str
    """BCP 47, e.g. en-US."""
    licence: str
    """The terms under which the text may be shown and passed on."""
    source: str
    """Where the text comes from, to be cited."""
    items: tuple[Item, ...]
    recall: str | None = None
    """The period that the items ask about, in the instrument's words; None: each item says it."""
    recall_days: int | None = None
    """The same in days, for options that stand for numbers of days."""
    intro: str | None = None
    """The instrument's opening words (the stem), shown before its first item."""
    why: str | None = None
    """What is said to "why do you ask?"; None: that the clinic wants to see how one is."""
    bands: tuple[Band, ...] = ()
    score_name: str | None = None
    """What the total is called; None when no item is scored."""
    score_code: str | None = None
    """LOINC code of the total."""
    code: str | None = None
    """LOINC code of the whole panel."""
    offered: bool = True
    """False for items that only frame other questionnaires; patients cannot choose it."""
    change: Change | None = None
    """When a total counts as changed since the one before; None: nothing is flagged."""
    scoring: Scoring = Scoring()
    subscales: tuple[Subscale, ...] = ()
    max_span: int | None = None
    """Hours from the first to the last answer within which there is a total; None: any."""
    min_interval: int | None = None
    """Days after a completed one before the same patient may answer it again; None: any time."""
    variants: tuple[Variant, ...] = ()
    """The languages that it can be asked in besides `language`."""
    permission: Permission = "free"
    """required: refused until the operator declares to hold the owner's permission."""

    @property
    def maximum(self) -> int:
        """The highest total; 0 when no item is scored."""
        return whole(sum(_highest(item) for item in self.items) * exact(self.scoring.multiplier))

    def subscale_maximum(self, subscale: Subscale) -> int:
        """The highest sum of a subscale."""
        values = sum(_highest(item) for item in self.items if item.id in subscale.items)
        return whole(values * exact(subscale.multiplier))


def exact(number: float) -> Fraction:
    """A number as it is written in the file: 3.125 and 0.1 without the error of binary floats."""
    return Fraction(str(number))


def whole(number: Fraction | int) -> int:
    """The nearest whole number, halves upwards."""
    return math.floor(number + Fraction(1, 2))


def _highest(item: Item) -> int:
    return max((option.value for option in item.options), default=0) if item.scored else 0
