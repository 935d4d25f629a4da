"""The card of a text model that an operator brought: what is known of it, and what is not."""

from collections.abc import Mapping
from typing import Any

from contract.messages import MOODS
from models.source import Source
from train.exported import Exported
from train.text_card import WORDS


def own_card(
    name: str,
    language: str,
    command: str,
    source: Source,
    moods: Mapping[str, str],
    found: Exported,
    measured: dict[str, Any] | None,
) -> dict[str, Any]:
    """The words for `train.write_card.write_card`; `measured` is the text bench's or None."""
    tokens = f"0..{found.vocabulary - 1}, as {name}.tokenizer.json gives them"
    return {
        "version": "1",
        "task": "text-mood",
        "labels": list(source.labels),
        "moods": dict(moods),
        "input": [_input("input_ids", tokens), _input("attention_mask", "1 for a token")],
        "output": "probabilities",
        "licence": {"weights": source.licence},
        "training": {"command": command, "seed": 0, "data_sha256": {}, "minutes": 0},
        "metrics": {
            "command": f"python -m bench.text --data FILE.tsv --model {name}",
            "language": language,
            "export": {
                "parameters": found.parameters,
                "max_tokens": found.max_tokens,
                "texts_compared": found.probes,
                "largest_gap_torch_float32": float(f"{found.torch_gap:.2g}"),
                "largest_gap_float32_int8": float(f"{found.int8_gap:.2g}"),
            },
            "report": measured,
        },
        "not_measured": _not_measured(language, measured is not None),
        "must_not_be_used_for": WORDS["must_not_be_used_for"],
        "known_failures": _known_failures(moods, source.independent, found.max_tokens),
    }


def _input(name: str, values: str) -> dict[str, Any]:
    return {"name": name, "shape": ["N", "T"], "dtype": "int64", "range": values, "colour": ""}


def _not_measured(language: str, measured: bool) -> list[str]:
    gaps = [
        "how it was trained and on what: see its makers' page",
        "calibration: nothing was fitted here, so its confidence may mean little",
        "Parkinson's disease, multiple sclerosis, stroke or any other diagnosis",
        "aphasia and other changes of language",
        f"any language but {language}",
    ]
    return gaps if measured else ["everything: it was added without --data", *gaps]


def _known_failures(moods: Mapping[str, str], independent: bool, max_tokens: int) -> list[str]:
    never = [mood for mood in MOODS if mood not in moods.values()]
    failures = [f"a reply is cut at {max_tokens} tokens; what comes later is not read"]
    if never:
        failures.append(f"it never says {' or '.join(never)}: no label means that")
    if independent:
        failures.append("its labels are independent; their shares stand for probabilities")
    return failures
