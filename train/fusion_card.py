"""models/fusion.json with fitted constants: each with its reason, and how it was found."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from fusion.constants import Constants

FITTED = "Fitted on drawn sessions (train/fusion.py): "
REASONS = {
    "a_face": FITTED + "trust in the face against 1 for the words.",
    "a_text": "1: only the ratio to a_face can be told.",
    "temperature_face": FITTED + "on still pictures, clear and spoiled, with all their expression "
    "and with less.",
    "temperature_text": FITTED + "on forum comments and clinical replies.",
    "temperature_session": FITTED + "how much surer many turns are than one.",
    "gamma": FITTED + "how much confidence counts beside what it does in the pool itself.",
    "k_both": FITTED + "two agreeing modalities against one.",
    "g_min": FITTED + "what a face that does not move still counts.",
    "g_centre": FITTED + "on the scale of stills, which the reference is tied to at two points.",
    "g_width": FITTED + "as g_centre.",
    "s_still": FITTED + "how much of its evidence a face that does not move keeps: faces at rest "
    "are drawn as differently read as FER+ faces voted neutral are.",
    "g_insufficient": FITTED + "with expressivity withheld.",
    "g_atypical": "As g_insufficient: above the reference movement is not expression alone.",
    "prior_still": "Geometric mean of what the face model reads from faces whose expression is "
    "taken out: of those, such a reading says nothing.",
    "tokens_half": FITTED + "word pieces at which a reply has half the weight of a long one.",
    "face_correlation": FITTED + "how much the faces of a session's turns say the same; at least "
    "0.2, since made sessions have a light and a face for each turn and patients have one.",
    "heard_from": "A modality that counts less than this cannot contradict the other; a frozen "
    "face, of which g counts twice here, stays below.",
    "confident_session": "The highest at which 0.92 of the drawn sessions with opposed face and "
    "words are noticed, or the lowest tried, 0.26.",
    "abstain_below": FITTED + "a mood not named costs half of a wrong one.",
}


def write(path: Path, like: Path, constants: Constants, extra: dict[str, Any]) -> None:
    """The card `like` with these constants, to `path`."""
    card = json.loads(like.read_text(encoding="utf-8"))
    card["fitted"] = True
    card["constants"] = {name: _rounded(value) for name, value in asdict(constants).items()}
    card["reasons"] = {**card["reasons"], **REASONS}
    for name, value in extra.items():
        card[name] = _rounded(asdict(value)) if is_dataclass(value) else value  # type: ignore[arg-type]
    path.write_text(_one_line_lists(json.dumps(card, indent=2)) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Four decimals; a mood still sums to 1."""
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, (tuple, list)):
        found = [round(one, 4) for one in value]
        if len(found) == 4 and abs(sum(value) - 1) < 1e-6:
            found[found.index(max(found))] += round(1 - sum(found), 4)
        return [round(one, 4) for one in found]
    return round(value, 4) if isinstance(value, float) else value


def _one_line_lists(text: str) -> str:
    """Lists of numbers on one line."""
    return re.sub(r"\[\s+([-\d.,\s]+?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", text)
