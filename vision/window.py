"""Up to one second of scored frames to one `FaceWindow`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contract.messages import FaceWindow
from models.card import Card
from vision.emotion import mood_of
from vision.motion import Moment, movement, spacing
from vision.score import Face, FrameScore

WINDOW_S = 1.0


@dataclass(frozen=True)
class Seen:
    """A scored frame and when it was taken."""

    at: float
    """Server time, Unix seconds."""
    score: FrameScore


def face_window(
    session: str,
    seen: Sequence[Seen],
    card: Card,
    dropped: int = 0,
    offset: float = 0.0,
    single: float = 0.2,
) -> FaceWindow:
    """Sum up frames that lie within WINDOW_S; `single`: seconds that a frame alone stands for.

    Mood and emotions are means over the usable frames, and None without one. When any frame shows
    several faces the window is not used: nobody can say whose face the others are.
    """
    times = sorted(frame.at for frame in seen)
    end = min(times[0] + WINDOW_S, times[-1] + max(spacing(times, single), 0.01))
    faces = _usable(seen)
    measured = [frame.score.face for frame in seen if frame.score.face is not None]
    emotions = _emotions(faces, card)
    return FaceWindow(
        session=session,
        start=times[0],
        end=end,
        frames=len(seen),
        faces=len(faces),
        mood=mood_of(card, emotions) if emotions else None,
        emotions=emotions,
        expressivity=movement([Moment(at, face.landmarks) for at, face in faces]),
        quality=_mean([face.quality.product for _, face in faces]),
        pose=_pose([face for _, face in faces] or measured),
        light=_mean([face.quality.brightness for face in measured]),
        model=f"{card.name} {card.version}",
        dropped=dropped,
        reason=_reason(seen),
        offset=offset,
        quality_parts=_parts([face for _, face in faces], len(seen)),
        regions=_regions([face for _, face in faces]),
    )


def _usable(seen: Sequence[Seen]) -> list[tuple[float, Face]]:
    if any(frame.score.faces > 1 for frame in seen):
        return []
    scored = [(frame.at, frame.score) for frame in seen if frame.score.usable]
    return [(at, score.face) for at, score in scored if score.face is not None]


def _emotions(faces: list[tuple[float, Face]], card: Card) -> dict[str, float] | None:
    if not faces:
        return None
    mean = np.mean([face.probabilities for _, face in faces], axis=0)
    return {label: float(p) for label, p in zip(card.labels, mean, strict=True)}


def _parts(faces: Sequence[Face], frames: int) -> dict[str, float] | None:
    if not faces:
        return None
    parts = [face.quality.parts for face in faces]
    means = {name: float(np.mean([one[name] for one in parts])) for name in parts[0]}
    return {**means, "usable": len(faces) / frames}


def _regions(faces: Sequence[Face]) -> dict[str, float] | None:
    known = [face.regions for face in faces if face.regions is not None]
    if not known:
        return None
    return {region: float(np.mean([one[region] for one in known])) for region in known[0]}


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _pose(faces: Sequence[Face]) -> tuple[float, float, float] | None:
    if not faces:
        return None
    poses = [face.pose for face in faces]
    yaw, pitch, roll = np.median([(p.yaw, p.pitch, p.roll) for p in poses], axis=0)
    return float(yaw), float(pitch), float(roll)


def _reason(seen: Sequence[Seen]) -> str | None:
    """Several faces, even once; else the commonest fault when half of the frames have one."""
    reasons = [frame.score.reason for frame in seen]
    if "several faces" in reasons:
        return "several faces"
    faults = Counter(reason for reason in reasons if reason)
    if 2 * faults.total() < len(seen):
        return None
    return faults.most_common(1)[0][0]
