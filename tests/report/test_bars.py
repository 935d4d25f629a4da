"""The bars beside the estimate keep proportion and say in words what they show."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given

from contract.messages import MOODS, Expressivity, Mood, Weights
from report import bars
from tests.report.records import moods

FREE = Expressivity(0.34, 0.1, 0.2, 34.0, False)
SHORT = Expressivity(None, None, None, 4.0, True)
SVG = "{http://www.w3.org/2000/svg}"


@given(moods())
def test_each_mood_has_a_bar_as_long_as_its_probability(mood: Mood) -> None:
    rects = ET.fromstring(bars.probabilities(mood)).iter(f"{SVG}rect")
    widths = {r.attrib["fill"]: float(r.attrib["width"]) for r in rects if "fill" in r.attrib}
    for name, share in zip(MOODS, mood, strict=True):
        assert widths[f"url(#mood-{name})"] == pytest.approx(bars.FULL * share, abs=0.01)


def test_both_weights_are_said_in_words() -> None:
    description = ET.fromstring(bars.weights(Weights(0.25, 0.75))).findtext(f"{SVG}desc")
    assert description == "words 75\N{NO-BREAK SPACE}%, face 25\N{NO-BREAK SPACE}%"


def test_no_weights_are_an_empty_bar() -> None:
    rects = list(ET.fromstring(bars.weights(Weights(0.0, 0.0))).iter(f"{SVG}rect"))
    assert [rect.attrib.get("class") for rect in rects if "class" in rect.attrib] == ["track"]
    assert not [rect for rect in rects if rect.attrib.get("fill") == "#333333"]


@pytest.mark.parametrize(
    ("measured", "usual", "said"),
    [
        (FREE, (0.3, 0.7), "0.34 (usual 0.3 to 0.7), from 34 s of usable frames"),
        (FREE, None, "0.34, from 34 s of usable frames"),
        (SHORT, (0.3, 0.7), "not measured: 4 s of usable frames"),
    ],
)
def test_expressivity_says_how_much_is_behind_it(
    measured: Expressivity, usual: tuple[float, float] | None, said: str
) -> None:
    root = ET.fromstring(bars.expressivity(measured, usual))
    assert root.findtext(f"{SVG}desc") == said
    assert bool(list(root.iter(f"{SVG}circle"))) is (measured.value is not None)
