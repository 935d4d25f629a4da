"""Knobs of a training script: a frozen dataclass on top, an argument for each field."""

import argparse
from collections.abc import Collection, Sequence
from dataclasses import MISSING, Field, asdict, fields
from pathlib import Path
from typing import Any, TypeVar

Knobs = TypeVar("Knobs")


def read_knobs(kind: type[Knobs], arguments: Sequence[str] | None = None) -> Knobs:
    """The arguments as `kind`; an unknown argument ends the program with the list of known ones."""
    parser = argparse.ArgumentParser(
        description=kind.__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        allow_abbrev=False,
    )
    for field in fields(kind):  # type: ignore[arg-type]
        _add(parser, field)
    return kind(**vars(parser.parse_args(arguments)))


def _add(parser: argparse.ArgumentParser, field: "Field[Any]") -> None:
    name = "--" + field.name.replace("_", "-")
    meaning = field.metadata.get("help", " ")
    if field.default is MISSING:
        raise TypeError(f"knob {field.name} needs a default")
    if isinstance(field.default, bool):
        parser.add_argument(name, action="store_true", default=field.default, help=meaning)
    else:
        parser.add_argument(name, type=type(field.default), default=field.default, help=meaning)


def plain(knobs: Any) -> dict[str, Any]:
    """Knobs as JSON would write them, to store beside what they made."""
    return {
        key: value.as_posix() if isinstance(value, Path) else value
        for key, value in asdict(knobs).items()
    }


def command(module: str, knobs: Any, told: Collection[str]) -> str:
    """The command line that repeats this run: those of `told` that differ from the defaults."""
    words = [f"python -m {module}"]
    for field in fields(knobs):
        value = getattr(knobs, field.name)
        if field.name in told and value != field.default:
            name = "--" + field.name.replace("_", "-")
            words.append(name if value is True else f"{name} {value}")
    return " ".join(words)
