"""What has come to a session since the reader saw it last, in sentences."""

from __future__ import annotations

from contract.messages import Reading, Seen


def changes(reading: Reading, *, covered: bool) -> tuple[str, ...]:
    """Empty at a first reading and while all is as it was; `covered`: without naming a mood."""
    then, now = reading.before, reading.now
    if then is None:
        return ()
    told = [
        _more(now.alerts - then.alerts, "alert"),
        _more(now.answers - then.answers, "answer"),
        _more(now.replies - then.replies, "reply", "replies"),
        _camera(then, now),
        _estimate(then, now, covered),
    ]
    return tuple(one for one in told if one)


def _more(count: int, one: str, many: str | None = None) -> str:
    if count <= 0:
        return ""
    return f"{count} more {one if count == 1 else many or one + 's'}."


def _camera(then: Seen, now: Seen) -> str:
    if now.windows < then.windows:
        return "What the camera measured was deleted."
    return "More was measured by the camera." if now.windows > then.windows else ""


def _estimate(then: Seen, now: Seen, covered: bool) -> str:
    if now.evidence == then.evidence and now.mood == then.mood:
        return ""
    if now.evidence is None:
        return "The estimate was taken back; it is made anew."
    if then.evidence is None:
        return "The estimate was made."
    if covered or _named(then) == _named(now):
        return "The estimate was made anew."
    return f"The estimate was made anew: before {_named(then)}, now {_named(now)}."


def _named(seen: Seen) -> str:
    return "not sure" if seen.abstained else str(seen.mood)
