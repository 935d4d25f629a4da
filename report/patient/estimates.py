"""What was estimated in each of a patient's sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract.messages import Sitting
from report.patient.prevailing import by_day, by_week
from report.patient.view import Estimated, Estimates
from report.reference import Reference
from report.svg import valence
from report.wording import BY_PROXY, estimable, estimate_sentence


def estimates(sittings: Sequence[Sitting], reference: Reference) -> Estimates:
    """All of them, and the moods that prevailed."""
    points = tuple(_points(sittings))
    constants = sorted({one.mood.constants for one in sittings if one.mood is not None})
    ranges = {reference.usual_for(one) for one in constants}
    return Estimates(
        points=points,
        days=by_day(points),
        weeks=by_week(points),
        usual=ranges.pop() if len(ranges) == 1 else None,
        models=tuple(sorted({name for one in sittings for name in one.models})),
        constants=tuple(constants),
    )


def _points(sittings: Sequence[Sitting]) -> Iterator[Estimated]:
    for one in sittings:
        mood, session = one.mood, one.session
        if mood is None:
            continue
        proxy = one.who == "proxy"
        known = estimable(mood) and not proxy
        yield Estimated(
            at=session.opened,
            session=session.session,
            mood=mood.mood if known else None,
            abstained=mood.abstained,
            valence=valence(mood.probabilities) if known else None,
            certainty=max(mood.probabilities) if known else None,
            expressivity=None if proxy else mood.expressivity.value,
            text=BY_PROXY if proxy else estimate_sentence(mood),
        )
