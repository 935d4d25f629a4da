"""What the models read in words and faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contract.messages.words import Mood

Unread = Literal["language", "no words"]


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
