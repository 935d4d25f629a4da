"""The estimate of a session with its reasons, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contract.messages import Baseline, Coverage, Modality, Record
from report.baseline import baseline_sentence
from report.question import Definitions
from report.reference import Reference
from report.regions import regions_sentence
from report.turns import trend, turn_lines
from report.view import Estimate
from report.wording import BY_PROXY, NOT_MADE, STILL_OPEN, estimable, estimate_sentence, percent


def estimate(
    record: Record, definitions: Definitions, reference: Reference, own: Baseline | None = None
) -> Estimate:
    """What the clinician is told of the mood; `own` is what the store says of earlier sessions."""
    mood = record.mood
    if record.session.closed is None or mood is None:
        return Estimate(STILL_OPEN if record.session.closed is None else NOT_MADE, estimable=False)
    if record.who == "proxy":
        return Estimate(BY_PROXY, estimable=False)
    turns = turn_lines(record, definitions)
    return Estimate(
        explanation=estimate_sentence(mood),
        estimable=estimable(mood),
        mood=mood.mood,
        probabilities=mood.probabilities,
        weights=mood.weights,
        expressivity=mood.expressivity,
        expressivity_usual=reference.usual_for(mood.constants),
        baseline=own,
        baseline_text=None if own is None else baseline_sentence(own),
        coverage=mood.coverage,
        turns=turns,
        trend=trend(turns),
        notes=mood.notes,
        abstained=mood.abstained,
        mood_reason=mood.reason,
        unused=mood.unused,
        models=models_of(record, mood.unused),
        regions=mood.regions,
        regions_text=regions_sentence(mood),
        evidence=mood.evidence,
        constants=mood.constants,
    )


def coverage_sentence(coverage: Coverage, unused: Sequence[Modality] = ()) -> str:
    """How much there was to go on: "Camera: 182 frames, face in 96 %." and the turns."""
    if "face" in unused:
        camera = "Camera: not used for this patient."
    elif coverage.frames == 0:
        camera = "Camera: no frames."
    else:
        share = percent(coverage.faces / coverage.frames)
        camera = f"Camera: {coverage.frames} frames, face in {share}."
    of = f"of {coverage.turns} questions"
    read = f"Face in {coverage.turns_face} {of}, words in {coverage.turns_text}."
    out = f" Camera left out: {left_out(coverage.left_out)}." if coverage.left_out else ""
    return f"{camera} {read}{out}"


def left_out(seconds: Mapping[str, float]) -> str:
    """Seconds of camera by why they were not used, the most first: "12 s typing, 3 s dark"."""
    told = sorted(seconds.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{value:.0f}\N{NO-BREAK SPACE}s {reason}" for reason, value in told)


def trend_sentence(ends: tuple[float, float]) -> str:
    """The trend in words, with the two means."""
    first, last = ends
    scale = "-1 is negative, +1 positive"
    return f"First third of the questions: {first:+.2f}; last third: {last:+.2f} ({scale})."


def models_of(record: Record, unused: Sequence[Modality]) -> tuple[str, ...]:
    """Name and version of every model that read the session."""
    faces = {window.model for window in record.windows if window.model and "face" not in unused}
    return tuple(sorted(faces | {score.model for score in record.scores if "text" not in unused}))
