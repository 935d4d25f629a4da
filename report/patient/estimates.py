"""What was estimated in each of a patient's sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract.messages import Sitting
from report.patient.prevailing import by_day, by_week
from report.patient.view import Estimated, Estimates
from report.reference import Reference
from report.svg import valence
from report.wording import BY_PROXY, estimable, estimate_sentence


def estimates(every: Sequence[Sitting], reference: Reference, *, covers: bool) -> Estimates:
    """All of them, and the moods that prevailed; `covers`: of what the reader has seen alone."""
    covered = tuple(one.session.session for one in every if covers and _unseen(one))
    sittings = [one for one in every if one.session.session not in covered]
    points = tuple(_points(sittings))
    constants = sorted({one.mood.constants for one in sittings if one.mood is not None})
    ranges = {reference.usual_for(one) for one in constants}
    return Estimates(
        points=points,
        covered=covered,
        days=by_day(points),
        weeks=by_week(points),
        usual=ranges.pop() if len(ranges) == 1 else None,
        models=tuple(sorted({name for one in sittings for name in one.models})),
        constants=tuple(constants),
    )


def _unseen(one: Sitting) -> bool:
    return _known(one) and not one.uncovered


def _known(one: Sitting) -> bool:
    """Whether there is an estimate of the patient's mood."""
    return one.mood is not None and estimable(one.mood) and one.who != "proxy"


def _points(sittings: Sequence[Sitting]) -> Iterator[Estimated]:
    for one in sittings:
        mood, session = one.mood, one.session
        if mood is None:
            continue
        proxy, known = one.who == "proxy", _known(one)
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
