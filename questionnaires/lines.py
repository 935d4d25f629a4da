"""In which line of a YAML file a field stands, for mistakes that an editor can jump to."""

from __future__ import annotations

import re

import yaml

_STEP = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]")
_NUMBERED = re.compile(r"number (\d+)")


def line_of(text: str, item: str | None, field: str | None) -> int | None:
    """The line, from 1, of that field of that item, or of what it is missing from.

    None where that is no field at all; what the file as a whole lacks, it lacks from its first
    line. An item without an id is called "number 3".
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = None if field is None else 1
    if item is not None:
        node = _item(_value(node, "items"), item)
        line = None if node is None else _line(node)
    for name, place in _STEP.findall(field or ""):
        inner = _entry(node, int(place)) if place else _value(node, name)
        if inner is None:
            return line
        line = _line(inner) if place else _key_line(node, name)
        node = inner
    return line


def _item(items: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(items, yaml.SequenceNode):
        return None
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        return _entry(items, int(numbered[1]))
    named = [node for node in items.value if _text(_value(node, "id")) == name]
    return named[-1] if named else None  # of two with one id the later is at fault


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if _text(key) == name), None)


def _key_line(node: yaml.Node | None, name: str) -> int | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((_line(key) for key, _ in pairs if _text(key) == name), None)


def _entry(node: yaml.Node | None, place: int) -> yaml.Node | None:
    entries = node.value if isinstance(node, yaml.SequenceNode) else ()
    return entries[place - 1] if 0 < place <= len(entries) else None


def _text(node: yaml.Node | None) -> str | None:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
