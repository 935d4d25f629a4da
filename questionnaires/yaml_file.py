"""Reads one YAML file; a key written twice is an error instead of silently the last one."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from questionnaires.mistakes import BadDefinition, Mistake


class _UniqueKeys(yaml.SafeLoader):
    """YAML's safe loader, but strict about repeated keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                problem, mark = f"{key!r} is written twice", node.value[place][0].start_mark
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path, name: str) -> Any:
    """The content of the file; `name` is what mistakes call it.

    Raises BadDefinition when it is unreadable, not UTF-8 or not YAML, with the line it stopped at.
    """
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_UniqueKeys)
    except OSError as error:
        line, text = None, f"Cannot be read: {error.strerror}."
    except (UnicodeDecodeError, yaml.reader.ReaderError):
        line, text = None, "Not UTF-8 text; save it as UTF-8."
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        where = f" (column {mark.column + 1})" if mark else ""
        text = f"Not YAML: {error.problem or error.context}{where}. Quote texts with : ? or #."
    raise BadDefinition((Mistake(name, None, None, text, line),))
