"""The comparison with a person's own sessions: one plain sentence, and a point for each session."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from contract.messages import Baseline, Measured
from report.baseline import baseline_chart, baseline_sentence

SVG = "{http://www.w3.org/2000/svg}"
EARLIER = tuple(Measured(f"s{n}", 100.0 * n, value) for n, value in enumerate((0.4, 0.5, 0.45)))
BELOW = Baseline(0.12, EARLIER, 0, 0.45, (0.3, 0.61), -0.33, "below")
WITHIN = Baseline(0.44, EARLIER, 0, 0.45, (0.3, 0.61), -0.01, "within")
DIAGNOSES = re.compile(
    r"hypomimi|rigid|palsy|parkinson|sympt|disease|disorder|normal|patholog", re.I
)


def test_a_drift_is_told_with_its_figures() -> None:
    assert baseline_sentence(BELOW) == (
        "The face moved less than this person's own 3 earlier sessions let expect (expressivity "
        "0.12; 0.30 to 0.61 expected, middle 0.45)."
    )
    assert baseline_sentence(WITHIN).startswith("The face moved as much as this person's own 3")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            0,
            "takes 3 earlier ones in which the face's movement was measured; there is none, 3 more",
        ),
        (1, "there is one, 2 more are needed."),
        (2, "there are 2, 1 more is needed."),
    ],
)
def test_too_few_sessions_say_how_many_more_it_takes(known: int, said: str) -> None:
    assert said in baseline_sentence(Baseline(0.4, EARLIER[:known], 3 - known))


def test_a_session_without_a_measurement_is_not_compared() -> None:
    own = Baseline(None, EARLIER, 0, 0.45, (0.3, 0.61))
    assert baseline_sentence(own).startswith("Expressivity was not measured in this session")
    assert baseline_chart(own) is None


@pytest.mark.parametrize("own", [BELOW, WITHIN, Baseline(0.4, (), 3), Baseline(None, EARLIER, 0)])
def test_no_sentence_has_a_word_of_diagnosis(own: Baseline) -> None:
    assert not DIAGNOSES.search(baseline_sentence(own))


def test_every_session_is_a_point_and_this_one_stands_lower_in_the_chart() -> None:
    drawn = baseline_chart(BELOW)
    assert drawn is not None
    circles = list(ET.fromstring(drawn).iter(f"{SVG}circle"))
    assert len(circles) == 4
    heights = [float(circle.attrib["cy"]) for circle in circles]
    assert heights[-1] == max(heights)


@pytest.mark.parametrize("number", [1, 12, 400])
def test_however_many_sessions_fit_the_chart(number: int) -> None:
    many = tuple(Measured(f"s{n}", float(n), 0.5) for n in range(number))
    drawn = baseline_chart(Baseline(0.5, many, 0))
    assert drawn is not None
    places = [float(one.attrib["cx"]) for one in ET.fromstring(drawn).iter(f"{SVG}circle")]
    assert len(places) == number + 1 and min(places) > 44 and max(places) < 340
